package dev.shingle.mapper.verify;

/** One reason why the offsets of a trace's buffers are refused. */
public sealed interface TraceFinding {

    /** One line for people, with the numbers. */
    String message();

    /**
     * Two buffers use the same bytes at the same time.
     *
     * @param first the one of which these bytes were in use first, or the earlier one in the trace
     * @param second the other one
     * @param lower first time at which they do
     * @param upper first time at which one of the two uses other bytes, or none
     * @param lowBytes first byte of memory that both use
     * @param highBytes byte after the last that both use
     */
    record Overlap(String first, String second, long lower, long upper, long lowBytes, long highBytes)
            implements TraceFinding {
        @Override
        public String message() {
            return "%s and %s both use bytes [%d, %d) at times [%d, %d)"
                    .formatted(first, second, lowBytes, highBytes, lower, upper);
        }
    }

    /** A buffer starts below byte 0. */
    record BelowZero(String buffer, long offsetBytes) implements TraceFinding {
        @Override
        public String message() {
            return "%s starts at byte %d".formatted(buffer, offsetBytes);
        }
    }

    /** A buffer reaches beyond the capacity, or beyond all numbers. */
    record BeyondCapacity(String buffer, long offsetBytes, long sizeBytes, long capacityBytes) implements TraceFinding {
        @Override
        public String message() {
            return "%s of %d bytes at byte %d ends beyond the capacity of %d bytes"
                    .formatted(buffer, sizeBytes, offsetBytes, capacityBytes);
        }
    }

    /** A buffer does not start at a multiple of its alignment. */
    record Misaligned(String buffer, long offsetBytes, long alignmentBytes) implements TraceFinding {
        @Override
        public String message() {
            return "%s starts at byte %d, which is not a multiple of %d".formatted(buffer, offsetBytes, alignmentBytes);
        }
    }

    /** A buffer lies elsewhere than the trace demands. */
    record Moved(String buffer, long offsetBytes, long demandedBytes) implements TraceFinding {
        @Override
        public String message() {
            return "%s starts at byte %d, but has to start at byte %d".formatted(buffer, offsetBytes, demandedBytes);
        }
    }
}
