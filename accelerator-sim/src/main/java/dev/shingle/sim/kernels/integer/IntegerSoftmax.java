package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/**
 * Softmax of stored numbers of 8 bits: exponentials of all differences to the greatest in a table, everything else in single
 * precision and in the order of the channels. A unit reads all channels of its pixels, whichever it writes.
 */
public final class IntegerSoftmax implements Kernel {

    private static final int DIFFERENCES = 256;

    private final OutputGrid grid;
    private final float[] exponentials = new float[DIFFERENCES];
    private final float scale;
    private final int zeroPoint;
    private final Bounds bounds;

    public IntegerSoftmax(Layer layer, Operator.Softmax softmax) {
        grid = OutputGrid.of(layer.ofm().shape());
        float step = -Scales.scale(layer.operands().get(0)) * (float) softmax.beta();
        for (int difference = 0; difference < DIFFERENCES; difference++) {
            exponentials[difference] = (float) Math.exp(step * difference);
        }
        scale = Scales.scale(layer.ofm());
        zeroPoint = Scales.zeroPoint(layer.ofm());
        bounds = Bounds.of(layer.ofm(), Activation.NONE);
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return region -> compute(region, operands, results);
    }

    private void compute(Region region, Operands operands, Results results) {
        int[] pixel = new int[grid.channels()];
        int[] elements = new int[region.elements()];
        int at = 0;
        for (int row = region.firstRow(); row < region.endRow(); row++) {
            for (int column = region.firstColumn(); column < region.endColumn(); column++) {
                long first = ((long) row * grid.columns() + column) * grid.channels();
                operands.operand(0).readIntegers(first, pixel.length, pixel, 0);
                normalise(pixel);
                System.arraycopy(pixel, region.firstChannel(), elements, at, region.channels());
                at += region.channels();
            }
        }
        Box.move(region, grid, results.result(0)::writeIntegers, elements);
    }

    private void normalise(int[] pixel) {
        int greatest = Integer.MIN_VALUE;
        for (int stored : pixel) {
            greatest = Math.max(greatest, stored);
        }
        float sum = 0;
        for (int stored : pixel) {
            sum += exponentials[greatest - stored];
        }
        float factor = 1f / (sum * scale);
        for (int i = 0; i < pixel.length; i++) {
            float share = exponentials[greatest - pixel[i]] * factor;
            pixel[i] = bounds.clamp(Decimals.roundedAway(share) + zeroPoint);
        }
    }
}
