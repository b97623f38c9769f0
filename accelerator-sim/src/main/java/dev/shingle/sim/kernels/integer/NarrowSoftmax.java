package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;

/**
 * Softmax of stored numbers of 8 bits: exponentials of all differences to the greatest in a table, everything else in single
 * precision and in the order of the channels.
 */
final class NarrowSoftmax implements SoftmaxRow {

    private static final int DIFFERENCES = 256;

    private final float[] exponentials = new float[DIFFERENCES];
    private final float scale;
    private final int zeroPoint;
    private final Bounds bounds;

    NarrowSoftmax(Layer layer, Operator.Softmax softmax) {
        float step = -Scales.scale(layer.operands().get(0)) * (float) softmax.beta();
        for (int difference = 0; difference < DIFFERENCES; difference++) {
            exponentials[difference] = (float) Math.exp(step * difference);
        }
        scale = Scales.scale(layer.ofm());
        zeroPoint = Scales.zeroPoint(layer.ofm());
        bounds = Bounds.of(layer.ofm(), Activation.NONE);
    }

    @Override
    public void normalise(int[] pixel) {
        int greatest = SoftmaxRow.greatest(pixel);
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
