package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Operator.Pool.Kind;
import dev.shingle.networks.Quantization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Operators that name scales and zero points as operands. A layer has them in its tensors instead, so that they must be
 * constants; where they are not, the layer is sized, not described. {@code QLinear} operators outside the standard are those
 * that ONNX Runtime's quantiser writes.
 */
final class QuantizedRules {

    private QuantizedRules() {}

    static ImmutableMap<String, Rule> standard() {
        return ImmutableMap.of(
                "QuantizeLinear", QuantizedRules::quantize,
                "DequantizeLinear", QuantizedRules::dequantize,
                "QLinearConv", QuantizedRules::convolution,
                "QLinearMatMul", QuantizedRules::product);
    }

    static ImmutableMap<String, Rule> runtime() {
        return ImmutableMap.<String, Rule>builder()
                .put("QLinearAdd", node -> elementwise(node, Elementwise.Kind.ADD))
                .put("QLinearMul", node -> elementwise(node, Elementwise.Kind.MULTIPLY))
                .put("QLinearSigmoid", QuantizedRules::sigmoid)
                .put("QLinearConcat", QuantizedRules::concatenate)
                .put("QLinearAveragePool", node -> pool(node, false))
                .put("QLinearGlobalAveragePool", node -> pool(node, true))
                .put("QGemm", QuantizedRules::general)
                .put("QuantizeLinear", QuantizedRules::quantize)
                .put("DequantizeLinear", QuantizedRules::dequantize)
                .buildOrThrow();
    }

    private static void quantize(Node node) {
        Stored data = node.stored(0);
        Optional<Quantization> quantization = Quantizations.of(node, 1, data.order());
        ElementType type = node.has(2)
                ? node.value(2).type()
                : ElementTypes.of(node.integer("output_dtype", 2)).orElse(ElementType.UINT8);
        if (quantization.isEmpty() || node.integer("block_size", 0) != 0) {
            opaque(node, data, type, Quantization.NONE);
            return;
        }
        node.step(Pointwise.of(Function.QUANTIZE), data.map())
                .in(data.order())
                .typed(type)
                .quantized(quantization.get())
                .done();
    }

    private static void dequantize(Node node) {
        if (node.value(0) instanceof Known known && !known.dequantized()) {
            AxisOrder plain = AxisOrder.plain(known.dimensions().length());
            Optional<Quantization> quantization = Quantizations.of(node, 1, plain);
            if (quantization.isPresent() && node.integer("block_size", 0) == 0) {
                node.define(
                        0,
                        known.withDimensions(node.assembly().shownName(node.output(0)), known.dimensions())
                                .withQuantization(quantization.get(), true));
                return;
            }
        }
        Stored data = node.stored(0);
        Optional<Quantization> quantization = Quantizations.of(node, 1, data.order());
        if (quantization.isEmpty()) {
            opaque(node, data, ElementType.FLOAT32, Quantization.NONE);
            return;
        }
        Stored quantized = relabelled(node, data, quantization.get());
        node.step(Pointwise.of(Function.DEQUANTIZE), quantized.map())
                .in(quantized.order())
                .typed(ElementType.FLOAT32)
                .done();
    }

    private static void opaque(Node node, Stored data, ElementType type, Quantization quantization) {
        List<Operand> operands = new ArrayList<>(List.of(data.map()));
        for (int i = 1; i < node.inputCount(); i++) {
            if (node.has(i)) {
                operands.add(node.operand(i, AxisOrder.usual(node.shape(i).rank())));
            }
        }
        node.step(new Operator.Opaque(node.kind()), operands)
                .shaped(data.map().shape())
                .in(data.order())
                .typed(type)
                .quantized(quantization)
                .done();
    }

    /** The same bits as other numbers: usually what they were all along. */
    private static Stored relabelled(Node node, Stored data, Quantization quantization) {
        if (data.map().quantization().equals(quantization)) {
            return data;
        }
        return node.step(new Operator.Reshape(), data.map())
                .shaped(data.map().shape())
                .in(data.order())
                .quantized(quantization)
                .between("relabelled");
    }

    /** Lets the node see an operand with the scale and zero point that stand behind it; false if they are not known. */
    private static boolean attach(Node node, int input) {
        return attach(node, input, AxisOrder.plain(node.shape(input).rank()), 0);
    }

    private static boolean attach(Node node, int input, AxisOrder order, int axis) {
        Optional<Quantization> quantization = Quantizations.of(node, input + 1, order, axis);
        if (quantization.isEmpty()) {
            return false;
        }
        Value value = node.value(input);
        if (value instanceof Known known) {
            node.replace(input, known.withQuantization(quantization.get(), false));
        } else {
            node.replace(input, relabelled(node, (Stored) value, quantization.get()));
        }
        return true;
    }

