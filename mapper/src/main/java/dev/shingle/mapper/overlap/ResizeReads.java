package dev.shingle.mapper.overlap;

import com.google.common.math.LongMath;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator.Resize;
import dev.shingle.networks.Shape;
import java.math.RoundingMode;

/**
 * Source rows and columns of a resize, as TFLite's kernels pick them, single precision and all: rounding decides which
 * pixel is read. Bilinear kernels of stored numbers other than unsigned bytes round positions to 1/1024 instead.
 */
final class ResizeReads {

    private static final int PER_PIXEL = 1024;

    private final Resize resize;
    private final boolean isRounded;

    private ResizeReads(Resize resize, ElementType type) {
        this.resize = resize;
        boolean isSingle = type == ElementType.FLOAT32 || type == ElementType.FLOAT16 || type == ElementType.UINT8;
        isRounded = !isSingle;
    }

    static Reads.Separable of(Resize resize, Pair pair) {
        Shape from = pair.operandUse().shape();
        Shape to = pair.operation().results().get(0).shape();
        ResizeReads reads = new ResizeReads(resize, pair.operandUse().type());
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
        if (isRounded) {
            return Axis.between(
                    outputs,
                    stepBits,
                    0,
                    index -> below(rounded(index, inputs, outputs, RoundingMode.FLOOR), inputs),
                    index -> below(rounded(index, inputs, outputs, RoundingMode.CEILING), inputs));
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

    private long rounded(int index, int inputs, int outputs, RoundingMode mode) {
        long scale = resize.alignCorners() && outputs > 1
                ? LongMath.divide((long) PER_PIXEL * (inputs - 1), outputs - 1, RoundingMode.HALF_UP)
                : LongMath.divide((long) PER_PIXEL * inputs, outputs, RoundingMode.HALF_UP);
        long position = resize.halfPixelCenters() ? index * scale + scale / 2 - PER_PIXEL / 2 : index * scale;
        return LongMath.divide(position, PER_PIXEL, mode);
    }

    private float scale(int inputs, int outputs) {
        return resize.alignCorners() && outputs > 1 ? (inputs - 1) / (float) (outputs - 1) : inputs / (float) outputs;
    }

    private static int below(long position, int inputs) {
        return (int) Math.max(0, Math.min(position, inputs - 1L));
    }
}
