package dev.shingle.networks.tflite;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;

/**
 * Scales and zero points of one tensor. Writers differ: zero points may be left out or be given once for all channels, and
 * the quantised axis may be that of the weights although the tensor is their bias; it is then the innermost one.
 */
final class QuantizationReader {

    private static final int SCALE = 2;
    private static final int ZERO_POINT = 3;
    private static final int DETAILS_TYPE = 4;
    private static final int AXIS = 6;

    private final Tensors tensors;
    private final int tensor;

    QuantizationReader(Tensors tensors, int tensor) {
        this.tensors = tensors;
        this.tensor = tensor;
    }

    Quantization read(FlatTable parameters, Shape shape) {
        if (parameters.int8(DETAILS_TYPE, 0) != 0) {
            throw tensors.failure(tensor, "a custom quantisation", "scales and zero points");
        }
        FlatVector scales = parameters.vector(SCALE, 4).charged();
        if (scales.length() == 0) {
            return Quantization.NONE;
        }
        int axis = axis(parameters.int32(AXIS, 0), scales.length(), shape);
        FlatVector zeroPoints = parameters.vector(ZERO_POINT, 8).charged();
        return new Quantization(scales(scales), zeroPoints(zeroPoints, scales.length()), axis);
    }

    private int axis(int declared, int scales, Shape shape) {
        if (scales == 1) {
            return 0;
        }
        int axis = Math.min(declared, shape.rank() - 1);
        if (axis < 0 || shape.dimension(axis) != scales) {
            throw tensors.failure(
                    tensor, scales + " scales along axis " + declared, "one, or one for each slice of " + shape);
        }
        return axis;
    }

    private ImmutableDoubleArray scales(FlatVector stored) {
        ImmutableDoubleArray.Builder scales = ImmutableDoubleArray.builder(stored.length());
        for (int i = 0; i < stored.length(); i++) {
            float scale = stored.float32(i);
            if (!(scale >= 0) || Float.isInfinite(scale)) {
                throw tensors.failure(tensor, "scale " + scale, "a finite scale, not below 0");
            }
            scales.add(scale);
        }
        return scales.build();
    }

    private ImmutableLongArray zeroPoints(FlatVector stored, int scales) {
        int length = stored.length();
        if (length > 1 && length != scales) {
            throw tensors.failure(tensor, length + " zero points for " + scales + " scales", "as many");
        }
        ImmutableLongArray.Builder zeroPoints = ImmutableLongArray.builder(scales);
        for (int i = 0; i < scales; i++) {
            zeroPoints.add(length == 0 ? 0 : stored.int64(length == 1 ? 0 : i));
        }
        return zeroPoints.build();
    }
}
