package dev.shingle.sim.kernels.hybrid;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.sim.kernels.integer.SumScaling;
import dev.shingle.sim.kernels.real.Activations;

/** Makes sums the bits of real numbers: times the steps' size and the channel's scale, plus the bias, in single precision. */
final class RealScaling implements SumScaling {

    private final float[] scales;
    private final float[] biases;
    private final Activation activation;
    private final ScaleOrder order;
    private final ImmutableList<ByteSteps> parts;
    private final long partPixels;

    RealScaling(HybridWeights layer, float[] biases, ImmutableList<ByteSteps> parts, long partPixels) {
        scales = new float[biases.length];
        for (int channel = 0; channel < scales.length; channel++) {
            scales[channel] = layer.scale(channel);
        }
        activation = layer.activation();
        order = layer.order();
        this.biases = biases;
        this.parts = parts;
        this.partPixels = partPixels;
    }

    @Override
    public void apply(int[] sums, int at, int count, int firstChannel, long pixel) {
        float size = parts.get((int) (pixel / partPixels)).size();
        for (int i = 0; i < count; i++) {
            int channel = firstChannel + i;
            float real = order.apply(sums[at + i], size, scales[channel]) + biases[channel];
            sums[at + i] = Float.floatToRawIntBits(Activations.apply(activation, real));
        }
    }
}
