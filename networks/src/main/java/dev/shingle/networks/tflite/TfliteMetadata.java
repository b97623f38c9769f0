package dev.shingle.networks.tflite;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.format.TensorNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Named blocks of bytes that a {@code .tflite} file carries beside the graph.
 *
 * <p>A block is added without touching what is there. In a flatbuffer offsets point forward only, and are relative, so the
 * old file as a whole may move: it is put behind a new head, which has a new root table. That points to the same children,
 * and to vectors of buffers and metadata that are one element longer.
 *
 * <pre>
 *   | header | root | buffers ... new | metadata ... new | the new ones | old file, byte for byte |
 *                      '------------------------------------------------^
 * </pre>
 *
 * The head is a multiple of 64 bytes long, so that alignments stay what they were.
 */
public final class TfliteMetadata {

    private static final String IDENTIFIER = "TFL3";
    private static final int ALIGNMENT = 64;
    private static final int DATA_ALIGNMENT = 16;

    private static final int VERSION = 0;
    private static final int SUBGRAPHS = 2;
    private static final int BUFFERS = 4;
    private static final int METADATA = 6;
    private static final int SLOTS = 8;

    private static final int TENSORS = 0;
    private static final int TENSOR_NAME = 3;

    private static final int NAME = 0;
    private static final int BUFFER = 1;
    private static final int DATA = 0;
    private static final int EXTERNAL_OFFSET = 1;

    private static final int MOST = 1 << 16;

    private TfliteMetadata() {}

