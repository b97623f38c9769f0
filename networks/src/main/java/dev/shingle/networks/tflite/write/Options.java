package dev.shingle.networks.tflite.write;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Parameters of one operator: the fields of a table, by the numbers that the schema gives them. */
final class Options {

    private static final int MOST_FIELDS = 8;

    private final List<Consumer<FlatBufferBuilder>> fields = new ArrayList<>();

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

    Options flag(int field, boolean value) {
        return int8(field, value ? 1 : 0);
    }

    /** Fields are written even if they hold the schema's default: readers need not know it. */
    int write(FlatBufferBuilder builder) {
        builder.startTable(MOST_FIELDS);
        fields.forEach(field -> field.accept(builder));
        return builder.endTable();
    }
}
