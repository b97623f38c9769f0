package dev.shingle.networks.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads one network as a stream of items, so that no more than one item is held as a JSON tree at any time, and base64
 * text is decoded while it is read. Keys may come in any order.
 */
final class NetworkJsonReader {

    private final String source;
    private final JsonParser parser;
    private final NetworkAssembly assembly;
    private final ObjectNode header = JsonNodeFactory.instance.objectNode();

    private NetworkJsonReader(String source, JsonParser parser) {
        this.source = source;
        this.parser = parser;
        this.assembly = new NetworkAssembly(source);
    }

    /** What becomes of an item of one of the lists. */
    private interface ItemReader {

        void accept(StrictObject item);
    }

    static Network read(String source, Reader text) throws IOException {
        try (JsonParser parser = JsonText.MAPPER.createParser(text)) {
            return new NetworkJsonReader(source, parser).readDocument();
        } catch (JsonProcessingException e) {
            throw JsonText.refusal(source, e);
        }
    }

    private Network readDocument() throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw refusal("/", first == null ? "nothing" : first.asString(), "an object");
        }
        Map<String, ItemReader> lists = new TreeMap<>(Map.of(
                "featureMaps", assembly::addFeatureMap,
                "constants", assembly::addConstant,
                "layers", assembly::addLayer));
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            ItemReader list = lists.remove(key);
            if (list == null) {
                header.set(key, readValue());
                checkVersion(key);
            } else {
                readList("/" + key, list);
            }
        }
        if (parser.nextToken() != null) {
            throw refusal(here(), "more text behind the network", "the end");
        }
        return assemble(lists);
    }

    private Network assemble(Map<String, ItemReader> missing) {
        StrictObject root = StrictObject.of(header, source, "");
        root.text("format");
        root.node("version");
        missing.keySet().forEach(root::node);
        assembly.setHeader(root.text("name"), root.texts("inputs"), root.texts("outputs"));
        root.end();
        return assembly.finish();
    }

    /** At the earliest moment: another version may differ in everything that follows. */
    private void checkVersion(String key) {
        StrictObject root = StrictObject.of(header, source, "");
        if (key.equals("format") && !root.text("format").equals(NetworkJson.FORMAT)) {
            throw root.wrong("format", "\"" + NetworkJson.FORMAT + "\"");
        }
        if (key.equals("version")) {
            root.integer("version", NetworkJson.VERSION, NetworkJson.VERSION);
        }
    }

    private void readList(String pointer, ItemReader list) throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            throw refusal(pointer, StrictObject.describe(readValue()), "an array");
        }
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            list.accept(StrictObject.of(readValue(), source, pointer + "/" + index));
        }
    }

    /** Any value, with the text under a key {@code base64} decoded. */
    private JsonNode readValue() throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            return parser.readValueAsTree();
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
            node.set(key, isText && key.equals("base64") ? readBase64() : readValue());
        }
        return node;
    }

    private BinaryNode readBase64() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            parser.readBinaryValue(bytes);
        } catch (IllegalArgumentException e) {
            // the streaming decoder complains this way, unlike the rest of the parser
            throw refusal(here(), StrictObject.shorten(String.valueOf(e.getMessage()), 160), "base64 text");
        }
        return BinaryNode.valueOf(bytes.toByteArray());
    }

    private String here() {
        var location = parser.currentLocation();
        return "line " + location.getLineNr() + " column " + location.getColumnNr();
    }

    private NetworkFormatException refusal(String position, String found, String expected) {
        return new NetworkFormatException(source, position, found, expected);
    }
}
