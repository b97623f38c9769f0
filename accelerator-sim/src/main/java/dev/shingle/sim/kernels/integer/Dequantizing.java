package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/** Stored numbers as real ones, in single precision. A cast ignores the scale. */
public final class Dequantizing implements Kernel {

    private final Operand operand;
    private final OutputGrid grid;
    private final boolean isCast;

    public Dequantizing(Layer layer, Function function) {
        operand = layer.operands().get(0);
        grid = OutputGrid.of(layer.ofm().shape());
        isCast = function == Function.CAST;
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return region -> compute(region, operands, results);
    }

    private void compute(Region region, Operands operands, Results results) {
        int[] stored = new int[region.elements()];
        Box.move(region, grid, operands.operand(0)::readIntegers, stored);
        float[] reals = new float[stored.length];
        Box.Mover<float[]> converter = (first, count, into, at) -> {
            for (int i = 0; i < count; i++) {
                into[at + i] = isCast ? stored[at + i] : real(stored[at + i], first + i);
            }
        };
        Box.move(region, grid, converter, reals);
        Box.move(region, grid, results.result(0)::writeFloats, reals);
    }

    private float real(int stored, long element) {
        int slice = Slices.of(operand, element);
        return (float) ((double) Scales.scale(operand, slice) * (stored - Scales.zeroPoint(operand, slice)));
    }
}
