package dev.shingle.networks.onnx.write;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Nodes of one layer, each reading the result of the one before; the last one's result is the layer's. */
final class Chain {

    private final Graph graph;
    private final String layer;
    private String current;
    private Optional<NodeProto.Builder> last = Optional.empty();

    Chain(Graph graph, String layer, String start) {
        this.graph = graph;
        this.layer = layer;
        this.current = start;
    }

    String current() {
        return current;
    }

    Chain then(String kind, AttributeProto... attributes) {
        return then(kind, ImmutableList.of(), attributes);
    }

    /** A node that reads what there is, and more. */
    Chain then(String kind, List<String> more, AttributeProto... attributes) {
        return node(
                kind,
                ImmutableList.<String>builder().add(current).addAll(more).build(),
                ImmutableList.copyOf(attributes));
    }

    /** A node that reads what there is at a position of its own choice. */
    Chain node(String kind, List<String> inputs, List<AttributeProto> attributes) {
        current = graph.unique(layer + "/" + kind);
        last = Optional.of(graph.node(kind, inputs, attributes, current));
        return this;
    }

    /** The same with a list of whole numbers as second operand. */
    Chain with(String kind, String what, long... numbers) {
        return then(kind, ImmutableList.of(graph.integers(layer + "/" + what, numbers)));
    }

    Chain with(String kind, String what, int... numbers) {
        return with(kind, what, Arrays.stream(numbers).asLongStream().toArray());
    }

    /** Gives the last result its name. */
    void end(String name) {
        if (last.isEmpty()) {
            then("Identity");
        }
        last.orElseThrow().setOutput(0, name);
    }
}
