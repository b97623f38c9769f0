package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Operator;
import dev.shingle.sim.kernels.window.BilinearKernel;

/** Source positions of a resize along one dimension, in steps of 2^-10: what resizes of stored numbers are computed with. */
final class FixedScale implements BilinearKernel.Positions {

    static final int FRACTION_BITS = 10;

    private static final int ONE = 1 << FRACTION_BITS;

    private final Operator.Resize resize;
    private final int inputs;
    private final long scale;

    FixedScale(Operator.Resize resize, int inputs, int outputs) {
        this.resize = resize;
        this.inputs = inputs;
        scale = resize.alignCorners() && outputs > 1
                ? rounded((long) ONE * (inputs - 1), outputs - 1)
                : rounded((long) ONE * inputs, outputs);
    }

    private static long rounded(long dividend, int divisor) {
        return (dividend + divisor / 2) / divisor;
    }

    long position(int output) {
        return resize.halfPixelCenters() ? output * scale + scale / 2 - ONE / 2 : output * scale;
    }

    @Override
    public int lower(int output) {
        return (int) Math.min(Math.max(position(output) / ONE, 0), inputs - 1);
    }

    @Override
    public int upper(int output) {
        return (int) Math.max(0, Math.min((position(output) + ONE - 1) / ONE, inputs - 1));
    }

    /** How far the position is from the lower source, in steps. */
    long weight(int output) {
        return position(output) - (long) ONE * lower(output);
    }
}
