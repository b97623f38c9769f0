package dev.shingle.networks.onnx.write;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.Rearrangement;
import dev.shingle.networks.constants.StoredNumbers;
import dev.shingle.networks.format.TensorNames;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The file's graph while it grows: nodes in order of execution, and constants. The network's tensors keep their names;
 * what the file needs besides is named after the layer or tensor that it is for.
 */
final class Graph {

    /** One way in which the file has a tensor of the network. */
    private record Form(String tensor, Shape shape, FileOrder order) {}

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Map<Operand, Integer> indices = new LinkedHashMap<>();
    private final Map<Form, String> forms = new HashMap<>();
    private final Map<String, String> reals = new HashMap<>();
    private final Map<String, ImmutableList<String>> scales = new HashMap<>();
    private final Set<String> written = new HashSet<>();
    private final ImmutableList<FeatureMap> inputs;
    private final long operatorSet;
    private final TensorNames names;

    Graph(Network network, long operatorSet) {
        this.inputs = network.inputs();
        this.operatorSet = operatorSet;
        graph.setName(network.name());
        network.inputs().forEach(this::number);
        network.layers().forEach(layer -> {
            layer.operands().forEach(this::number);
            layer.outputs().forEach(this::number);
        });
        names = new TensorNames(indices.keySet().stream().map(Operand::name).toArray(String[]::new));
        network.inputs().forEach(input -> graph.addInput(end(input)));
        network.outputs().forEach(output -> graph.addOutput(end(output)));
    }

    private void number(Operand operand) {
        indices.putIfAbsent(operand, indices.size());
    }

    GraphProto build() {
        inputs.forEach(this::tellScale);
        return graph.build();
    }

    /**
     * A quantised input that is only moved at first gets a conversion that nobody reads: nothing else says its scale. Other
     * tensors have theirs from a conversion, or from the tensor that they are made of.
     */
    private void tellScale(FeatureMap input) {
        String name = name(input);
        if (input.quantization().isQuantized() && !reals.containsKey(name)) {
            dequantized(input, name, FileOrder.usual(input.shape().rank()));
        }
    }

    /** Since operator set 18, all reductions have their axes as an operand. */
    boolean hasAxesAsOperands() {
        return operatorSet >= 18;
    }

    String name(Operand operand) {
        Integer index = indices.get(operand);
        if (index == null) {
            throw new AssertionError("no tensor " + operand.name());
        }
        return names.of(index);
    }

    String unique(String wish) {
        return names.unique(TensorNames.printable(wish));
    }

    /** A node with one result, whose name may be changed as long as nobody reads it. */
    NodeProto.Builder node(String kind, List<String> inputs, List<AttributeProto> attributes, String output) {
        return graph.addNodeBuilder()
                .setOpType(kind)
                .addAllInput(inputs)
                .addAllAttribute(attributes)
                .addOutput(output);
    }

    /** The activation in our order of dimensions; for images behind a transposition, made once. */
    String inOurOrder(FeatureMap map) {
        String name = name(map);
        if (FileOrder.usual(map.shape().rank()).isSame()) {
            return name;
        }
        return forms.computeIfAbsent(new Form(name, map.shape(), FileOrder.BACK), form -> {
            String result = unique(name + "/channels-last");
            AttributeProto order = Attribute.list("perm", FileOrder.BACK.axes().toArray());
            node("Transpose", ImmutableList.of(name), ImmutableList.of(order), result);
            return result;
        });
    }

    /** The real numbers behind stored ones; converted once. */
    String dequantized(Operand operand, String stored, FileOrder order) {
        String present = reals.get(stored);
        if (present == null) {
            present = unique(stored + "/real");
            ImmutableList.Builder<String> inputs = ImmutableList.builder();
            inputs.add(stored).addAll(scales(operand));
            node("DequantizeLinear", inputs.build(), axis(operand.quantization(), order), present);
            reals.put(stored, present);
        }
        return present;
    }

    /** Scale and zero point of a tensor, as constants. */
    ImmutableList<String> scales(Operand operand) {
        return scales.computeIfAbsent(name(operand), name -> {
            Quantization quantization = operand.quantization();
            ImmutableIntArray dimensions = quantization.isPerChannel()
                    ? ImmutableIntArray.of(quantization.scales().length())
                    : ImmutableIntArray.of();
            return ImmutableList.of(
                    constant(
                            unique(name + "/scale"),
                            ElementType.FLOAT32,
                            dimensions,
                            Stored.reals(quantization.scales().toArray())),
                    constant(
                            unique(name + "/zero-point"),
                            operand.type(),
                            dimensions,
                            Stored.integers(
                                    operand.type(), quantization.zeroPoints().toArray())));
        });
    }

    static ImmutableList<AttributeProto> axis(Quantization quantization, FileOrder order) {
        return quantization.isPerChannel()
                ? ImmutableList.of(Attribute.of("axis", (long) order.axis(quantization.axis())))
                : ImmutableList.of();
    }

    /** A constant of the network under a shape of as many elements, with its dimensions in the file's order. */
    String constant(Constant constant, Shape shape, FileOrder order) {
        String name = name(constant);
        return forms.computeIfAbsent(new Form(name, shape, order), form -> {
            ByteBuffer contents = constant.contents().bytes();
            if (!order.isSame()) {
                Constant reshaped = new Constant(name, shape, constant.type(), Quantization.NONE, constant.contents());
                StoredNumbers numbers = StoredNumbers.of(reshaped).orElseThrow(AssertionError::new);
                contents = Rearrangement.transpose(order.axes(), shape, numbers);
            }
            String own = written.add(name) ? name : unique(name + "/reordered");
            return constant(own, constant.type(), order.inFile(shape.dimensions()), contents);
        });
    }

    /** A vector of parameters. */
    String integers(String wish, long... values) {
        return constant(
                unique(wish),
                ElementType.INT64,
                ImmutableIntArray.of(values.length),
                Stored.integers(ElementType.INT64, values));
    }

    String number(String wish, ElementType type, double value) {
        ByteBuffer bytes = type == ElementType.FLOAT32 ? Stored.reals(value) : Stored.integers(type, (long) value);
        return constant(unique(wish), type, ImmutableIntArray.of(), bytes);
    }

    private String constant(String name, ElementType type, ImmutableIntArray dimensions, ByteBuffer contents) {
        ByteString bytes = UnsafeByteOperations.unsafeWrap(contents);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(Stored.type(type))
                .setRawData(bytes);
        dimensions.forEach(tensor::addDims);
        graph.addInitializer(tensor);
        return name;
    }

    private ValueInfoProto end(FeatureMap map) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        FileOrder.usual(map.shape().rank())
                .inFile(map.shape())
                .dimensions()
                .forEach(dimension ->
                        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dimension)));
        return ValueInfoProto.newBuilder()
                .setName(name(map))
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(Stored.type(map.type()))
                                .setShape(shape)))
                .build();
    }
}
