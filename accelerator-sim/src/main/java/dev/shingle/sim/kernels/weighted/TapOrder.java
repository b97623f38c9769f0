package dev.shingle.sim.kernels.weighted;

import dev.shingle.networks.Shape;

/** Weights [Co, kh, kw, Ci] rearranged tap by tap: [kh, kw, Co, Ci]. */
public final class TapOrder {

    private final int filters;
    private final int taps;
    private final int channels;

    public TapOrder(Shape weights) {
        filters = weights.dimension(0);
        channels = weights.dimension(3);
        taps = weights.dimension(1) * weights.dimension(2);
    }

    /** The rearranged weights. */
    public int[] integers(int[] weights) {
        int[] ordered = new int[weights.length];
        copy(weights, ordered);
        return ordered;
    }

    /** The rearranged weights. */
    public float[] floats(float[] weights) {
        float[] ordered = new float[weights.length];
        copy(weights, ordered);
        return ordered;
    }

    private void copy(Object weights, Object ordered) {
        for (int filter = 0; filter < filters; filter++) {
            for (int tap = 0; tap < taps; tap++) {
                int from = (filter * taps + tap) * channels;
                int to = (tap * filters + filter) * channels;
                System.arraycopy(weights, from, ordered, to, channels);
            }
        }
    }
}
