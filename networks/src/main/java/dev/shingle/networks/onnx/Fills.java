package dev.shingle.networks.onnx;

import dev.shingle.networks.Constant;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Contents of tensors that repeat one element. Files may make all their weights this way, so that equal elements share one
 * buffer, of which each tensor takes as much as it needs. Beyond {@value #MOST_BYTES} bytes the contents are absent: a few
 * bytes of a file must not fill the memory, and sizing does not need them.
 */
final class Fills {

    private static final int MOST_BYTES = 64 << 20;

    private final Map<ByteBuffer, ByteBuffer> filled = new HashMap<>();
    private long allocatedBytes;

    /** As many bytes of the pattern, which is one element. */
    Constant.Contents repeat(ByteBuffer element, long bytes) {
        ByteBuffer present = filled.get(element);
        if (present == null || present.capacity() < bytes) {
            // Doubling keeps the sum of all that was ever allocated for a growing sequence of tensors small.
            long wanted = Math.max(bytes, present == null ? 0 : Math.min(2L * present.capacity(), MOST_BYTES / 2));
            if (bytes > MOST_BYTES || allocatedBytes + wanted > 2L * MOST_BYTES) {
                return new Constant.Absent();
            }
            present = fill(element, (int) wanted);
            allocatedBytes += wanted;
            filled.put(element, present);
        }
        return new Constant.Present(present.slice(0, (int) bytes));
    }

    private static ByteBuffer fill(ByteBuffer element, int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.remaining() >= element.remaining()) {
            buffer.put(element.duplicate());
        }
        return buffer.rewind();
    }
}
