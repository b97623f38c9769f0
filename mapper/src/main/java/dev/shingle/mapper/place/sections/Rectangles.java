package dev.shingle.mapper.place.sections;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * The input of plain allocation: buffers as rectangles in the plane of time and address, of which the offset is to be
 * found. A buffer is used during one or several half-open intervals of time; in between it conflicts with nothing, but keeps
 * its offset. Immutable.
 */
public final class Rectangles {

    private static final long FREE = -1;

    private final long[] size;
    private final long[] alignment;
    private final long[] fixedOffset;
    /** Intervals of buffer b are those from {@code firstInterval[b]} up to {@code firstInterval[b + 1]}. */
    private final int[] firstInterval;

    private final int[] start;
    private final int[] end;

    private Rectangles(Builder builder) {
        size = Arrays.copyOf(builder.size, builder.count);
        alignment = Arrays.copyOf(builder.alignment, builder.count);
        fixedOffset = Arrays.copyOf(builder.fixedOffset, builder.count);
        firstInterval = Arrays.copyOf(builder.firstInterval, builder.count + 1);
        start = Arrays.copyOf(builder.start, builder.intervals);
        end = Arrays.copyOf(builder.end, builder.intervals);
    }

    public static Builder builder() {
        return new Builder();
    }

    public int count() {
        return size.length;
    }

    public long size(int buffer) {
        return size[buffer];
    }

    public long alignment(int buffer) {
        return alignment[buffer];
    }

    public boolean isFixed(int buffer) {
        return fixedOffset[buffer] != FREE;
    }

    /** Where a fixed buffer lies. */
    public long fixedOffset(int buffer) {
        checkArgument(isFixed(buffer), "buffer %s is not fixed", buffer);
        return fixedOffset[buffer];
    }

    /** Number of intervals during which the buffer is used, in ascending order and apart. */
    public int intervals(int buffer) {
        return firstInterval[buffer + 1] - firstInterval[buffer];
    }

    public int start(int buffer, int interval) {
        return start[firstInterval[buffer] + interval];
    }

    public int end(int buffer, int interval) {
        return end[firstInterval[buffer] + interval];
    }

    /** First time of use. */
    public int start(int buffer) {
        return start[firstInterval[buffer]];
    }

    /** End of the last use. */
    public int end(int buffer) {
        return end[firstInterval[buffer + 1] - 1];
    }

    /** Whether both are used at the same time somewhere. */
    public boolean conflict(int one, int other) {
        int i = firstInterval[one];
        int j = firstInterval[other];
        while (i < firstInterval[one + 1] && j < firstInterval[other + 1]) {
            if (start[i] < end[j] && start[j] < end[i]) {
                return true;
            }
            if (end[i] <= end[j]) {
                i++;
            } else {
                j++;
            }
        }
        return false;
    }

    /** Whether no two fixed buffers exclude each other. */
    public boolean hasRoomForFixed() {
        for (int b = 0; b < count(); b++) {
            for (int c = 0; c < b && isFixed(b); c++) {
                boolean overlap = isFixed(c)
                        && fixedOffset[b] < fixedOffset[c] + size[c]
                        && fixedOffset[c] < fixedOffset[b] + size[b];
                if (overlap && conflict(b, c)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Highest end of a buffer. */
    public long height(long[] offsets) {
        long height = 0;
        for (int b = 0; b < count(); b++) {
            height = Math.max(height, Math.addExact(offsets[b], size[b]));
        }
        return height;
    }

    /** Collects buffers; they are numbered from 0 in the order in which they come. */
    public static final class Builder {

        private static final int INITIAL = 16;

        private long[] size = new long[INITIAL];
        private long[] alignment = new long[INITIAL];
        private long[] fixedOffset = new long[INITIAL];
        private int[] firstInterval = new int[INITIAL + 1];
        private int[] start = new int[INITIAL];
        private int[] end = new int[INITIAL];
        private int count;
        private int intervals;

        private Builder() {}

        /** A buffer that is used during {@code [start, end)}. */
        public Builder add(long size, int start, int end) {
            checkArgument(size > 0, "size %s is not positive", size);
            if (count == this.size.length) {
                growBuffers();
            }
            this.size[count] = size;
            alignment[count] = 1;
            fixedOffset[count] = FREE;
            count++;
            firstInterval[count] = intervals;
            return addInterval(start, end);
        }

        /** The buffer added last is used during {@code [start, end)} too, later than so far. */
        public Builder usedAgain(int start, int end) {
            checkArgument(count > 0, "no buffer was added");
            checkArgument(start >= this.end[intervals - 1], "intervals must be in order and apart");
            if (start == this.end[intervals - 1]) {
                checkArgument(start < end, "[%s, %s) is empty", start, end);
                this.end[intervals - 1] = end;
                return this;
            }
            return addInterval(start, end);
        }

        /** The offset of the buffer added last must be a multiple of this. */
        public Builder aligned(long alignment) {
            checkArgument(count > 0, "no buffer was added");
            checkArgument(alignment > 0, "alignment %s is not positive", alignment);
            this.alignment[count - 1] = alignment;
            return this;
        }

        /** The buffer added last lies here, whatever its alignment. */
        public Builder fixedAt(long offset) {
            checkArgument(count > 0, "no buffer was added");
            checkArgument(offset >= 0, "offset %s is negative", offset);
            fixedOffset[count - 1] = offset;
            return this;
        }

        public Rectangles build() {
            long total = 0;
            for (int b = 0; b < count; b++) {
                total = Math.addExact(total, Math.addExact(size[b], alignment[b]));
                total = Math.addExact(total, Math.max(0, fixedOffset[b]));
            }
            return new Rectangles(this);
        }

        private Builder addInterval(int from, int to) {
            checkArgument(from < to, "[%s, %s) is empty", from, to);
            if (intervals == start.length) {
                start = Arrays.copyOf(start, 2 * intervals);
                end = Arrays.copyOf(end, 2 * intervals);
            }
            start[intervals] = from;
            end[intervals] = to;
            intervals++;
            firstInterval[count] = intervals;
            return this;
        }

        private void growBuffers() {
            int length = 2 * count;
            size = Arrays.copyOf(size, length);
            alignment = Arrays.copyOf(alignment, length);
            fixedOffset = Arrays.copyOf(fixedOffset, length);
            firstInterval = Arrays.copyOf(firstInterval, length + 1);
        }
    }
}
