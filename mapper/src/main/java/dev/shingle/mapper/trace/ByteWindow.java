package dev.shingle.mapper.trace;

import static com.google.common.base.Preconditions.checkArgument;

/** Bytes of a buffer, counted from its start, half-open: {@code [lowBytes, highBytes)}; at least one. */
public record ByteWindow(long lowBytes, long highBytes) {

    public ByteWindow {
        checkArgument(
                lowBytes >= 0 && lowBytes < highBytes,
                "byte window [%s, %s) is empty or starts before the buffer",
                lowBytes,
                highBytes);
    }
}
