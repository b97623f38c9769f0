package dev.shingle.networks.tflite;

import dev.shingle.networks.NetworkFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of one flatbuffer, with every access checked.
 *
 * <p>Offsets in a flatbuffer may point anywhere, so that a small file can describe a huge tree: a million references to one
 * long vector. Bounds alone do not stop that. Everything that is looked at is therefore charged against an allowance
 * proportional to the file's length; an honest file, which holds each thing once, never comes near it.
 */
final class FlatFile {

    /** What a table costs against the allowance, in bytes of vectors. */
    private static final int TABLE_CHARGE = 16;

    private static final long LEAST_ALLOWANCE = 1 << 20;

    private final String source;
    private final ByteBuffer bytes;
    private long allowance;

    FlatFile(String source, ByteBuffer contents) {
        this.source = source;
        this.bytes = contents.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        this.allowance = LEAST_ALLOWANCE + 4L * bytes.limit();
    }

    String source() {
        return source;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    long length() {
        return bytes.limit();
    }

    /** The table that the file's first four bytes point to. */
    FlatTable root(String identifier) {
        require(0, 8, "the header of a flatbuffer");
        for (int i = 0; i < identifier.length(); i++) {
            if (bytes.get(4 + i) != identifier.charAt(i)) {
                throw failure(4, "no identifier " + identifier, "a file of this format");
            }
        }
        return tableAt(0);
    }

    /** Follows the unsigned offset stored at a position to a table. */
    FlatTable tableAt(long position) {
        charge(TABLE_CHARGE, position);
        int start = target(position, "a table");
        require(start, 4, "a table");
        long vtable = (long) start - bytes.getInt(start);
        require(vtable, 4, "the field list of the table at byte " + start);
        int size = bytes.getShort((int) vtable);
        if (size < 4 || size % 2 != 0) {
            throw failure(vtable, "a field list of " + size + " bytes", "an even number from 4 to 32766");
        }
        require(vtable, size, "the field list of the table at byte " + start);
        return new FlatTable(this, start);
    }

    /** Where the unsigned offset stored at a position points to. */
    int target(long position, String what) {
        require(position, 4, "an offset");
        long offset = Integer.toUnsignedLong(bytes.getInt((int) position));
        if (offset == 0 || position + offset > length() - 4) {
            throw failure(position, "an offset of " + offset, what + " inside the " + length() + " bytes of the file");
        }
        return (int) (position + offset);
    }

    /** Bytes [position, position + length) must exist. */
    void require(long position, long length, String what) {
        if (position < 0 || length > length() - position) {
            throw failure(position, "a file of " + length() + " bytes", what + " of " + length + " bytes");
        }
    }

    /** Counts work that the file asks for. */
    void charge(long amount, long position) {
        allowance -= amount;
        if (allowance < 0) {
            throw failure(position, "offsets that lead to the same bytes again and again", "each thing once");
        }
    }

    NetworkFormatException failure(long position, String found, String expected) {
        return failure("byte " + position, found, expected);
    }

    NetworkFormatException failure(String position, String found, String expected) {
        return new NetworkFormatException(source, position, found, expected);
    }
}
