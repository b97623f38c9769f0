package dev.shingle.networks.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Walks over the wire format of a file before it is parsed, and counts: a field of two bytes may become an object of a
 * hundred, a number of one byte takes eight. Nothing is kept; time is linear in the file without its weights, which are
 * skipped.
 */
final class WireScan {

    private static final int MOST_FIELDS = 1 << 19;
    private static final int MOST_PACKED_BYTES = 1 << 24;
    private static final int MOST_NESTING = 32;

    /** Messages of the format as far as they hold others; a field that leads nowhere is skipped as a whole. */
    private enum Kind {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        TENSOR,
        VALUE,
        TYPE,
        TENSOR_TYPE,
        SHAPE,
        LEAF;

        Kind inside(int field) {
            return switch (this) {
                case MODEL -> field == 7 ? GRAPH : LEAF;
                case GRAPH ->
                    switch (field) {
                        case 1 -> NODE;
                        case 5 -> TENSOR;
                        case 11, 12, 13 -> VALUE;
                        default -> LEAF;
                    };
                case NODE -> field == 5 ? ATTRIBUTE : LEAF;
                case ATTRIBUTE ->
                    switch (field) {
                        case 5, 10 -> TENSOR;
                        case 6, 11 -> GRAPH;
                        default -> LEAF;
                    };
                case VALUE -> field == 2 ? TYPE : LEAF;
                case TYPE -> field == 1 ? TENSOR_TYPE : LEAF;
                case TENSOR_TYPE -> field == 2 ? SHAPE : LEAF;
                case TENSOR, SHAPE, LEAF -> LEAF;
            };
        }

        /** Variable-length numbers one behind another: dimensions, 32-bit and 64-bit data, and lists of attributes. */
        boolean isPacked(int field) {
            return switch (this) {
                case TENSOR -> field == 1 || field == 5 || field == 7 || field == 11;
                case ATTRIBUTE -> field == 8;
                default -> false;
            };
        }
    }

    private final OnnxFile file;
    private final CodedInputStream input;
    private int fields;
    private long packedBytes;

    private WireScan(OnnxFile file, ByteBuffer contents) {
        this.file = file;
        this.input = CodedInputStream.newInstance(contents);
        input.enableAliasing(true);
    }

    /** Refuses files of very many fields; malformed ones are left to the parser, which finds the same fault. */
    static void check(OnnxFile file, ByteBuffer contents) {
        try {
            new WireScan(file, contents).message(Kind.MODEL, contents.remaining(), 0);
        } catch (IOException malformed) {
            return;
        }
    }

    private void message(Kind kind, long end, int depth) throws IOException {
        while (input.getTotalBytesRead() < end) {
            int tag = input.readTag();
            fields++;
            require(fields <= MOST_FIELDS, "more than " + MOST_FIELDS + " fields");
            if (tag != 0 && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                delimited(kind, WireFormat.getTagFieldNumber(tag), depth);
            } else if (tag == 0 || !input.skipField(tag)) {
                return;
            }
        }
    }

    private void delimited(Kind kind, int field, int depth) throws IOException {
        int length = input.readRawVarint32();
        Kind inside = kind.inside(field);
        if (kind.isPacked(field)) {
            packedBytes += length;
            require(packedBytes <= MOST_PACKED_BYTES, "more than " + MOST_PACKED_BYTES + " bytes of packed numbers");
        }
        if (inside == Kind.LEAF || depth >= MOST_NESTING) {
            input.skipRawBytes(length);
        } else {
            message(inside, (long) input.getTotalBytesRead() + length, depth + 1);
        }
    }

    private void require(boolean condition, String found) {
        if (!condition) {
            throw file.failure("byte " + input.getTotalBytesRead(), found, "fewer");
        }
    }
}
