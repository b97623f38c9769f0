package dev.shingle.networks.simplify;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.ShapeInference;
import java.util.Optional;

/**
 * Makes a quantised layer of a float one that stands between conversions: files in the QDQ form describe quantised networks
 * this way.
 *
 * <pre>
 *   q -> [dequantize] -> [conv] -> [relu] -> [quantize] -> p           q -> [conv, relu] -> p
 *   w (int8 constant) -> [dequantize] ---^                             w ----^
 * </pre>
 *
 * All operands must come from conversions, and the result must go into one and nowhere else. A bias of floats is quantised
 * with the product of the scales of data and weights, as runtimes expect it. Layers that only move or compare elements keep
 * their numbers, so that the scale before and behind them must be the same. Where several layers in a row only rearrange
 * elements, dequantisation moves behind the first of them:
 *
 * <pre>
 *   q -> [dequantize] -> [transpose] -> [reshape] -> [quantize] -> p
 *   q -> [transpose] -> [dequantize] -> [reshape] -> [quantize] -> p      then as above
 * </pre>
 */
final class QuantizedPairs implements Pass {

    @Override
    public String name() {
        return "fold-qdq";
    }

    @Override
    public String description() {
        return "makes layers between dequantisation and quantisation quantised ones";
    }

    @Override
    public Optional<String> rewrite(Layer layer, Graph graph) {
        if (layer.outputs().size() != 1
                || layer.inputs().isEmpty()
                || kind(layer) == Kind.NONE
                || ShapeInference.problemIn(layer).isPresent()) {
            return Optional.empty();
        }
        Optional<Layer> reader = graph.soleReader(layer.ofm());
        Optional<Layer> activation = reader.filter(next -> isActivation(next) && takesActivation(layer));
        Optional<Layer> quantize = (activation.isPresent()
                        ? graph.soleReader(activation.get().ofm())
                        : reader)
                .filter(next -> isConversion(next, Function.QUANTIZE));
        Optional<ImmutableList<Operand>> operands = quantize.flatMap(unused -> operands(layer, graph));
        if (quantize.isEmpty() && isRearrangement(layer) && endsInQuantization(layer, graph)) {
            return behindConversion(layer.ifm(), graph)
                    .filter(operand ->
                            isNarrow(operand.type()) && !operand.quantization().isPerChannel())
                    .map(operand -> dequantizeBehind(layer, operand, graph));
        }
        if (operands.isEmpty()
                || !keepsScales(layer, operands.get(), quantize.get().ofm())) {
            return Optional.empty();
        }
        Optional<Operator> operator = activation.isPresent()
                ? ActivationFusion.withActivation(layer.operator(), activation.get())
                : Optional.of(layer.operator());
        return operator.map(fused -> replace(layer, fused, operands.get(), activation, quantize.get(), graph));
    }

    private static String replace(
            Layer layer,
            Operator operator,
            ImmutableList<Operand> operands,
            Optional<Layer> activation,
            Layer quantize,
            Graph graph) {
        Layer quantized = new Layer(layer.name(), operator, operands, quantize.outputs(), layer.sources());
        Layer labelled = activation.isPresent()
                ? Layers.withSourcesOf(quantized, layer, activation.get(), quantize)
                : Layers.withSourcesOf(quantized, layer, quantize);
        graph.remove(quantize);
        activation.ifPresent(graph::remove);
        graph.replace(layer, labelled);
        return Layers.label(layer) + " computes with " + quantize.ofm().type();
    }

    private static String dequantizeBehind(Layer layer, Operand operand, Graph graph) {
        FeatureMap moved = new FeatureMap(
                graph.freeMapName(layer.ofm().name() + "/quantized"),
                layer.ofm().shape(),
                operand.type(),
                operand.quantization());
        Layer rearrangement = Layers.withOutput(Layers.withFirstOperand(layer, operand), moved);
        Layer dequantize = new Layer(
                graph.freeLayerName(layer.name() + "/dequantize"),
                Pointwise.of(Function.DEQUANTIZE),
                ImmutableList.of(moved),
                layer.outputs(),
                layer.sources());
        graph.replace(layer, rearrangement, dequantize);
        return Layers.label(layer) + " moves " + operand.type();
    }

    /** Whether only rearrangements, each the sole reader of the one before, lie between the layer and a quantisation. */
    private static boolean endsInQuantization(Layer layer, Graph graph) {
        Optional<Layer> next = graph.soleReader(layer.ofm());
        while (next.filter(QuantizedPairs::isRearrangement).isPresent()) {
            next = graph.soleReader(next.get().ofm());
        }
        return next.filter(last -> isConversion(last, Function.QUANTIZE)).isPresent();
    }

    private static boolean isRearrangement(Layer layer) {
        return Layers.isUnary(layer)
                && (layer.operator() instanceof Operator.Transpose
                        || layer.operator() instanceof Operator.Reshape
                        || layer.operator() instanceof Operator.View);
    }

    /** How an operator treats quantised numbers. */
    private enum Kind {
        WEIGHTED,
        ARITHMETIC,
        MOVEMENT,
        NONE
    }

