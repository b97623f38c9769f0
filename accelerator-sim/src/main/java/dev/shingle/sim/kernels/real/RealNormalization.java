package dev.shingle.sim.kernels.real;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/**
 * Real numbers divided by a power of their neighbours in the channels. A unit reads of its pixels the channels that it
 * writes and those that reach into them, and adds up each window anew: a sum that slides would remember what left it.
 */
public final class RealNormalization implements Kernel {

    private final Operator.LocalResponseNormalization operator;
    private final OutputGrid grid;

    public RealNormalization(Layer layer, Operator.LocalResponseNormalization operator) {
        Shape shape = layer.ofm().shape();
        this.operator = operator;
        grid = OutputGrid.of(shape);
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return region -> compute(region, operands, results);
    }

    private void compute(Region region, Operands operands, Results results) {
        int first = below(region.firstChannel());
        int end = above(region.firstChannel() + region.channels() - 1) + 1;
        float[] neighbours = new float[end - first];
        float[] elements = new float[region.elements()];
        int at = 0;
        for (int row = region.firstRow(); row < region.endRow(); row++) {
            for (int column = region.firstColumn(); column < region.endColumn(); column++) {
                long pixel = ((long) row * grid.columns() + column) * grid.channels();
                operands.operand(0).readFloats(pixel + first, neighbours.length, neighbours, 0);
                for (int i = 0; i < region.channels(); i++) {
                    elements[at++] = normalised(neighbours, first, region.firstChannel() + i);
                }
            }
        }
        Box.move(region, grid, results.result(0)::writeFloats, elements);
    }

    private float normalised(float[] neighbours, int first, int channel) {
        double squares = 0;
        for (int i = below(channel); i <= above(channel); i++) {
            double x = neighbours[i - first];
            squares += x * x;
        }
        double base = operator.bias() + operator.alpha() / operator.size() * squares;
        return (float) (neighbours[channel - first] * Math.pow(base, -operator.beta()));
    }

    private int below(int channel) {
        return Math.max(0, channel - (operator.size() - 1) / 2);
    }

    private int above(int channel) {
        return Math.min(grid.channels() - 1, channel + operator.size() / 2);
    }
}
