package dev.shingle.networks.json;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the items of a network file and then ties them together by name, in the order of execution: what a layer
 * reads must have been there before, and operators must fit their shapes. Nothing may be left over.
 */
final class NetworkAssembly {

    private static final String EXPECTED = ", expected ";

    private final String source;
    private final Map<String, Operand> tensors = new LinkedHashMap<>();
    private final Map<String, String> pointers = new LinkedHashMap<>();
    private final Set<String> layerNames = new LinkedHashSet<>();
    private final List<LayerEntry> entries = new ArrayList<>();

    private final Set<String> unusedConstants = new LinkedHashSet<>();
    private final Set<String> unwritten = new LinkedHashSet<>();
    private String name = "";
    private ImmutableList<String> inputs = ImmutableList.of();
    private ImmutableList<String> outputs = ImmutableList.of();

    NetworkAssembly(String source) {
        this.source = source;
    }

    /** A layer whose operands and outputs are still names. */
    private record LayerEntry(
            String pointer,
            String name,
            Operator operator,
            ImmutableList<String> operands,
            ImmutableList<String> outputs,
            ImmutableList<String> sources) {}

    void setHeader(String networkName, ImmutableList<String> inputNames, ImmutableList<String> outputNames) {
        name = networkName;
        inputs = inputNames;
        outputs = outputNames;
    }

    void addFeatureMap(StrictObject item) {
        FeatureMap map = new FeatureMap(
                item.text("name"),
                TensorJson.shape(item, "shape"),
                TensorJson.type(item, "type"),
                TensorJson.quantization(item));
        item.end();
        addTensor(map, item);
        unwritten.add(map.name());
    }

    void addConstant(StrictObject item) {
        String constantName = item.text("name");
        Shape shape = TensorJson.shape(item, "shape");
        ElementType type = TensorJson.type(item, "type");
        Quantization quantization = TensorJson.quantization(item);
        Constant.Contents contents = contents(item, shape, type);
        item.end();
        addTensor(new Constant(constantName, shape, type, quantization, contents), item);
        unusedConstants.add(constantName);
    }

    void addLayer(StrictObject item) {
        LayerEntry entry = new LayerEntry(
                item.pointer(),
                item.text("name"),
                OperatorJson.fromJson(item.node("operator"), source, item.pointer() + "/operator"),
                item.texts("operands"),
                item.texts("outputs"),
                item.texts("sources"));
        item.end();
        if (!layerNames.add(entry.name())) {
            throw item.wrong("name", "a name that no other layer has");
        }
        if (entry.outputs().isEmpty()) {
            throw item.wrong("outputs", "at least one name");
        }
        entries.add(entry);
    }

    /** Ties everything together. */
    Network finish() {
        ImmutableList<FeatureMap> networkInputs = produce(inputs, "/inputs");
        ImmutableList<Layer> layers = entries.stream().map(this::tie).collect(toImmutableList());
        ImmutableList.Builder<FeatureMap> networkOutputs = ImmutableList.builder();
        for (int i = 0; i < outputs.size(); i++) {
            networkOutputs.add(existing(outputs.get(i), "/outputs/" + i));
        }
        refuseLeftovers(unwritten, "a feature map that is written by no layer");
        refuseLeftovers(unusedConstants, "a constant that is read by no layer");
        return new Network(name, networkInputs, layers, networkOutputs.build());
    }

    private Layer tie(LayerEntry entry) {
        ImmutableList.Builder<Operand> operands = ImmutableList.builder();
        for (int i = 0; i < entry.operands().size(); i++) {
            operands.add(operand(entry.operands().get(i), entry.pointer() + "/operands/" + i));
        }
        ImmutableList<FeatureMap> results = produce(entry.outputs(), entry.pointer() + "/outputs");
        Layer layer = new Layer(entry.name(), entry.operator(), operands.build(), results, entry.sources());
        ShapeInference.problemIn(layer).ifPresent(problem -> {
            throw unfit(entry, problem);
        });
        return layer;
    }

