package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/**
 * Real numbers as stored ones: divided by the scale in double precision and rounded half away from zero. A cast drops the
 * fraction.
 */
public final class Quantizing implements Kernel {

    private final Layer layer;
    private final OutputGrid grid;
    private final Bounds bounds;
    private final boolean isCast;

    public Quantizing(Layer layer, Function function) {
        this.layer = layer;
        grid = OutputGrid.of(layer.ofm().shape());
        bounds = Bounds.of(layer.ofm(), Activation.NONE);
        isCast = function == Function.CAST;
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return region -> compute(region, operands, results);
    }

    private void compute(Region region, Operands operands, Results results) {
        float[] reals = new float[region.elements()];
        Box.move(region, grid, operands.operand(0)::readFloats, reals);
        int[] stored = new int[reals.length];
        Box.Mover<int[]> converter = (first, count, into, at) -> {
            for (int i = 0; i < count; i++) {
                into[at + i] = isCast ? cast(reals[at + i]) : quantized(reals[at + i], first + i);
            }
        };
        Box.move(region, grid, converter, stored);
        Box.move(region, grid, results.result(0)::writeIntegers, stored);
    }

    private int cast(float real) {
        return layer.ofm().type() == dev.shingle.networks.ElementType.BOOL
                ? (real == 0 ? 0 : 1)
                : Wrapping.to(layer.ofm().type()).applyAsInt((int) real);
    }

    private int quantized(float real, long element) {
        int slice = Slices.of(layer.ofm(), element);
        double exact = (double) real / Scales.scale(layer.ofm(), slice);
        return bounds.clamp(Decimals.roundedAway(exact) + Scales.zeroPoint(layer.ofm(), slice));
    }
}
