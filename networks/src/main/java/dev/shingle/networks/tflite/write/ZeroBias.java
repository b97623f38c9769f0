package dev.shingle.networks.tflite.write;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import java.nio.ByteBuffer;

/** A bias that changes nothing, of the type and scale that the format wants: products of those of input and weights. */
final class ZeroBias {

    private ZeroBias() {}

    static Constant of(String name, Layer layer) {
        Operand input = layer.operands().get(0);
        ElementType type = switch (input.type()) {
            case INT8, UINT8 -> ElementType.INT32;
            case INT16 -> ElementType.INT64;
            default -> input.type();
        };
        Shape shape = Shape.of(layer.ofm().shape().channels());
        ByteBuffer zeros = ByteBuffer.allocate(
                Math.toIntExact(Math.multiplyExact(shape.elements(), (long) type.bits() / Byte.SIZE)));
        Quantization scales =
                scales(input.quantization(), layer.operands().get(1).quantization());
        return new Constant(name, shape, type, scales, new Constant.Present(zeros));
    }

    private static Quantization scales(Quantization input, Quantization weights) {
        if (!input.isQuantized() || !weights.isQuantized()) {
            return Quantization.NONE;
        }
        double scale = input.scales().get(0);
        double[] products = weights.scales().stream().map(each -> each * scale).toArray();
        return new Quantization(
                ImmutableDoubleArray.copyOf(products), ImmutableLongArray.copyOf(new long[products.length]), 0);
    }
}