    /** A shape problem reads {@code found ..., expected ...}. */
    private NetworkFormatException unfit(LayerEntry entry, String problem) {
        int split = Math.max(0, problem.lastIndexOf(EXPECTED));
        String found = problem.substring(0, split).replaceFirst("^found ", "");
        return refusal(entry.pointer(), found, problem.substring(split).replaceFirst("^" + EXPECTED, ""));
    }

    private Operand operand(String operandName, String pointer) {
        if (tensors.get(operandName) instanceof Constant constant) {
            unusedConstants.remove(operandName);
            return constant;
        }
        return existing(operandName, pointer);
    }

    /** Marks feature maps as present from here on. */
    private ImmutableList<FeatureMap> produce(ImmutableList<String> names, String pointer) {
        ImmutableList.Builder<FeatureMap> maps = ImmutableList.builder();
        for (int i = 0; i < names.size(); i++) {
            FeatureMap map = declared(names.get(i), pointer + "/" + i);
            if (!unwritten.remove(map.name())) {
                throw refusal(pointer + "/" + i, quoted(map.name()) + " a second time", "a name that is not there yet");
            }
            maps.add(map);
        }
        return maps.build();
    }

    private FeatureMap existing(String mapName, String pointer) {
        FeatureMap map = declared(mapName, pointer);
        if (unwritten.contains(mapName)) {
            throw refusal(
                    pointer,
                    quoted(mapName) + ", which no earlier layer writes",
                    "a network input or a result of an earlier layer");
        }
        return map;
    }

    private FeatureMap declared(String mapName, String pointer) {
        if (tensors.get(mapName) instanceof FeatureMap map) {
            return map;
        }
        throw refusal(pointer, quoted(mapName), "the name of one of the featureMaps");
    }

    private void addTensor(Operand tensor, StrictObject item) {
        if (tensors.put(tensor.name(), tensor) != null) {
            throw item.wrong("name", "a name that no other feature map or constant has");
        }
        pointers.put(tensor.name(), item.pointer());
    }

    private void refuseLeftovers(Set<String> leftovers, String found) {
        for (String leftover : leftovers) {
            throw refusal(
                    pointers.getOrDefault(leftover, "/"),
                    found + " (" + quoted(leftover) + ")",
                    "only what belongs to the network");
        }
    }

    private static Constant.Contents contents(StrictObject item, Shape shape, ElementType type) {
        if (!item.has("contents")) {
            return new Constant.Absent();
        }
        StrictObject contents = item.object("contents");
        Constant.Contents result =
                contents.has("seed") ? seeded(contents, shape, type) : decoded(contents, shape, type);
        contents.end();
        return result;
    }

    private static Constant.Contents seeded(StrictObject contents, Shape shape, ElementType type) {
        long seed = contents.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        return contents.build(
                "a constant of a type and size that can be seeded", unused -> Constant.Seeded.of(seed, shape, type));
    }

    private static Constant.Contents decoded(StrictObject contents, Shape shape, ElementType type) {
        JsonNode node = contents.node("base64");
        if (!node.isBinary()) {
            throw contents.wrong("base64", "a string");
        }
        byte[] bytes = ((BinaryNode) node).binaryValue();
        long needed = (shape.elements() * type.bits() + Byte.SIZE - 1) / Byte.SIZE;
        if (bytes.length != needed) {
            throw contents.refusal("/base64", bytes.length + " bytes", needed + " bytes for " + shape + " " + type);
        }
        return new Constant.Present(ByteBuffer.wrap(bytes));
    }

    private NetworkFormatException refusal(String pointer, String found, String expected) {
        return new NetworkFormatException(source, pointer, found, expected);
    }

    private static String quoted(String text) {
        return '"' + StrictObject.shorten(text) + '"';
    }
}
