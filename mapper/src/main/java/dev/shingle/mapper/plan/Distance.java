package dev.shingle.mapper.plan;

/**
 * How close an operator's output may come to one of its dying inputs, in words (docs/model.md).
 *
 * <p>Forward: {@code start(input) - start(output) >= words} is safe. Reverse: {@code end(output) - end(input) >= words} is
 * safe. {@link #FREE}: any offset is safe. A distance equal to the output's size says no more than that the two are
 * disjoint.
 */
public record Distance(long words) {

    /** No read follows a write: the two may lie anywhere, even on top of each other. */
    public static final Distance FREE = new Distance(Long.MIN_VALUE);

    public static Distance ofWords(long words) {
        return new Distance(words);
    }

    public boolean isFree() {
        return words == Long.MIN_VALUE;
    }

    /** The more demanding of two distances. */
    public Distance max(Distance other) {
        return words >= other.words ? this : other;
    }

    @Override
    public String toString() {
        return isFree() ? "free" : words + " words";
    }
}
