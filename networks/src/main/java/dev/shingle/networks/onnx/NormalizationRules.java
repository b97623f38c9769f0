package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.constants.StoredNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Normalisation over neighbouring channels, and batch normalisation with fixed statistics: a factor and a summand for each channel,
 *
 * <pre>    factor = scale / sqrt(variance + epsilon),     summand = bias - mean * factor</pre>
 *
 * which is what a depthwise convolution of one pixel computes. So the latter needs no operator of its own, and folds into
 * a convolution in front of it like any other.
 */
final class NormalizationRules {

    private NormalizationRules() {}

    static ImmutableMap<String, Rule> all() {
        return ImmutableMap.of("BatchNormalization", NormalizationRules::batch, "LRN", NormalizationRules::local);
    }

    /** Channels are the file's second axis, and have to lie innermost. */
    private static void local(Node node) {
        int rank = node.shape(0).rank();
        if (rank < 2) {
            throw node.failure(rank + " dimensions", "at least a batch and channels");
        }
        int size = node.integer("size", 0);
        if (size < 1) {
            throw node.failure("size " + size, "at least 1 channel");
        }
        Stored data = node.stored(0);
        if (data.order().innermost() != 1) {
            data = node.assembly().settle(node, data, data.order().withInnermost(1));
        }
        Operator operator = new Operator.LocalResponseNormalization(
                size, finite(node, "alpha", 1e-4f), finite(node, "beta", 0.75f), finite(node, "bias", 1));
        node.step(operator, data.map()).in(data.order()).done();
    }

    private static float finite(Node node, String name, float missing) {
        float value = node.real(name, missing);
        if (!Float.isFinite(value)) {
            throw node.failure(name + " " + value, "a finite number");
        }
        return value;
    }

    private static void batch(Node node) {
        if (node.flag("training_mode")) {
            throw node.failure("training_mode 1", "0: statistics that are fixed");
        }
        for (int i = 1; i < node.outputCount(); i++) {
            node.requireUnused(i, "running statistics");
        }
        Shape input = node.shape(0);
        Optional<Known> factors = parameter(node, input, 1);
        boolean isKnown = factors.isPresent()
                && parameter(node, input, 2).isPresent()
                && parameter(node, input, 3).isPresent()
                && parameter(node, input, 4).isPresent();
        if (!isKnown || input.rank() < 2) {
            OpaqueRules.sameShape(node);
            return;
        }
        Constant.Contents[] contents = contents(node, input.dimension(1));
        if (input.rank() == 2) {
            vector(node, contents);
        } else {
            image(node, input, contents);
        }
    }

    private static Optional<Known> parameter(Node node, Shape input, int index) {
        Optional<Known> known =
                MovementRules.known(node, index).filter(parameter -> parameter.type() == ElementType.FLOAT32);
        known.ifPresent(parameter -> {
            if (input.rank() >= 2 && parameter.elements() != input.dimension(1)) {
                throw node.failure(
                        "operand " + index + " of " + parameter.elements() + " elements",
                        input.dimension(1) + ", one for each channel");
            }
        });
        return known;
    }

    private static void image(Node node, Shape input, Constant.Contents[] contents) {
        AxisOrder order = AxisOrder.channelsLast(input.rank());
        int channels = input.dimension(1);
        node.step(
                        new Operator.DepthwiseConvolution(Window.pointwise(), 1, Activation.NONE),
                        node.stored(0, order).map(),
                        constant(node, "factor", Shape.of(1, 1, 1, channels), contents[0]),
                        constant(node, "summand", Shape.of(channels), contents[1]))
                .in(order)
                .done();
    }

    private static void vector(Node node, Constant.Contents[] contents) {
        Stored data = node.stored(0, AxisOrder.plain(2));
        Shape row = Shape.of(data.map().shape().channels());
        Stored product = node.step(
                        new Elementwise(Elementwise.Kind.MULTIPLY, Activation.NONE),
                        data.map(),
                        constant(node, "factor", row, contents[0]))
                .between("product");
        node.step(
                        new Elementwise(Elementwise.Kind.ADD, Activation.NONE),
                        product.map(),
                        constant(node, "summand", row, contents[1]))
                .done();
    }

    private static Operand constant(Node node, String what, Shape shape, Constant.Contents contents) {
        Known known = Known.of(
                node.assembly().uniqueName(node.label() + "/" + what),
                ImmutableIntArray.copyOf(shape.dimensions().asList()),
                ElementType.FLOAT32,
                contents);
        return node.assembly().constant(node, known, AxisOrder.plain(shape.rank()));
    }

    /** In single precision, as runtimes do it. */
    private static Constant.Contents[] contents(Node node, int channels) {
        StoredNumbers[] numbers = new StoredNumbers[4];
        for (int i = 0; i < numbers.length; i++) {
            Known known = node.known(i + 1).orElseThrow();
            Optional<StoredNumbers> present = StoredNumbers.of(new Constant(
                    known.name(), Shape.of(channels), known.type(), known.quantization(), known.contents()));
            if (present.isEmpty()) {
                return new Constant.Contents[] {new Constant.Absent(), new Constant.Absent()};
            }
            numbers[i] = present.get();
        }
        float epsilon = node.real("epsilon", 1e-5f);
        ByteBuffer factors = ByteBuffer.allocate(channels * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer summands = ByteBuffer.allocate(channels * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < channels; i++) {
            float factor = (float) numbers[0].value(i) / (float) Math.sqrt((float) numbers[3].value(i) + epsilon);
            factors.putFloat(factor);
            summands.putFloat((float) numbers[1].value(i) - (float) numbers[2].value(i) * factor);
        }
        return new Constant.Contents[] {new Constant.Present(factors.flip()), new Constant.Present(summands.flip())};
    }
}
