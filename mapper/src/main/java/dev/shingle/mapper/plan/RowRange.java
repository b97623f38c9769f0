package dev.shingle.mapper.plan;

import static com.google.common.base.Preconditions.checkArgument;

/** Output rows that a step produces, half-open, counted over the batch: {@code [first, end)}. */
public record RowRange(int first, int end) {

    public RowRange {
        checkArgument(first >= 0 && first < end, "row range [%s, %s) is empty", first, end);
    }
}
