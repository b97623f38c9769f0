package dev.shingle.networks.written;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.List;

/** What is known to look different after a network was written as ONNX and read. */
final class OnnxForm {

    private OnnxForm() {}

    /** Operators that the format has not, or not for quantised numbers: they are put together from others. */
    static boolean isComposed(Layer layer) {
        Operator operator = layer.operator();
        ElementType type = layer.operands().get(0).type();
        boolean quantized = layer.operands().get(0).quantization().isQuantized();
        if (operator instanceof Operator.Elementwise elementwise) {
            return switch (elementwise.kind()) {
                case ADD, SUBTRACT, MULTIPLY, MAXIMUM, MINIMUM -> false;
                case DIVIDE, POWER -> quantized;
                case SQUARED_DIFFERENCE -> true;
            };
        }
        if (operator instanceof Operator.Pointwise pointwise) {
            return switch (pointwise.function()) {
                case SQUARE, RECIPROCAL_SQUARE_ROOT -> true;
                case PRELU, ELU, ABSOLUTE, NEGATE, EXPONENTIAL, LOGARITHM, SQUARE_ROOT, FLOOR, CEILING, ROUND ->
                    quantized;
                default -> false;
            };
        }
        if (operator instanceof Operator.Reduce reduce) {
            return switch (reduce.kind()) {
                case MEAN -> false;
                case SUM, MAXIMUM, MINIMUM, PRODUCT -> quantized;
                case ARG_MAXIMUM, ARG_MINIMUM -> layer.ofm().type() == ElementType.INT32;
            };
        }
        return isRearranged(layer)
                || operator instanceof Operator.Pack
                || operator instanceof Operator.ShapeOf
                || (operator instanceof Operator.DepthToSpace && type == ElementType.INT8);
    }

    /** New images: the file transposes them, and the reader moves that to wherever it is needed. */
    private static boolean isRearranged(Layer layer) {
        boolean isImage = layer.ofm().shape().rank() == 4;
        boolean isMatrix = layer.operator() instanceof Operator.FullyConnected;
        return isImage
                && (isMatrix
                        || layer.operator() instanceof Operator.Reshape
                        || layer.operator() instanceof Operator.View
                        || layer.operator() instanceof Operator.Transpose);
    }

    /** Fully connected layers between views: the format has matrices only. */
    static Network withMatrices(Network network) {
        ImmutableList.Builder<Layer> layers = ImmutableList.builder();
        for (Layer layer : network.layers()) {
            if (layer.operator() instanceof Operator.FullyConnected) {
                layers.addAll(between(layer));
            } else {
                layers.add(layer);
            }
        }
        return new Network(network.name(), network.inputs(), layers.build(), network.outputs());
    }

    private static List<Layer> between(Layer layer) {
        Shape weights = layer.operands().get(1).shape();
        FeatureMap input = layer.ifm();
        FeatureMap output = layer.ofm();
        int vectors = (int) (input.shape().elements() / weights.dimension(1));
        FeatureMap rows = like(input, "/rows of " + layer.name(), Shape.of(vectors, weights.dimension(1)));
        FeatureMap sums = like(output, "/sums", Shape.of(vectors, weights.dimension(0)));
        boolean first = !input.shape().equals(rows.shape());
        boolean last = !output.shape().equals(sums.shape());
        List<Layer> layers = new ArrayList<>();
        List<Operand> operands = new ArrayList<>(layer.operands());
        if (first) {
            layers.add(view(layer.name() + "/rows", input, rows));
            operands.set(0, rows);
        }
        layers.add(new Layer(
                layer.name(),
                layer.operator(),
                ImmutableList.copyOf(operands),
                ImmutableList.of(last ? sums : output),
                layer.sources()));
        if (last) {
            layers.add(view(layer.name() + "/sums", sums, output));
        }
        return layers;
    }

    private static FeatureMap like(FeatureMap map, String suffix, Shape shape) {
        return new FeatureMap(map.name() + suffix, shape, map.type(), map.quantization());
    }

    private static Layer view(String name, FeatureMap from, FeatureMap to) {
        return new Layer(name, new Operator.View(), ImmutableList.of(from), ImmutableList.of(to), ImmutableList.of());
    }
}
