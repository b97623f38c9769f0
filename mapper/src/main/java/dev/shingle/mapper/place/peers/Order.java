package dev.shingle.mapper.place.peers;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Buffers sorted by what a planner takes first. */
final class Order {

    private Order() {}

    /** All buffers; those that compare equal in order of their numbers. */
    static int[] of(int buffers, Comparator<Integer> first) {
        return IntStream.range(0, buffers)
                .boxed()
                .sorted(first)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
