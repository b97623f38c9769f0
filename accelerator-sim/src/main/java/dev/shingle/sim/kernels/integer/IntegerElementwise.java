package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.BroadcastOperand;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/** A function of two stored numbers, element by element. */
public final class IntegerElementwise implements Kernel {

    private final OutputGrid grid;
    private final BroadcastOperand first;
    private final BroadcastOperand second;
    private final Binary function;

    private IntegerElementwise(Layer layer, Binary function) {
        this.function = function;
        grid = OutputGrid.of(layer.ofm().shape());
        first = new BroadcastOperand(
                layer.operands().get(0).shape(), layer.ofm().shape());
        second = new BroadcastOperand(
                layer.operands().get(1).shape(), layer.ofm().shape());
    }

    public static IntegerElementwise of(Layer layer, Operator.Elementwise elementwise, Rounding rounding) {
        return new IntegerElementwise(layer, Binaries.of(layer, elementwise, rounding));
    }

    /** PRELU, whose second operand are the slopes. */
    public static IntegerElementwise ofSlopes(Layer layer, Rounding rounding) {
        return new IntegerElementwise(layer, Slopes.of(layer, rounding));
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return region -> compute(region, operands, results);
    }

    private void compute(Region region, Operands operands, Results results) {
        int[] a = new int[region.elements()];
        int[] b = new int[region.elements()];
        first.read(region, operands.operand(0)::readIntegers, a);
        second.read(region, operands.operand(1)::readIntegers, b);
        for (int i = 0; i < a.length; i++) {
            a[i] = function.apply(a[i], b[i]);
        }
        Box.move(region, grid, results.result(0)::writeIntegers, a);
    }
}
