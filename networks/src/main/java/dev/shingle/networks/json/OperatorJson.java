package dev.shingle.networks.json;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Operator;

/**
 * Operators as JSON objects: {@code kind} says which, the other keys are its parameters, all of them required.
 *
 * <pre>
 *   {"kind": "convolution", "kernel": [3, 3], "stride": [2, 2], "dilation": [1, 1],
 *    "padding": {"top": 0, "bottom": 1, "left": 0, "right": 1}, "groups": 1, "activation": "RELU6"}
 * </pre>
 *
 * Pairs are height first, then width.
 */
public final class OperatorJson {

    private static final ImmutableMap<Class<?>, OperatorCodec<?>> BY_TYPE =
            OperatorCodecs.ALL.stream().collect(toImmutableMap(OperatorCodec::type, codec -> codec));

    private static final ImmutableMap<String, OperatorCodec<?>> BY_KIND =
            OperatorCodecs.ALL.stream().collect(toImmutableMap(OperatorCodec::kind, codec -> codec));

    private OperatorJson() {}

    public static ObjectNode toJson(Operator operator) {
        OperatorCodec<?> codec = BY_TYPE.get(operator.getClass());
        if (codec == null) {
            throw new AssertionError("no JSON form for " + operator.getClass());
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("kind", codec.kind());
        codec.writeTo(node, operator);
        return node;
    }

    /**
     * Reads an operator.
     *
     * @param source name of the file, for messages
     * @param pointer JSON pointer of {@code node} in it
     * @throws dev.shingle.networks.NetworkFormatException if {@code node} is not exactly an operator
     */
    public static Operator fromJson(JsonNode node, String source, String pointer) {
        StrictObject object = StrictObject.of(node, source, pointer);
        OperatorCodec<?> codec = BY_KIND.get(object.text("kind"));
        if (codec == null) {
            throw object.wrong("kind", "one of " + String.join(", ", BY_KIND.keySet()));
        }
        Operator operator = codec.reader().apply(object);
        object.end();
        return operator;
    }
}
