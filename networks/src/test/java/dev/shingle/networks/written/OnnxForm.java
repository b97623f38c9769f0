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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /**
     * Layers that the file may only rename axes for, so that the reader moves elements later or never, and vectors under
     * another shape; what follows then fuses with other layers.
     */
    private static boolean isRearranged(Layer layer) {
        Shape result = layer.ofm().shape();
        if (layer.operator() instanceof Operator.FullyConnected) {
            return result.rank() != 2;
        }
        boolean isView = layer.operator() instanceof Operator.Reshape || layer.operator() instanceof Operator.View;
        Shape operand = layer.operands().get(0).shape();
        return layer.operator() instanceof Operator.Transpose
                || (isView && (result.rank() == 4 || longDimensions(result).equals(longDimensions(operand))));
    }

    private static List<Integer> longDimensions(Shape shape) {
        return shape.dimensions().asList().stream().filter(size -> size > 1).toList();
    }

    /** A view of a view is one of what that shows. */
    static Network withoutViewsOfViews(Network network) {
        Map<Operand, Operand> shown = new HashMap<>();
        List<Layer> layers = new ArrayList<>();
        for (Layer layer : network.layers()) {
            boolean isView = layer.operator() instanceof Operator.View;
            Operand first = layer.operands().get(0);
            Layer direct = isView && shown.containsKey(first)
                    ? new Layer(
                            layer.name(),
                            layer.operator(),
                            ImmutableList.of(shown.get(first)),
                            layer.outputs(),
                            layer.sources())
                    : layer;
            if (isView) {
                shown.put(layer.ofm(), direct.operands().get(0));
            }
            layers.add(direct);
        }
        Set<Operand> read = new HashSet<>(network.outputs());
        layers.forEach(layer -> read.addAll(layer.operands()));
        layers.removeIf(layer -> layer.operator() instanceof Operator.View && !read.contains(layer.ofm()));
        return new Network(network.name(), network.inputs(), ImmutableList.copyOf(layers), network.outputs());
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
