package dev.shingle.networks.tflite.write;

import com.google.common.primitives.ImmutableIntArray;
import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Parameters of one operator: the fields of a table, by the numbers that the schema gives them. */
final class Options {

    private static final int MOST_FIELDS = 8;

    private final List<Consumer<FlatBufferBuilder>> fields = new ArrayList<>();
    private final Map<Integer, ImmutableIntArray> lists = new TreeMap<>();

    Options int8(int field, int value) {
        fields.add(builder -> {
            builder.addByte((byte) value);
            builder.slot(field);
        });
        return this;
    }

    Options int32(int field, int value) {
        fields.add(builder -> {
            builder.addInt(value);
            builder.slot(field);
        });
        return this;
    }

    Options float32(int field, float value) {
        fields.add(builder -> {
            builder.addFloat(value);
            builder.slot(field);
        });
        return this;
    }

    /** A list of integers. */
    Options integers(int field, int... values) {
        lists.put(field, ImmutableIntArray.copyOf(values));
        return this;
    }

    Options flag(int field, boolean value) {
        return int8(field, value ? 1 : 0);
    }

    /** Fields are written even if they hold the schema's default: readers need not know it. Lists come before the table. */
    int write(FlatBufferBuilder builder) {
        Map<Integer, Integer> written = new TreeMap<>();
        lists.forEach((field, values) -> written.put(field, vector(builder, values)));
        builder.startTable(MOST_FIELDS);
        fields.forEach(field -> field.accept(builder));
        written.forEach((field, vector) -> builder.addOffset(field, vector, 0));
        return builder.endTable();
    }

    /** A vector grows from its end. */
    static int vector(FlatBufferBuilder builder, ImmutableIntArray values) {
        builder.startVector(Integer.BYTES, values.length(), Integer.BYTES);
        for (int i = values.length() - 1; i >= 0; i--) {
            builder.addInt(values.get(i));
        }
        return builder.endVector();
    }
}
