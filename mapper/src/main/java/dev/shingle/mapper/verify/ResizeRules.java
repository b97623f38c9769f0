package dev.shingle.mapper.verify;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import java.util.EnumSet;
import java.util.Set;

/**
 * Source indices of interpolation along one axis, in the arithmetic of the TFLite kernels: rounding there decides which
 * pixel is taken. That is single precision for nearest neighbours, real numbers and unsigned bytes, and 22.10 fixed point
 * for bilinear interpolation of everything else.
 */
final class ResizeRules {

    private static final Set<ElementType> IN_SINGLE_PRECISION =
            EnumSet.of(ElementType.UINT8, ElementType.FLOAT16, ElementType.FLOAT32);

    private ResizeRules() {}

    static AxisReads axis(Operator.Resize resize, ElementType type, int inputSize, int outputSize) {
        float scale = resize.alignCorners() && outputSize > 1
                ? (inputSize - 1) / (float) (outputSize - 1)
                : inputSize / (float) outputSize;
        if (resize.mode() == Operator.Resize.Mode.NEAREST) {
            return (index, operandIndex) -> operandIndex.accept(nearest(resize, index, scale, inputSize));
        }
        if (!IN_SINGLE_PRECISION.contains(type)) {
            return fixedPoint(resize, inputSize, outputSize);
        }
        return (index, operandIndex) -> {
            float position = resize.halfPixelCenters() ? (index + 0.5f) * scale - 0.5f : index * scale;
            int lower = Math.min(Math.max((int) Math.floor(position), 0), inputSize - 1);
            int upper = Math.min(Math.max((int) Math.ceil(position), 0), inputSize - 1);
            operandIndex.accept(lower);
            if (upper != lower) {
                operandIndex.accept(upper);
            }
        };
    }

    private static AxisReads fixedPoint(Operator.Resize resize, int inputSize, int outputSize) {
        int shorter = resize.alignCorners() && outputSize > 1 ? 1 : 0;
        long steps = (long) outputSize - shorter;
        // rounded to the nearest, ties up
        long scale = ((((long) inputSize - shorter) << 11) + steps) / (2 * steps);
        long start = resize.halfPixelCenters() ? (scale - (1 << 10)) >> 1 : 0;
        return (index, operandIndex) -> {
            long position = Math.min(Math.max(start + index * scale, 0), (inputSize - 1L) << 10);
            int lower = (int) (position >> 10);
            operandIndex.accept(lower);
            if ((position & 1023) != 0) {
                operandIndex.accept(lower + 1);
            }
        };
    }

    private static int nearest(Operator.Resize resize, int index, float scale, int inputSize) {
        float position = (index + (resize.halfPixelCenters() ? 0.5f : 0f)) * scale;
        int source = (int) (resize.alignCorners() ? Math.floor((double) position + 0.5) : Math.floor(position));
        return Math.max(0, Math.min(source, inputSize - 1));
    }
}