    /** Scale and zero point of the result stand at this position. */
    private static Optional<Step> result(Node node, Step step, int scale) {
        return Quantizations.of(node, scale, AxisOrder.plain(0))
                .map(quantization -> step.quantized(quantization)
                        .typed(node.has(scale + 1) ? node.value(scale + 1).type() : ElementType.UINT8));
    }

    /** Operands: data, weights and result, with scale and zero point behind each; bias. */
    private static void convolution(Node node) {
        boolean isKnown = Quantizations.of(node, 6, AxisOrder.plain(0)).isPresent()
                && node.value(3) instanceof Known
                && attach(node, 0)
                && attach(node, 3);
        if (!isKnown) {
            ConvolutionRules.opaque(node, 0, 3, node.value(7).type());
            return;
        }
        attachBias(node, 8, 0, 3);
        result(node, ConvolutionRules.layer(node, 0, 3, 8), 6).orElseThrow().done();
    }

    /** Biases count in products of the scales of data and weights. */
    private static void attachBias(Node node, int bias, int data, int weights) {
        if (node.has(bias) && node.value(bias) instanceof Known known && node.value(weights) instanceof Known matrix) {
            double scale =
                    ((Stored) node.value(data)).map().quantization().scales().get(0);
            node.replace(bias, known.withQuantization(Quantizations.ofBias(scale, matrix.quantization()), false));
        }
    }

    private static void product(Node node) {
        boolean isKnown = Quantizations.of(node, 6, AxisOrder.plain(0)).isPresent()
                && node.value(0) instanceof Stored
                && node.shape(3).rank() == 2
                && attach(node, 0)
                && attach(node, 3, AxisOrder.plain(2), 1);
        if (!isKnown) {
            MatrixRules.opaque(node, 0, 3).typed(node.value(7).type()).done();
            return;
        }
        result(node, MatrixRules.product(node, 0, 3, Optional.empty()), 6)
                .orElseThrow()
                .done();
    }

    /** A, B and C with scales and zero points, but C, which is a bias; then those of the result. */
    private static void general(Node node) {
        boolean isPlain = !node.flag("transA")
                && node.real("alpha", 1) == 1
                && node.shape(0).rank() == 2;
        boolean isKnown = isPlain
                && node.value(0) instanceof Stored
                && Quantizations.of(node, 7, AxisOrder.plain(0)).isPresent()
                && attach(node, 0)
                && attach(node, 3, AxisOrder.plain(2), node.flag("transB") ? 0 : 1);
        if (!isKnown) {
            throw node.failure("a product whose scales are not constants", "constant scales, alpha 1 and no transA");
        }
        attachBias(node, 6, 0, 3);
        Operand weights = node.operand(3, node.flag("transB") ? AxisOrder.plain(2) : AxisOrder.of(1, 0));
        Optional<Operand> bias = node.has(6)
                ? Optional.of(node.operand(6, AxisOrder.plain(node.shape(6).rank())))
                : Optional.empty();
        result(node, MatrixRules.connected(node, node.stored(0, AxisOrder.plain(2)), weights, bias), 7)
                .orElseThrow()
                .done();
    }

    private static void elementwise(Node node, Elementwise.Kind kind) {
        require(node, attach(node, 0) && attach(node, 3));
        AxisOrder order = Broadcast.order(node, List.of(0, 3));
        Step step = node.step(
                        new Elementwise(kind, Activation.NONE),
                        Broadcast.operand(node, node.value(0), order),
                        Broadcast.operand(node, node.value(3), order))
                .in(order);
        finish(node, result(node, step, 6));
    }

    private static void sigmoid(Node node) {
        require(node, attach(node, 0));
        Stored data = node.stored(0);
        finish(node, result(node, ArithmeticRules.pointwise(node, data, Function.LOGISTIC), 3));
    }

    private static void pool(Node node, boolean whole) {
        require(node, attach(node, 0) && !node.flag("channels_last"));
        Step step = whole ? PoolRules.whole(node, Kind.AVERAGE) : PoolRules.layer(node, Kind.AVERAGE);
        finish(node, result(node, step, 3));
    }

    /** Scale and zero point of the result, then each part with its own. */
    private static void concatenate(Node node) {
        List<Integer> parts = new ArrayList<>();
        for (int i = 2; i < node.inputCount(); i += 3) {
            require(node, attach(node, i));
            parts.add(i);
        }
        finish(node, result(node, MovementRules.concatenate(node, parts, node.integer("axis", 1)), 0));
    }

    private static void require(Node node, boolean isKnown) {
        if (!isKnown) {
            throw node.failure("scales known only at run time, or channels last", "constants, channels first");
        }
    }

    private static void finish(Node node, Optional<Step> step) {
        require(node, step.isPresent());
        step.ifPresent(Step::done);
    }
}
