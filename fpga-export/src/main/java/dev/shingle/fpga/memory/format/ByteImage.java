package dev.shingle.fpga.memory.format;

import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.WordLayout;
import dev.shingle.fpga.memory.WordLayout.End;
import java.util.Optional;

/**
 * The bytes of a memory in the order of its elements, which is that of byte addresses: words from the one with the first
 * element on, and of each the bytes from lane 0 on. Words that are no whole number of bytes are filled up with zeros above
 * their highest bit.
 */
final class ByteImage {

    private ByteImage() {}

    static byte[] of(MemoryImage image) {
        return reordered(image.layout(), image.bytes());
    }

    /** The image, or empty if there are bits beyond a word. */
    static Optional<MemoryImage> image(WordLayout layout, byte[] bytes) {
        try {
            return Optional.of(MemoryImage.of(layout, reordered(layout, bytes)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Its own inverse. */
    private static byte[] reordered(WordLayout layout, byte[] bytes) {
        int wordBytes = layout.wordBytes();
        int depth = bytes.length / wordBytes;
        byte[] reordered = new byte[bytes.length];
        for (int word = 0; word < depth; word++) {
            int from = layout.wordZero() == End.LOW ? word : depth - 1 - word;
            for (int i = 0; i < wordBytes; i++) {
                int lane = layout.laneZero() == End.LOW ? i : wordBytes - 1 - i;
                reordered[word * wordBytes + i] = bytes[from * wordBytes + lane];
            }
        }
        return reordered;
    }
}
