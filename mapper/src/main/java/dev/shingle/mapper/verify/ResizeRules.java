package dev.shingle.mapper.verify;

import dev.shingle.networks.Operator;

/**
 * Source indices of interpolation along one axis, in the single-precision arithmetic of the TFLite kernels: rounding there
 * decides which pixel is taken.
 */
final class ResizeRules {

    private ResizeRules() {}

    static AxisReads axis(Operator.Resize resize, int inputSize, int outputSize) {
        float scale = resize.alignCorners() && outputSize > 1
                ? (inputSize - 1) / (float) (outputSize - 1)
                : inputSize / (float) outputSize;
        if (resize.mode() == Operator.Resize.Mode.NEAREST) {
            return (index, operandIndex) -> operandIndex.accept(nearest(resize, index, scale, inputSize));
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

    private static int nearest(Operator.Resize resize, int index, float scale, int inputSize) {
        float position = (index + (resize.halfPixelCenters() ? 0.5f : 0f)) * scale;
        int source = (int) (resize.alignCorners() ? Math.floor((double) position + 0.5) : Math.floor(position));
        return Math.max(0, Math.min(source, inputSize - 1));
    }
}
