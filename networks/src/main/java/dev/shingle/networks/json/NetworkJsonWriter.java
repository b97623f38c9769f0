package dev.shingle.networks.json;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes one network, item by item; a constant's contents go straight to the output. Feature maps are in order of
 * production, constants in order of first use.
 */
final class NetworkJsonWriter {

    /** How much is written. */
    enum Detail {
        /** All of it. */
        FULL,
        /** What decides sizes and placements: not the network's name, not the sources, no contents. */
        STRUCTURE
    }

    private final JsonGenerator generator;
    private final Detail detail;

    private NetworkJsonWriter(JsonGenerator generator, Detail detail) {
        this.generator = generator;
        this.detail = detail;
    }

    static void write(Network network, Detail detail, Writer target) throws IOException {
        Map<String, Constant> constants = constants(network);
        try (JsonGenerator generator = JsonText.MAPPER.createGenerator(target)) {
            generator.setPrettyPrinter(new LinePerItem());
            new NetworkJsonWriter(generator, detail).writeDocument(network, constants);
        }
        target.write('\n');
    }

    private void writeDocument(Network network, Map<String, Constant> constants) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("format", NetworkJson.FORMAT);
        generator.writeNumberField("version", NetworkJson.VERSION);
        if (detail == Detail.FULL) {
            generator.writeStringField("name", network.name());
        }
        writeNames("inputs", network.inputs());
        writeNames("outputs", network.outputs());
        generator.writeArrayFieldStart("featureMaps");
        for (FeatureMap map : network.featureMaps().values()) {
            generator.writeTree(tensor(map));
        }
        generator.writeEndArray();
        generator.writeArrayFieldStart("constants");
        for (Constant constant : constants.values()) {
            writeConstant(constant);
        }
        generator.writeEndArray();
        generator.writeArrayFieldStart("layers");
        for (Layer layer : network.layers()) {
            generator.writeTree(layer(layer));
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private void writeNames(String key, ImmutableList<FeatureMap> maps) throws IOException {
        generator.writeArrayFieldStart(key);
        for (FeatureMap map : maps) {
            generator.writeString(map.name());
        }
        generator.writeEndArray();
    }

    private void writeConstant(Constant constant) throws IOException {
        generator.writeStartObject();
        for (var property : tensor(constant).properties()) {
            generator.writeFieldName(property.getKey());
            generator.writeTree(property.getValue());
        }
        if (detail == Detail.FULL) {
            writeContents(constant.contents());
        }
        generator.writeEndObject();
    }

    private void writeContents(Constant.Contents contents) throws IOException {
        if (contents instanceof Constant.Seeded seeded) {
            generator.writeObjectFieldStart("contents");
            generator.writeNumberField("seed", seeded.seed());
            generator.writeEndObject();
        } else if (contents.isPresent()) {
            ByteBuffer bytes = contents.bytes();
            generator.writeObjectFieldStart("contents");
            generator.writeFieldName("base64");
            generator.writeBinary(
                    Base64Variants.MIME_NO_LINEFEEDS, new ByteBufferBackedInputStream(bytes), bytes.remaining());
            generator.writeEndObject();
        }
    }

    private ObjectNode layer(Layer layer) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", layer.name());
        node.set("operator", OperatorJson.toJson(layer.operator()));
        var operands = node.putArray("operands");
        layer.operands().forEach(operand -> operands.add(operand.name()));
        var outputs = node.putArray("outputs");
        layer.outputs().forEach(output -> outputs.add(output.name()));
        if (detail == Detail.FULL) {
            var sources = node.putArray("sources");
            layer.sources().forEach(sources::add);
        }
        return node;
    }

    private static ObjectNode tensor(Operand operand) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", operand.name());
        TensorJson.put(node, operand.shape(), operand.type(), operand.quantization());
        return node;
    }

    /** All constants by name; a name must not stand for two different things. */
    private static Map<String, Constant> constants(Network network) {
        Map<String, FeatureMap> maps = network.featureMaps();
        Map<String, Constant> constants = new LinkedHashMap<>();
        for (Layer layer : network.layers()) {
            for (Constant constant : layer.constants()) {
                Constant first = constants.putIfAbsent(constant.name(), constant);
                if (maps.containsKey(constant.name()) || (first != null && !first.equals(constant))) {
                    throw new IllegalArgumentException(
                            "the name " + constant.name() + " stands for a constant and for something else");
                }
            }
        }
        return constants;
    }
}
