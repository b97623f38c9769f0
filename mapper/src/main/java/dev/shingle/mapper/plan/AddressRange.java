package dev.shingle.mapper.plan;

import static com.google.common.base.Preconditions.checkArgument;

/** Bytes of the scratchpad, half-open: {@code [startBytes, endBytes)}. */
public record AddressRange(long startBytes, long endBytes) {

    public AddressRange {
        checkArgument(
                startBytes >= 0 && startBytes <= endBytes, "address range [%s, %s) is malformed", startBytes, endBytes);
    }

    public long sizeBytes() {
        return endBytes - startBytes;
    }

    public boolean overlaps(AddressRange other) {
        return startBytes < other.endBytes && other.startBytes < endBytes;
    }
}
