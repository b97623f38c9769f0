package dev.shingle.mapper.place.trace;

import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.trace.TracedBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Time as a planner needs it: a new section begins only when a buffer begins after another has ended.
 *
 * <pre>
 *   a  |-----------|
 *   b     |----|           a and b begin in section 0, c in section 1, for b has ended by then;
 *   c            |----|    a ends in section 1
 *      0         1
 * </pre>
 *
 * <p>Two buffers share a section exactly if their lives have a common time, and the sections are the maximal sets of
 * buffers that live together: at most as many as buffers, whatever the times are. {@code O(n log n)}.
 */
final class Sections {

    private Sections() {}

    /** The sections of each buffer's life. */
    static List<LiveRange> of(AllocationTrace trace) {
        List<TracedBuffer> buffers = trace.buffers();
        int[] byBegin =
                order(buffers, Comparator.comparingLong(i -> buffers.get(i).lower()));
        int[] byEnd =
                order(buffers, Comparator.comparingLong(i -> buffers.get(i).upper()));
        int[] starts = new int[buffers.size()];
        int[] ends = new int[buffers.size()];
        int section = 0;
        int ended = 0;
        for (int buffer : byBegin) {
            int before = ended;
            while (buffers.get(byEnd[ended]).upper() <= buffers.get(buffer).lower()) {
                ends[byEnd[ended++]] = section + 1;
            }
            section += ended > before ? 1 : 0;
            starts[buffer] = section;
        }
        while (ended < ends.length) {
            ends[byEnd[ended++]] = section + 1;
        }
        return IntStream.range(0, starts.length)
                .mapToObj(i -> new LiveRange(starts[i], ends[i]))
                .toList();
    }

    private static int[] order(List<TracedBuffer> buffers, Comparator<Integer> by) {
        Integer[] order = new Integer[buffers.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, by);
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
}
