package dev.shingle.sim.units;

import dev.shingle.networks.Operator;

/**
 * Source positions of a resize along one dimension, as TensorFlow Lite defines them, in its single-precision arithmetic
 * (a double would round differently where a position falls on a whole number). Nearest has one source, bilinear the two
 * neighbours of the exact position, which are one where the position is whole or at the border.
 */
final class ResizeTaps {

    private final Operator.Resize resize;
    private final int inputs;
    private final float scale;

    ResizeTaps(Operator.Resize resize, int inputs, int outputs) {
        this.resize = resize;
        this.inputs = inputs;
        scale = resize.alignCorners() && outputs > 1 ? (inputs - 1) / (float) (outputs - 1) : inputs / (float) outputs;
    }

    int lower(int output) {
        return isNearest() ? nearest(output) : clamp((int) Math.floor(position(output)));
    }

    int upper(int output) {
        return isNearest() ? nearest(output) : clamp((int) Math.ceil(position(output)));
    }

    private boolean isNearest() {
        return resize.mode() == Operator.Resize.Mode.NEAREST;
    }

    private int nearest(int output) {
        float position = (output + (resize.halfPixelCenters() ? 0.5f : 0f)) * scale;
        return clamp(resize.alignCorners() ? (int) Math.floor((double) position + 0.5) : (int) Math.floor(position));
    }

    private float position(int output) {
        return resize.halfPixelCenters() ? (output + 0.5f) * scale - 0.5f : output * scale;
    }

    private int clamp(int input) {
        return Math.max(0, Math.min(input, inputs - 1));
    }
}
