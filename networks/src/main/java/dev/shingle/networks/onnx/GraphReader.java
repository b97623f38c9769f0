package dev.shingle.networks.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.format.TensorNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Turns a file's graph into a network, node after node in the file's order, which the format wants to be an order of
 * execution. Initialisers may be listed among the inputs, as old versions demand. Shapes are computed; what the file says
 * about any but those of its inputs is not looked at.
 */
final class GraphReader {

    private static final int MOST_NODES = 1 << 16;

    private final OnnxFile file;
    private final GraphProto graph;
    private final int opset;
    private final Symbols symbols;
    private final Tensors tensors;
    private final Rules rules;
    private final Assembly assembly;
    private final Map<String, Stored> ends = new LinkedHashMap<>();

    GraphReader(OnnxFile file, int opset, Symbols symbols) {
        this.file = file;
        this.graph = file.model().getGraph();
        this.opset = opset;
        this.symbols = symbols;
        this.tensors = new Tensors(file);
        this.rules = new Rules(tensors);
        if (graph.getNodeCount() > MOST_NODES) {
            throw file.failure("graph", graph.getNodeCount() + " nodes", "at most " + MOST_NODES);
        }
        requireKnownKinds();
        this.assembly = new Assembly(file, names(), networkOutputs(), namesRead());
    }

    OnnxModel read(String name) {
        graph.getInitializerList().forEach(this::defineInitializer);
        ImmutableList<Node> nodes = nodes();
        nodes.stream().filter(node -> node.kind().equals("Constant")).forEach(rules::read);
        Quantizations.scan(graph.getNodeList(), assembly);
        ImmutableList<FeatureMap> inputs = inputs();
        symbols.requireAllKnown();
        nodes.stream().filter(node -> !node.kind().equals("Constant")).forEach(rules::read);
        ImmutableList<FeatureMap> outputs = outputs(nodes);
        if (assembly.layers().isEmpty() || outputs.isEmpty()) {
            throw file.failure(
                    "graph",
                    assembly.layers().size() + " layers and " + outputs.size() + " results",
                    "at least one of each");
        }
        ImmutableMap.Builder<String, ImmutableIntArray> axes = ImmutableMap.builder();
        ends.forEach((map, stored) -> axes.put(map, stored.order().axes()));
        return new OnnxModel(
                new Network(name, inputs, assembly.layers(), outputs), axes.buildOrThrow(), symbols.used());
    }

    /** Operators that cannot be layers are refused before anything else is looked at. */
    private void requireKnownKinds() {
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            String shown = Node.shownKind(node);
            int index = i;
            Rules.reasonToRefuse(node).ifPresent(reason -> {
                throw file.failure(
                        "node " + index + " (" + shown + ")", reason, "layers that depend on their operands only");
            });
        }
    }

    private FileNames names() {
        List<String> names = new ArrayList<>();
        graph.getInputList().forEach(input -> names.add(input.getName()));
        graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
        graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
        names.removeIf(String::isEmpty);
        return new FileNames(names);
    }

    private ImmutableSet<String> networkOutputs() {
        return graph.getOutputList().stream().map(ValueInfoProto::getName).collect(ImmutableSet.toImmutableSet());
    }

    private ImmutableSet<String> namesRead() {
        Set<String> read = new HashSet<>(networkOutputs());
        graph.getNodeList().forEach(node -> read.addAll(node.getInputList()));
        return ImmutableSet.copyOf(read);
    }

    private void defineInitializer(TensorProto tensor) {
        if (tensor.getName().isEmpty()) {
            throw file.failure("graph", "an initialiser without a name", "a name");
        }
        // Of types that nothing here computes with, such as text, only those in use are a fault.
        if (assembly.isUsed(tensor.getName())) {
            assembly.define(tensor.getName(), tensors.read(tensor, assembly.shownName(tensor.getName())));
        }
    }

    private ImmutableList<Node> nodes() {
        ImmutableList.Builder<Node> nodes = ImmutableList.builder();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            nodes.add(new Node(file, graph.getNode(i), i, opset, assembly));
        }
        return nodes.build();
    }

    private ImmutableList<FeatureMap> inputs() {
        InputOrders orders = new InputOrders(graph.getNodeList());
        Set<String> initialised = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> initialised.add(tensor.getName()));
        ImmutableList.Builder<FeatureMap> inputs = ImmutableList.builder();
        for (ValueInfoProto input : graph.getInputList()) {
            if (!initialised.contains(input.getName())) {
                Stored stored = input(input, orders);
                assembly.define(input.getName(), stored);
                ends.put(stored.map().name(), stored);
                inputs.add(stored.map());
            }
        }
        return inputs.build();
    }

    private Stored input(ValueInfoProto input, InputOrders orders) {
        String name = assembly.shownName(input.getName());
        String position = "input " + TensorNames.brief(name);
        if (input.getName().isEmpty() || input.getType().getValueCase() != TypeProto.ValueCase.TENSOR_TYPE) {
            throw file.failure(position, "no tensor", "a tensor with a name");
        }
        int number = input.getType().getTensorType().getElemType();
        ElementType type = ElementTypes.of(number)
                .orElseThrow(() ->
                        file.failure(position, "element type " + ElementTypes.name(number), ElementTypes.expected()));
        Shape shape = countable(position, () -> symbols.shape(input, name));
        boolean mayBeQuantized = type != ElementType.FLOAT32 && type != ElementType.FLOAT16;
        Quantization quantization =
                mayBeQuantized ? assembly.quantization(input.getName()).orElse(Quantization.NONE) : Quantization.NONE;
        AxisOrder order = orders.of(input.getName(), shape.rank());
        return new Stored(new FeatureMap(name, order.stored(shape), type, quantization), order);
    }

    private Shape countable(String position, Supplier<Shape> declared) {
        try {
            Shape shape = declared.get();
            Math.multiplyExact(shape.elements(), 64L);
            AxisOrder.channelsLast(shape.rank()).stored(shape).batch();
            shape.batch();
            return shape;
        } catch (ArithmeticException overflow) {
            throw file.failure(position, "a shape of more elements than can be counted", "fewer");
        }
    }

    /** A result may be a constant, or a network input; the network then needs a layer that writes it. */
    private ImmutableList<FeatureMap> outputs(ImmutableList<Node> nodes) {
        Set<FeatureMap> outputs = new LinkedHashSet<>();
        for (ValueInfoProto output : graph.getOutputList()) {
            String name = assembly.shownName(output.getName());
            Value value = assembly.find(output.getName())
                    .orElseThrow(() -> file.failure(
                            "result " + TensorNames.brief(name), "a name that nobody writes", "the result of a node"));
            Stored stored = value instanceof Known known ? written(nodes, known) : (Stored) value;
            ends.put(stored.map().name(), stored);
            outputs.add(stored.map());
        }
        return ImmutableList.copyOf(outputs);
    }

    private Stored written(ImmutableList<Node> nodes, Known known) {
        if (nodes.isEmpty()) {
            throw file.failure("graph", "no node", "at least one");
        }
        Node last = nodes.get(nodes.size() - 1);
        AxisOrder order = AxisOrder.usual(known.dimensions().length());
        return last.step(Pointwise.of(Pointwise.Function.COPY), assembly.operand(last, known, order))
                .in(order)
                .between("constant");
    }
}
