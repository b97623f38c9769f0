package dev.shingle.sim.kernels.window;

import dev.shingle.networks.Operator;

/**
 * Source positions of a resize along one dimension, in TensorFlow Lite's single precision. A double would round differently
 * where a position falls on a whole number.
 */
public final class ResizeScale implements BilinearKernel.Positions {

    private final Operator.Resize resize;
    private final int inputs;
    private final float scale;

    public ResizeScale(Operator.Resize resize, int inputs, int outputs) {
        this.resize = resize;
        this.inputs = inputs;
        scale = resize.alignCorners() && outputs > 1 ? (inputs - 1) / (float) (outputs - 1) : inputs / (float) outputs;
    }

    /** The one source of a nearest neighbour. */
    public int nearest(int output) {
        float position = (output + (resize.halfPixelCenters() ? 0.5f : 0f)) * scale;
        return clamp(resize.alignCorners() ? (int) Math.floor((double) position + 0.5) : (int) Math.floor(position));
    }

    /** Exact position between two sources; may lie outside. */
    public float position(int output) {
        return resize.halfPixelCenters() ? (output + 0.5f) * scale - 0.5f : output * scale;
    }

    /** The source before or at the position. */
    @Override
    public int lower(int output) {
        return clamp((int) Math.floor(position(output)));
    }

    /** The source behind or at the position. */
    @Override
    public int upper(int output) {
        return clamp((int) Math.ceil(position(output)));
    }

    private int clamp(int input) {
        return Math.max(0, Math.min(input, inputs - 1));
    }
}
