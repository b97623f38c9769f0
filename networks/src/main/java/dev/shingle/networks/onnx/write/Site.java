package dev.shingle.networks.onnx.write;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;

/**
 * One layer as its rule sees it. A rule that computes asks for real numbers: behind a quantised tensor they come out of a
 * conversion, and the result goes into another one (QDQ). A rule that only moves elements asks for the stored numbers.
 */
final class Site {

    private final String source;
    private final Layer layer;
    private final Graph graph;

    Site(String source, Layer layer, Graph graph) {
        this.source = source;
        this.layer = layer;
        this.graph = graph;
    }

    Layer layer() {
        return layer;
    }

    Graph graph() {
        return graph;
    }

    Operand operand(int position) {
        return layer.operands().get(position);
    }

    int operandCount() {
        return layer.operands().size();
    }

    FeatureMap result() {
        return layer.ofm();
    }

    /** The operand's numbers as they are stored, in the usual order of the file. */
    String stored(int position) {
        Operand operand = operand(position);
        FileOrder order = FileOrder.usual(operand.shape().rank());
        return operand instanceof Constant constant
                ? graph.constant(constant, constant.shape(), order)
                : graph.name(operand);
    }

    /** The same in our order of dimensions. */
    String inOurOrder(int position) {
        Operand operand = operand(position);
        return operand instanceof FeatureMap map
                ? graph.inOurOrder(map)
                : graph.constant(
                        (Constant) operand,
                        operand.shape(),
                        FileOrder.same(operand.shape().rank()));
    }

    /** The operand's real numbers, in the usual order. */
    String real(int position) {
        Operand operand = operand(position);
        return real(operand, stored(position), FileOrder.usual(operand.shape().rank()));
    }

    /** An operand of one element, as a single number; real if the elements that are moved are. */
    String single(int position) {
        Operand operand = operand(position);
        String stored = operand instanceof Constant constant
                ? graph.constant(constant, Shape.of(), FileOrder.same(0))
                : chain(inOurOrder(position))
                        .with("Reshape", "single", new int[0])
                        .current();
        return movesStored() ? stored : real(operand, stored, FileOrder.same(0));
    }

    /** A constant's real numbers in an order of the rule's choice; weights that are no constants are transposed. */
    String real(int position, FileOrder order) {
        Operand operand = operand(position);
        if (operand instanceof Constant constant) {
            return real(operand, graph.constant(constant, constant.shape(), order), order);
        }
        Chain chain = new Chain(graph, layer.name(), graph.inOurOrder((FeatureMap) operand));
        if (!order.isSame()) {
            chain.then("Transpose", Attribute.list("perm", order.axes().toArray()));
        }
        return real(operand, chain.current(), order);
    }

    /** The operand's real numbers with further dimensions in front, for broadcasting. */
    String real(int position, int rank) {
        Operand operand = operand(position);
        if (operand.shape().rank() == rank) {
            return real(position);
        }
        Shape wide = widened(operand.shape(), rank);
        FileOrder order = FileOrder.usual(rank);
        Quantization quantization = operand.quantization();
        if (operand instanceof Constant constant && !quantization.isPerChannel()) {
            boolean isSingle = operand.shape().rank() == 0;
            return isSingle
                    ? real(operand, stored(position), FileOrder.same(0))
                    : real(operand, graph.constant(constant, wide, order), order);
        }
        if (quantization.isPerChannel()) {
            throw refusal("an operand of fewer dimensions with a scale for each channel", "one scale");
        }
        Chain chain = chain(inOurOrder(position))
                .with("Reshape", "wide", wide.dimensions().toArray());
        if (!order.isSame()) {
            chain.then("Transpose", Attribute.list("perm", order.axes().toArray()));
        }
        return real(operand, chain.current(), order);
    }

    private static Shape widened(Shape shape, int rank) {
        ImmutableIntArray.Builder dimensions = ImmutableIntArray.builder();
        for (int i = shape.rank(); i < rank; i++) {
            dimensions.add(1);
        }
        return new Shape(dimensions.addAll(shape.dimensions()).build());
    }

    /** The operand's real numbers, in our order. */
    String realInOurOrder(int position) {
        Operand operand = operand(position);
        return real(
                operand, inOurOrder(position), FileOrder.same(operand.shape().rank()));
    }

    /** The operand's real numbers in our order, under another shape; elements move before they are converted. */
    String realRows(int position, Shape rows) {
        Chain chain = chain(inOurOrder(position))
                .with("Reshape", "rows", rows.dimensions().toArray());
        return real(operand(position), chain.current(), FileOrder.same(rows.rank()));
    }

