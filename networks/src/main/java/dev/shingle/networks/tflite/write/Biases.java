package dev.shingle.networks.tflite.write;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Biases as runtimes want them. Convolutions are read without asking whether there is a bias, so that there has to be one, if
 * only of zeros; its scales are the products of those of input and weights. Sums over activations of 16 bits start from 64.
 */
final class Biases {

    private Biases() {}

    static boolean isNeeded(Operator operator) {
        return operator instanceof Operator.Convolution || operator instanceof Operator.DepthwiseConvolution;
    }

    /**
     * Runtimes do not look at the type of a convolution's bias but take it for granted. That of a fully connected layer they
     * look at: it decides how wide sums are.
     */
    static boolean isTooNarrow(Layer layer, Constant bias) {
        return layer.operands().get(0).type() == ElementType.INT16
                && bias.type() == ElementType.INT32
                && (isNeeded(layer.operator()) || layer.operator() instanceof Operator.TransposedConvolution);
    }

    static Constant widened(String name, Constant bias) {
        ByteBuffer narrow = bias.contents().bytes();
        ByteBuffer wide =
                ByteBuffer.allocate(Math.multiplyExact(2, narrow.remaining())).order(ByteOrder.LITTLE_ENDIAN);
        while (narrow.hasRemaining()) {
            wide.putLong(narrow.getInt());
        }
        return new Constant(
                name, bias.shape(), ElementType.INT64, bias.quantization(), new Constant.Present(wide.flip()));
    }

    static Constant zeros(String name, Layer layer) {
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
