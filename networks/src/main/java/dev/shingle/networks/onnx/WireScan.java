package dev.shingle.networks.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Walks over the wire format of a file before it is parsed, and counts: a field of two bytes may become an object of a
 * hundred, a number of one byte takes eight. Which fields hold messages or packed numbers is known from the format's own
 * description, so that no corner of it is left out: functions, training, sparse tensors, and groups that nobody knows.
 * Nothing is kept; time is linear in the file without its texts and weights, which are skipped.
 */
final class WireScan {

    private static final int MOST_FIELDS = 1 << 19;
    private static final int MOST_PACKED_BYTES = 1 << 24;
    private static final int MOST_NESTING = 32;

    /** A kind of message, with what its fields hold; looked up once, because files have thousands of each kind. */
    private static final class Kind {

        private final Optional<Descriptor> descriptor;
        private final Map<Integer, Kind> inside = new HashMap<>();
        private final Map<Integer, Boolean> packed = new HashMap<>();

        Kind(Optional<Descriptor> descriptor) {
            this.descriptor = descriptor;
        }

        private Optional<FieldDescriptor> field(int number) {
            return descriptor.map(known -> known.findFieldByNumber(number));
        }
    }

    private final OnnxFile file;
    private final CodedInputStream input;
    private final Map<Descriptor, Kind> kinds = new HashMap<>();
    private final Kind unknown = new Kind(Optional.empty());
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
            WireScan scan = new WireScan(file, contents);
            scan.message(scan.kind(ModelProto.getDescriptor()), contents.remaining(), 0);
        } catch (IOException malformed) {
            return;
        }
    }

    private Kind kind(Descriptor descriptor) {
        return kinds.computeIfAbsent(descriptor, known -> new Kind(Optional.of(known)));
    }

    /** Reads fields up to a position, or to the end of a group. */
    private void message(Kind kind, long end, int depth) throws IOException {
        while (input.getTotalBytesRead() < end) {
            int tag = input.readTag();
            fields++;
            require(fields <= MOST_FIELDS, "more than " + MOST_FIELDS + " fields");
            int wireType = WireFormat.getTagWireType(tag);
            if (tag == 0 || wireType == WireFormat.WIRETYPE_END_GROUP) {
                return;
            }
            if (wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                delimited(kind, WireFormat.getTagFieldNumber(tag), depth);
            } else if (wireType == WireFormat.WIRETYPE_START_GROUP) {
                require(depth < MOST_NESTING, "groups nested deeper than " + MOST_NESTING);
                message(unknown, end, depth + 1);
            } else if (!input.skipField(tag)) {
                return;
            }
        }
    }

    private void delimited(Kind kind, int field, int depth) throws IOException {
        int length = input.readRawVarint32();
        if (kind.packed.computeIfAbsent(field, number -> isPacked(kind, number))) {
            packedBytes += length;
            require(packedBytes <= MOST_PACKED_BYTES, "more than " + MOST_PACKED_BYTES + " bytes of packed numbers");
        }
        Kind inside = kind.inside.computeIfAbsent(field, number -> inside(kind, number));
        if (inside == unknown || length < 0 || depth >= MOST_NESTING) {
            input.skipRawBytes(length);
        } else {
            message(inside, (long) input.getTotalBytesRead() + length, depth + 1);
        }
    }

    private Kind inside(Kind kind, int number) {
        return kind.field(number)
                .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                .map(field -> kind(field.getMessageType()))
                .orElse(unknown);
    }

    /** Numbers of variable length one behind another; those of fixed length do not grow. */
    private static boolean isPacked(Kind kind, int number) {
        return kind.field(number)
                .filter(FieldDescriptor::isPackable)
                .filter(field -> field.getJavaType() != FieldDescriptor.JavaType.FLOAT
                        && field.getJavaType() != FieldDescriptor.JavaType.DOUBLE)
                .isPresent();
    }

    private void require(boolean condition, String found) {
        if (!condition) {
            throw file.failure("byte " + input.getTotalBytesRead(), found, "fewer");
        }
    }
}
