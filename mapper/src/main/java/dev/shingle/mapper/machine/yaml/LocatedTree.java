package dev.shingle.mapper.machine.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shingle.networks.NetworkFormatException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A YAML document as a tree that remembers, for the JSON pointer of every value, where in the text it starts. */
final class LocatedTree {

    /** Deeper than any description. */
    private static final int MAX_DEPTH = 8;

    private final String source;
    private final String what;
    private final JsonParser parser;
    private final Map<String, String> positions = new HashMap<>();

    private LocatedTree(String source, String what, JsonParser parser) {
        this.source = source;
        this.what = what;
        this.parser = parser;
    }

    /** A tree and the positions of its values. */
    record Located(JsonNode root, Map<String, String> positions) {

        /** Line and column of the value at a pointer, or of the nearest value around it. */
        String position(String pointer) {
            String at = pointer.equals("/") ? "" : pointer;
            while (!positions.containsKey(at) && !at.isEmpty()) {
                at = at.substring(0, at.lastIndexOf('/'));
            }
            String place = Optional.ofNullable(positions.get(at)).orElse("line 1 column 1");
            return pointer.equals("/") ? place : place + " (" + pointer + ")";
        }
    }

    /**
     * Reads the one document of a text.
     *
     * @param what it is, such as {@code a machine description}, for messages
     */
    static Located read(String source, String what, JsonParser parser) throws IOException {
        LocatedTree tree = new LocatedTree(source, what, parser);
        if (parser.nextToken() == null) {
            throw new NetworkFormatException(source, "line 1 column 1", "nothing", what);
        }
        JsonNode root = tree.value("", 0);
        if (parser.nextToken() != null) {
            throw tree.refusal("more text", "the end of " + what);
        }
        return new Located(root, tree.positions);
    }

    private String position() {
        JsonLocation location = parser.currentTokenLocation();
        return "line " + location.getLineNr() + " column " + location.getColumnNr();
    }

    private NetworkFormatException refusal(String found, String expected) {
        return new NetworkFormatException(source, position(), found, expected);
    }

    private JsonNode value(String pointer, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw refusal("more than " + MAX_DEPTH + " levels", what);
        }
        positions.putIfAbsent(pointer, position());
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(pointer, depth);
            case START_ARRAY -> array(pointer, depth);
            case VALUE_STRING -> JsonNodeFactory.instance.textNode(parser.getText());
            case VALUE_TRUE -> JsonNodeFactory.instance.booleanNode(true);
            case VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(false);
            case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> JsonNodeFactory.instance.numberNode(parser.getDoubleValue());
            default -> throw refusal(token.toString(), "a value");
        };
    }

    private JsonNode integer() throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue())
                : JsonNodeFactory.instance.numberNode(parser.getLongValue());
    }

    private ObjectNode object(String pointer, int depth) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String below = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
            if (object.has(key)) {
                throw refusal("key \"" + key + "\" again", "each key once");
            }
            positions.put(below, position());
            parser.nextToken();
            object.set(key, value(below, depth + 1));
        }
        return object;
    }

    private ArrayNode array(String pointer, int depth) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(pointer + "/" + array.size(), depth + 1));
        }
        return array;
    }
}
