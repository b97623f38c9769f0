package dev.shingle.mapper.overlap;

import dev.shingle.networks.Operator.Resize;
import dev.shingle.networks.Shape;

/**
 * Source rows and columns of a resize, as TFLite's float kernels pick them, single precision and all: rounding decides
 * which pixel is read.
 */
final class ResizeReads {

    private final Resize resize;

    private ResizeReads(Resize resize) {
        this.resize = resize;
    }

    static Reads.Separable of(Resize resize, Pair pair) {
        Shape from = pair.operandUse().shape();
        Shape to = pair.operation().results().get(0).shape();
        ResizeReads reads = new ResizeReads(resize);
        long pixelBits = pair.read().pixelBits();
        long rowBits = from.width() * pixelBits;
        return new Reads.Separable(
                WindowReads.images(
                        to.batch(), from.height() * rowBits, reads.axis(from.height(), to.height(), rowBits)),
                reads.axis(from.width(), to.width(), pixelBits),
                WindowReads.ownChannel(pair));
    }

    private Axis axis(int inputs, int outputs, long stepBits) {
        if (resize.mode() == Resize.Mode.NEAREST) {
            return Axis.of(outputs, stepBits, 0, index -> nearest(index, inputs, outputs));
        }
        return Axis.between(
                outputs,
                stepBits,
                0,
                index -> below((long) Math.floor(position(index, inputs, outputs)), inputs),
                index -> below((long) Math.ceil(position(index, inputs, outputs)), inputs));
    }

    private int nearest(int index, int inputs, int outputs) {
        float offset = resize.halfPixelCenters() ? 0.5f : 0f;
        float position = (index + offset) * scale(inputs, outputs);
        // std::round on a number that is not negative
        double rounded = resize.alignCorners() ? Math.floor((double) position + 0.5) : Math.floor(position);
        return below((long) rounded, inputs);
    }

    private float position(int index, int inputs, int outputs) {
        float scale = scale(inputs, outputs);
        return resize.halfPixelCenters() ? (index + 0.5f) * scale - 0.5f : index * scale;
    }

    private float scale(int inputs, int outputs) {
        return resize.alignCorners() && outputs > 1 ? (inputs - 1) / (float) (outputs - 1) : inputs / (float) outputs;
    }

    private static int below(long position, int inputs) {
        return (int) Math.max(0, Math.min(position, inputs - 1L));
    }
}