    /** The names that {@link TfliteReader} gives the tensors of the first subgraph, in the file's order. */
    public static ImmutableList<String> tensorNames(String source, ByteBuffer contents) {
        FlatVector subgraphs = new FlatFile(source, contents).root(IDENTIFIER).tables(SUBGRAPHS);
        if (subgraphs.length() != 1) {
            throw subgraphs.file().failure("model", subgraphs.length() + " subgraphs", "one");
        }
        FlatVector tensors = subgraphs.table(0).tables(TENSORS).atMost(MOST, "tensors");
        String[] stored = new String[tensors.length()];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = tensors.table(i).string(TENSOR_NAME);
        }
        TensorNames names = new TensorNames(stored);
        ImmutableList.Builder<String> unique = ImmutableList.builder();
        for (int i = 0; i < stored.length; i++) {
            unique.add(names.of(i));
        }
        return unique.build();
    }

    /** The block of that name, if the file has one. */
    public static Optional<ByteBuffer> find(String source, ByteBuffer contents, String name) {
        FlatTable model = new FlatFile(source, contents).root(IDENTIFIER);
        FlatVector metadata = model.tables(METADATA).atMost(MOST, "blocks of metadata");
        FlatVector buffers = model.tables(BUFFERS).atMost(MOST, "buffers");
        for (int i = 0; i < metadata.length(); i++) {
            FlatTable entry = metadata.table(i);
            long buffer = entry.uint32(BUFFER);
            if (entry.string(NAME).equals(name) && buffer < buffers.length()) {
                return Optional.of(buffers.table((int) buffer).slice(DATA));
            }
        }
        return Optional.empty();
    }

    /**
     * A copy of the file with a block, instead of the one of that name if there is one.
     *
     * @throws NetworkFormatException if the file is not sound, or refers to its own bytes by their position
     */
    public static byte[] with(String source, ByteBuffer contents, String name, ByteBuffer block) {
        FlatFile file = new FlatFile(source, contents);
        FlatTable model = file.root(IDENTIFIER);
        if (model.has(SLOTS)) {
            throw file.failure("model", "fields of a newer schema", "version 3 as of 2024");
        }
        FlatVector buffers = model.tables(BUFFERS).atMost(MOST, "buffers");
        List<Integer> oldBuffers = targets(buffers);
        for (int i = 0; i < buffers.length(); i++) {
            if (buffers.table(i).int64(EXTERNAL_OFFSET) > 1) {
                throw file.failure("buffer " + i, "contents by their position in the file", "contents in the buffer");
            }
        }
        List<Integer> oldMetadata = new ArrayList<>();
        FlatVector metadata = model.tables(METADATA).atMost(MOST, "blocks of metadata");
        List<Integer> all = targets(metadata);
        for (int i = 0; i < metadata.length(); i++) {
            if (!metadata.table(i).string(NAME).equals(name)) {
                oldMetadata.add(all.get(i));
            }
        }
        return new Head(file, model, oldBuffers, oldMetadata).join(name, block);
    }

    private static List<Integer> targets(FlatVector tables) {
        List<Integer> targets = new ArrayList<>();
        for (int i = 0; i < tables.length(); i++) {
            targets.add(tables.table(i).position());
        }
        return targets;
    }

    /** Lays out the new head; where it ends the old file begins. */
    private static final class Head {

        private static final int ROOT_FIELDS = 8;
        private static final int ROOT = 28;
        private static final int VECTORS = 64;

        private final FlatFile file;
        private final FlatTable model;
        private final List<Integer> buffers;
        private final List<Integer> metadata;

        Head(FlatFile file, FlatTable model, List<Integer> buffers, List<Integer> metadata) {
            this.file = file;
            this.model = model;
            this.buffers = buffers;
            this.metadata = metadata;
        }

        byte[] join(String name, ByteBuffer block) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            int metadataVector = VECTORS + 4 * (buffers.size() + 2);
            int entryFields = metadataVector + 4 * (metadata.size() + 2);
            int entry = entryFields + 8;
            int bufferFields = entry + 12;
            int buffer = bufferFields + 8;
            int nameString = buffer + 8;
            int data = roundedUp(nameString + 4 + text.length + 1 + 4, DATA_ALIGNMENT) - 4;
            int head = roundedUp(data + 4 + block.remaining(), ALIGNMENT);
            ByteBuffer out =
                    ByteBuffer.allocate(Math.toIntExact(head + file.length())).order(ByteOrder.LITTLE_ENDIAN);
            out.putInt(0, ROOT);
            out.put(4, IDENTIFIER.getBytes(StandardCharsets.US_ASCII));
            putRoot(out, head, metadataVector);
            putVector(out, VECTORS, head, buffers, buffer);
            putVector(out, metadataVector, head, metadata, entry);
            out.putInt(nameString, text.length);
            out.put(nameString + 4, text);
            putTable(out, entryFields, entry, 2);
            out.putInt(entry + 4, nameString - (entry + 4));
            out.putInt(entry + 8, buffers.size());
            putTable(out, bufferFields, buffer, 1);
            out.putInt(buffer + 4, data - (buffer + 4));
            out.putInt(data, block.remaining());
            out.put(data + 4, block, block.position(), block.remaining());
            out.put(head, file.bytes(), 0, file.bytes().limit());
            return out.array();
        }

        private void putRoot(ByteBuffer out, int head, int metadataVector) {
            putTable(out, ROOT_FIELDS, ROOT, SLOTS);
            for (int slot = 0; slot < SLOTS; slot++) {
                int field = ROOT + 4 + 4 * slot;
                if (slot == VERSION) {
                    out.putInt(field, (int) model.uint32(VERSION));
                } else if (slot == BUFFERS) {
                    out.putInt(field, VECTORS - field);
                } else if (slot == METADATA) {
                    out.putInt(field, metadataVector - field);
                } else if (model.has(slot)) {
                    out.putInt(field, head + model.target(slot) - field);
                } else {
                    out.putShort(ROOT_FIELDS + 4 + 2 * slot, (short) 0);
                }
            }
        }

        /** A list of fields of 4 bytes each, all there, and the table's reference to it. */
        private static void putTable(ByteBuffer out, int fields, int table, int slots) {
            out.putShort(fields, (short) (4 + 2 * slots));
            out.putShort(fields + 2, (short) (4 + 4 * slots));
            for (int slot = 0; slot < slots; slot++) {
                out.putShort(fields + 4 + 2 * slot, (short) (4 + 4 * slot));
            }
            out.putInt(table, table - fields);
        }

        private static void putVector(ByteBuffer out, int at, int head, List<Integer> old, int added) {
            out.putInt(at, old.size() + 1);
            for (int i = 0; i <= old.size(); i++) {
                int element = at + 4 + 4 * i;
                out.putInt(element, (i < old.size() ? head + old.get(i) : added) - element);
            }
        }

        private static int roundedUp(int value, int step) {
            return Math.multiplyExact((value + step - 1) / step, step);
        }
    }
}
