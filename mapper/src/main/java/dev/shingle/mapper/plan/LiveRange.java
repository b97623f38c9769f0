package dev.shingle.mapper.plan;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Steps during which a buffer must keep its contents, half-open: {@code [start, end)}. A network input starts at 0; any
 * other buffer at the step that first writes it; the end is the step after the last one that reads it, or the number of
 * steps for what the host takes at the end.
 */
public record LiveRange(int start, int end) {

    public LiveRange {
        checkArgument(start >= 0 && start < end, "live range [%s, %s) is empty", start, end);
    }

    public boolean contains(int step) {
        return start <= step && step < end;
    }

    public boolean overlaps(LiveRange other) {
        return start < other.end && other.start < end;
    }
}