    private static Kind kind(Layer layer) {
        Operator operator = layer.operator();
        if (operator instanceof Operator.Convolution
                || operator instanceof Operator.DepthwiseConvolution
                || operator instanceof Operator.TransposedConvolution
                || operator instanceof Operator.FullyConnected) {
            return Kind.WEIGHTED;
        }
        if (operator instanceof Operator.Elementwise elementwise) {
            return switch (elementwise.kind()) {
                case ADD, SUBTRACT, MULTIPLY -> Kind.ARITHMETIC;
                case MAXIMUM, MINIMUM -> Kind.MOVEMENT;
                default -> Kind.NONE;
            };
        }
        if (operator instanceof Pointwise pointwise) {
            return switch (pointwise.function()) {
                case LOGISTIC, TANH, LEAKY_RELU, HARD_SWISH, RELU, RELU6, RELU_N1_TO_1 -> Kind.ARITHMETIC;
                default -> Kind.NONE;
            };
        }
        if (operator instanceof Operator.Pool pool) {
            return pool.kind() == Operator.Pool.Kind.AVERAGE ? Kind.ARITHMETIC : Kind.MOVEMENT;
        }
        if (operator instanceof Operator.Softmax) {
            return Kind.ARITHMETIC;
        }
        if (operator instanceof Operator.Reduce reduce) {
            return reduce.kind() == Operator.Reduce.Kind.MEAN ? Kind.ARITHMETIC : Kind.NONE;
        }
        return operator instanceof Operator.Concatenation
                        || operator instanceof Operator.Reshape
                        || operator instanceof Operator.View
                        || operator instanceof Operator.Transpose
                        || operator instanceof Operator.Slice
                        || operator instanceof Operator.Pad
                        || operator instanceof Operator.Resize
                        || operator instanceof Operator.DepthToSpace
                        || operator instanceof Operator.SpaceToDepth
                ? Kind.MOVEMENT
                : Kind.NONE;
    }

    private static boolean keepsScales(Layer layer, ImmutableList<Operand> operands, FeatureMap result) {
        boolean sameType = operands.get(0).type() == result.type()
                && !result.quantization().isPerChannel();
        return sameType
                && (kind(layer) != Kind.MOVEMENT
                        || operands.stream()
                                .allMatch(operand -> operand.quantization().equals(result.quantization())));
    }

    /** The quantised tensors behind the operands; empty if there is one that has none. */
    private static Optional<ImmutableList<Operand>> operands(Layer layer, Graph graph) {
        ImmutableList.Builder<Operand> operands = ImmutableList.builder();
        Optional<Operand> data = Optional.empty();
        Optional<Operand> weights = Optional.empty();
        for (int i = 0; i < layer.operands().size(); i++) {
            boolean isBias = kind(layer) == Kind.WEIGHTED && i == 2;
            Operand operand = layer.operands().get(i);
            Optional<Operand> quantized = isBias && operand instanceof Constant bias
                    ? quantizedBias(bias, data.orElseThrow(), weights.orElseThrow(), graph)
                    : behindConversion(operand, graph);
            if (quantized.isEmpty() || (!isBias && !isNarrow(quantized.get().type()))) {
                return Optional.empty();
            }
            data = i == 0 ? quantized : data;
            weights = i == 1 ? quantized : weights;
            operands.add(quantized.get());
        }
        return Optional.of(operands.build());
    }

    private static boolean isNarrow(ElementType type) {
        return type == ElementType.INT8 || type == ElementType.UINT8 || type == ElementType.INT16;
    }

    private static Optional<Operand> behindConversion(Operand operand, Graph graph) {
        return operand instanceof FeatureMap map
                ? graph.writer(map)
                        .filter(writer -> isConversion(writer, Function.DEQUANTIZE))
                        .map(writer -> writer.operands().get(0))
                : Optional.empty();
    }

    /** In whole products of the two scales, to the nearest. */
    private static Optional<Operand> quantizedBias(Constant bias, Operand data, Operand weights, Graph graph) {
        Quantization product = QuantizedBias.quantization(data.quantization(), weights.quantization());
        boolean isKnown = bias.type() == ElementType.FLOAT32
                && weights instanceof Constant
                && !data.quantization().isPerChannel()
                && graph.reserveConstantBytes(bias.sizeBits() / Byte.SIZE);
        return isKnown ? QuantizedBias.of(bias, product).map(constant -> constant) : Optional.empty();
    }

    private static boolean isConversion(Layer layer, Function function) {
        return layer.operator().equals(Pointwise.of(function))
                && layer.operands().size() == 1
                && layer.outputs().size() == 1;
    }

    private static boolean isActivation(Layer layer) {
        return layer.operator() instanceof Pointwise pointwise
                && (pointwise.function() == Function.RELU
                        || pointwise.function() == Function.RELU6
                        || pointwise.function() == Function.RELU_N1_TO_1);
    }

    private static boolean takesActivation(Layer layer) {
        return kind(layer) == Kind.WEIGHTED
                || (layer.operator() instanceof Operator.Elementwise elementwise
                        && elementwise.activation() == Activation.NONE);
    }
}
