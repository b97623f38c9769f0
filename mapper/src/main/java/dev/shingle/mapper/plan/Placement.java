package dev.shingle.mapper.plan;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.mapper.machine.Layout;

/** A buffer and the word of the scratchpad at which it starts. */
public record Placement(Buffer buffer, long offsetWords) {

    public Placement {
        checkArgument(offsetWords >= 0, "buffer %s starts at word %s", buffer.name(), offsetWords);
    }

    /** Bytes that the buffer lies in, before any wrap-around. */
    public AddressRange addresses(Layout layout) {
        return new AddressRange(layout.bytesOf(offsetWords), layout.bytesOf(endWords()));
    }

    /** First word after the buffer, before any wrap-around. */
    public long endWords() {
        return offsetWords + buffer.sizeWords();
    }
}
