package dev.shingle.sim.kernels.real;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.BroadcastOperand;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/** A function of two real numbers, element by element. */
public final class RealElementwise implements Kernel {

    /** A function of two numbers. */
    @FunctionalInterface
    public interface Function {

        float apply(float a, float b);
    }

    private final OutputGrid grid;
    private final BroadcastOperand first;
    private final BroadcastOperand second;
    private final Function function;

    public RealElementwise(Layer layer, Function function) {
        this.function = function;
        grid = OutputGrid.of(layer.ofm().shape());
        first = new BroadcastOperand(
                layer.operands().get(0).shape(), layer.ofm().shape());
        second = new BroadcastOperand(
                layer.operands().get(1).shape(), layer.ofm().shape());
    }

    /** The function of an operator and its activation. */
    public static Function function(Operator.Elementwise elementwise) {
        Function plain = function(elementwise.kind());
        return (a, b) -> Activations.apply(elementwise.activation(), plain.apply(a, b));
    }

    private static Function function(Operator.Elementwise.Kind kind) {
        return switch (kind) {
            case ADD -> Float::sum;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> (a, b) -> a * b;
            case DIVIDE -> (a, b) -> a / b;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case SQUARED_DIFFERENCE -> (a, b) -> (a - b) * (a - b);
            case POWER -> (a, b) -> (float) Math.pow(a, b);
        };
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return region -> compute(region, operands, results);
    }

    private void compute(Region region, Operands operands, Results results) {
        float[] a = new float[region.elements()];
        float[] b = new float[region.elements()];
        first.read(region, operands.operand(0)::readFloats, a);
        second.read(region, operands.operand(1)::readFloats, b);
        for (int i = 0; i < a.length; i++) {
            a[i] = function.apply(a[i], b[i]);
        }
        Box.move(region, grid, results.result(0)::writeFloats, a);
    }
}
