package dev.shingle.mapper.verify;

/** The operand's channels that a group of channels of the grid reads, as ranges. */
interface ChannelReads {

    void visit(int firstChannel, int endChannel, Ranges ranges);

    /** Whether the answer does not depend on the group. */
    default boolean isSameForAllGroups() {
        return false;
    }

    /** Takes {@code [first, end)}. */
    interface Ranges {
        void range(int first, int end);
    }

    static ChannelReads same() {
        return (first, end, ranges) -> ranges.range(first, end);
    }

    static ChannelReads all(int channels) {
        return new ChannelReads() {
            @Override
            public void visit(int firstChannel, int endChannel, Ranges ranges) {
                ranges.range(0, channels);
            }

            @Override
            public boolean isSameForAllGroups() {
                return true;
            }
        };
    }

    /** The channels that a window of {@code size} around some channel of the group covers; an even one reaches further up. */
    static ChannelReads around(int size, int channels) {
        int above = size >> 1;
        int below = size - 1 - above;
        return (first, end, ranges) -> ranges.range(first > below ? first - below : 0, Math.min(end + above, channels));
    }

    /** Channel by channel as an axis says. */
    static ChannelReads of(AxisReads axis) {
        return (first, end, ranges) -> {
            for (int channel = first; channel < end; channel++) {
                axis.visit(channel, i -> ranges.range(i, i + 1));
            }
        };
    }
}
