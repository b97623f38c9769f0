package dev.shingle.networks.tflite;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One table of a flatbuffer. Fields are named by their slot, the position in the schema's list (a union takes two); a field
 * that the file leaves out has its default. A table of which every field is left out is {@link #absent}.
 */
final class FlatTable extends Table {

    private static final int FIRST_SLOT = 4;
    private static final int SLOT_BYTES = 2;

    private final FlatFile file;

    /** The table and its field list must have been checked. */
    FlatTable(FlatFile file, int position) {
        this.file = file;
        __reset(position, file.bytes());
    }

    private FlatTable(FlatFile file) {
        this.file = file;
    }

    static FlatTable absent(FlatFile file) {
        return new FlatTable(file);
    }

    int position() {
        return bb_pos;
    }

    boolean has(int slot) {
        return __offset(FIRST_SLOT + SLOT_BYTES * slot) != 0;
    }

    boolean flag(int slot) {
        return int8(slot, 0) != 0;
    }

    int int8(int slot, int absent) {
        return has(slot) ? bb.get(field(slot, 1)) : absent;
    }

    int int32(int slot, int absent) {
        return has(slot) ? bb.getInt(field(slot, 4)) : absent;
    }

    long uint32(int slot) {
        return Integer.toUnsignedLong(int32(slot, 0));
    }

    long int64(int slot) {
        return has(slot) ? bb.getLong(field(slot, 8)) : 0;
    }

    float float32(int slot, float absent) {
        return has(slot) ? bb.getFloat(field(slot, 4)) : absent;
    }

    Optional<FlatTable> table(int slot) {
        return has(slot) ? Optional.of(file.tableAt(field(slot, 4))) : Optional.empty();
    }

    /** Where the offset in a field points to, whatever is there. */
    int target(int slot) {
        return file.target(field(slot, 4), "a table or vector");
    }

    /** A vector of which elements are read one by one; empty if left out. */
    FlatVector vector(int slot, int elementBytes) {
        if (!has(slot)) {
            return new FlatVector(file, 0, 0, elementBytes);
        }
        int start = file.target(field(slot, 4), "a vector");
        long length = Integer.toUnsignedLong(bb.getInt(start));
        file.require(start + 4L, length * elementBytes, "a vector");
        return new FlatVector(file, start + 4, (int) length, elementBytes);
    }

    /** A vector of tables. */
    FlatVector tables(int slot) {
        return vector(slot, 4);
    }

    /** Integers of 32 bits, at most so many. */
    int[] ints(int slot, int most, String what) {
        FlatVector vector = vector(slot, 4).atMost(most, what);
        int[] values = new int[vector.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = vector.int32(i);
        }
        return values;
    }

    /** Text; empty if left out. Bytes that are not UTF-8 become replacement characters. */
    String string(int slot) {
        FlatVector vector = vector(slot, 1).charged();
        byte[] text = new byte[vector.length()];
        file.bytes().duplicate().position(vector.start()).get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** A slice of the file, not copied. */
    ByteBuffer slice(int slot) {
        FlatVector vector = vector(slot, 1);
        return file.bytes().slice(vector.start(), vector.length()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int field(int slot, int width) {
        long position = (long) bb_pos + __offset(FIRST_SLOT + SLOT_BYTES * slot);
        file.require(position, width, "a field");
        return (int) position;
    }
}
