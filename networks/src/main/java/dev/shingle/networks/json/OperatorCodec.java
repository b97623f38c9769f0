package dev.shingle.networks.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shingle.networks.Operator;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * JSON form of one kind of operator. The kind's name is spelled out instead of being taken from the class, so that the
 * format stays when the code moves.
 *
 * @param kind value of the key {@code kind}
 * @param type record that holds the parameters
 * @param writer adds the parameters to an object
 * @param reader makes the operator from an object, asking for every key
 */
record OperatorCodec<T extends Operator>(
        String kind, Class<T> type, BiConsumer<ObjectNode, T> writer, Function<StrictObject, T> reader) {

    void writeTo(ObjectNode node, Operator operator) {
        writer.accept(node, type.cast(operator));
    }
}