    private String real(Operand operand, String stored, FileOrder order) {
        if (operand.quantization().isQuantized() && operand.type() == ElementType.INT64) {
            throw refusal("stored numbers of INT64 in " + operand.name(), "at most 32 bits");
        }
        if (operand.quantization().isQuantized()) {
            return graph.dequantized(operand, stored, order);
        }
        if (isNarrow(operand.type())) {
            throw refusal("stored numbers of " + operand.type() + " in " + operand.name(), "a scale for them");
        }
        return stored;
    }

    private static boolean isNarrow(ElementType type) {
        return type == ElementType.INT8
                || type == ElementType.UINT8
                || type == ElementType.INT16
                || type == ElementType.INT4;
    }

    Chain chain(String start) {
        return new Chain(graph, layer.name(), start);
    }

    /** Real numbers, in the usual order, become the layer's result: activated, then quantised if it is. */
    void finish(Chain chain, Activation activation) {
        activate(chain, activation);
        quantize(chain, FileOrder.usual(result().shape().rank()));
        chain.end(graph.name(result()));
    }

    /** The same for numbers in our order. */
    void finishInOurOrder(Chain chain, Activation activation) {
        int rank = result().shape().rank();
        activate(chain, activation);
        quantize(chain, FileOrder.same(rank));
        endInOurOrder(chain);
    }

    /** The same for numbers that have yet to get the result's shape. */
    void finishReshaped(Chain chain, Activation activation) {
        activate(chain, activation);
        quantize(chain, FileOrder.same(1));
        chain.with("Reshape", "shape", result().shape().dimensions().toArray());
        endInOurOrder(chain);
    }

    /** Stored numbers, in our order, become the layer's result. */
    void endInOurOrder(Chain chain) {
        FileOrder order = FileOrder.usual(result().shape().rank());
        if (!order.isSame()) {
            chain.then("Transpose", Attribute.list("perm", order.axes().toArray()));
        }
        chain.end(graph.name(result()));
    }

    private void activate(Chain chain, Activation activation) {
        switch (activation) {
            case NONE -> {}
            case RELU -> chain.then("Relu");
            case RELU6 -> clip(chain, 0, 6);
            case RELU_N1_TO_1 -> clip(chain, -1, 1);
            case TANH -> chain.then("Tanh");
            case SIGN_BIT -> throw refusal("activation SIGN_BIT", "RELU, RELU6, RELU_N1_TO_1 or TANH");
        }
    }

    void clip(Chain chain, double least, double most) {
        chain.then(
                "Clip",
                ImmutableList.of(
                        graph.number(layer.name() + "/least", ElementType.FLOAT32, least),
                        graph.number(layer.name() + "/most", ElementType.FLOAT32, most)));
    }

    private void quantize(Chain chain, FileOrder order) {
        FeatureMap result = result();
        if (result.quantization().isQuantized()) {
            chain.node(
                    "QuantizeLinear",
                    ImmutableList.<String>builder()
                            .add(chain.current())
                            .addAll(graph.scales(result))
                            .build(),
                    Graph.axis(result.quantization(), order));
        } else if (isNarrow(result.type())) {
            throw refusal("results of " + result.type(), "a scale for them");
        }
    }

    /** All operands and results hold the same numbers, so that elements can be moved without being looked at. */
    private boolean keepsNumbers() {
        Quantization quantization = result().quantization();
        return layer.operands().stream()
                        .allMatch(operand ->
                                operand.quantization().equals(quantization) && operand.type() == result().type())
                && layer.outputs().stream()
                        .allMatch(output ->
                                output.quantization().equals(quantization) && output.type() == result().type());
    }

    /**
     * Stored numbers without a scale can be moved as they are. With one they are converted, although nothing is computed:
     * only conversions say what scale a tensor has.
     */
    private boolean movesStored() {
        return keepsNumbers() && !result().quantization().isQuantized();
    }

    /** An operand whose elements are moved, in the usual order. */
    String moving(int position) {
        return movesStored() ? stored(position) : real(position);
    }

    /** The same in our order. */
    Chain movingInOurOrder() {
        return chain(movesStored() ? inOurOrder(0) : realInOurOrder(0));
    }

    void moved(Chain chain) {
        if (movesStored()) {
            chain.end(graph.name(result()));
        } else {
            finish(chain, Activation.NONE);
        }
    }

    void movedInOurOrder(Chain chain) {
        if (movesStored()) {
            endInOurOrder(chain);
        } else {
            finishInOurOrder(chain, Activation.NONE);
        }
    }

    void requireNumbersKept() {
        if (!keepsNumbers()) {
            throw refusal("elements that are moved and change their scale", "one scale in front and behind");
        }
    }

    /** An image as the format has it. */
    Shape image() {
        Shape shape = operand(0).shape();
        if (shape.rank() != 4) {
            throw refusal("an image of " + shape.rank() + " dimensions", "4");
        }
        return shape;
    }

    NetworkFormatException refusal(String found, String expected) {
        return new NetworkFormatException(source, "layer " + layer.name(), found, expected);
    }
}
