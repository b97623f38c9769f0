package dev.shingle.sim.units;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;

/**
 * Source positions of a resize along one dimension, as TensorFlow Lite defines them. Nearest has one source, bilinear the
 * two neighbours of the exact position, which are one where the position is whole or at the border.
 *
 * <p>Rounding decides which source that is, so this is the arithmetic that runs: single precision (a double would round
 * differently where a position falls on a whole number), or, for bilinear resizes of stored numbers other than unsigned
 * bytes, steps of 1/1024.
 */
final class ResizeTaps {

    private static final long STEPS = 1024;

    private final Operator.Resize resize;
    private final boolean countsInSteps;
    private final int inputs;
    private final float scale;
    private final long scaleInSteps;

    ResizeTaps(Operator.Resize resize, ElementType type, int inputs, int outputs) {
        this.resize = resize;
        this.inputs = inputs;
        boolean isCornerToCorner = resize.alignCorners() && outputs > 1;
        int dividend = isCornerToCorner ? inputs - 1 : inputs;
        int divisor = isCornerToCorner ? outputs - 1 : outputs;
        scale = dividend / (float) divisor;
        scaleInSteps = (dividend * STEPS + divisor / 2) / divisor;
        countsInSteps = switch (type) {
            case UINT8, FLOAT16, FLOAT32 -> false;
            case INT4, INT8, INT16, INT32, INT64, BOOL -> true;
        };
    }

    int lower(int output) {
        if (isNearest()) {
            return nearest(output);
        }
        return clamp(countsInSteps ? Math.floorDiv(steps(output), STEPS) : (long) Math.floor(position(output)));
    }

    int upper(int output) {
        if (isNearest()) {
            return nearest(output);
        }
        return clamp(countsInSteps ? -Math.floorDiv(-steps(output), STEPS) : (long) Math.ceil(position(output)));
    }

    private boolean isNearest() {
        return resize.mode() == Operator.Resize.Mode.NEAREST;
    }

    private int nearest(int output) {
        float position = (output + (resize.halfPixelCenters() ? 0.5f : 0f)) * scale;
        return clamp((long) Math.floor(resize.alignCorners() ? (double) position + 0.5 : position));
    }

    private float position(int output) {
        return resize.halfPixelCenters() ? (output + 0.5f) * scale - 0.5f : output * scale;
    }

    private long steps(int output) {
        return output * scaleInSteps + (resize.halfPixelCenters() ? scaleInSteps / 2 - STEPS / 2 : 0);
    }

    private int clamp(long input) {
        return (int) Math.max(0, Math.min(input, inputs - 1));
    }
}
