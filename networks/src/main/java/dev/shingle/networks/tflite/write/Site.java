package dev.shingle.networks.tflite.write;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Shape;

/** One layer as its rule sees it: its tensors in the file, the operator that it becomes, and refusals in its name. */
final class Site {

    private final String source;
    private final Layer layer;
    private final Subgraph subgraph;

    Site(String source, Layer layer, Subgraph subgraph) {
        this.source = source;
        this.layer = layer;
        this.subgraph = subgraph;
    }

    Layer layer() {
        return layer;
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

    int input(int position) {
        return subgraph.index(operand(position));
    }

    ImmutableIntArray inputs() {
        ImmutableIntArray.Builder inputs = ImmutableIntArray.builder();
        layer.operands().forEach(operand -> inputs.add(subgraph.index(operand)));
        return inputs.build();
    }

    /** A parameter of the layer that the format keeps in a constant vector. */
    int integers(String what, int... values) {
        return integers(what, Shape.of(values.length), values);
    }

    int integers(String what, Shape shape, int... values) {
        return subgraph.integers(layer.name() + "/" + what, shape, values);
    }

    /** The operator that the layer is, over operands given by index. */
    void emit(Builtin builtin, Options options, int... inputs) {
        emit(builtin, 1, options, ImmutableIntArray.copyOf(inputs));
    }

    /** The same over the layer's operands. */
    void emit(Builtin builtin, Options options) {
        emit(builtin, 1, options, inputs());
    }

    /**
     * The operator that the layer is.
     *
     * @param leastVersion what its options ask for; the type of the layer's elements may ask for more
     */
    void emit(Builtin builtin, int leastVersion, Options options, ImmutableIntArray inputs) {
        ElementType type = operand(0).type();
        int version = builtin.version(type).orElseThrow(() -> refusal(builtin + " of " + type, "a type that it takes"));
        ImmutableIntArray.Builder outputs = ImmutableIntArray.builder();
        layer.outputs().forEach(output -> outputs.add(subgraph.index(output)));
        subgraph.append(new Subgraph.Node(builtin, Math.max(version, leastVersion), options, inputs, outputs.build()));
    }

    /** An image as the format has it. */
    Shape image() {
        Shape shape = operand(0).shape();
        if (shape.rank() != 4) {
            throw refusal("an image of " + shape.rank() + " dimensions", "4");
        }
        return shape;
    }

    /** The format's number of an activation that the operator applies to its result. */
    int fused(Activation activation) {
        return switch (activation) {
            case NONE -> 0;
            case RELU -> 1;
            case RELU_N1_TO_1 -> 2;
            case RELU6 -> 3;
            case TANH, SIGN_BIT -> throw refusal("activation " + activation, "a clamp, which runtimes can fuse");
        };
    }

    NetworkFormatException refusal(String found, String expected) {
        return new NetworkFormatException(source, "layer " + layer.name(), found, expected);
    }
}
