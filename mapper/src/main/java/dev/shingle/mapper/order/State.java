package dev.shingle.mapper.order;

import com.google.common.primitives.ImmutableIntArray;
import org.jspecify.annotations.Nullable;

/**
 * A set of executed tasks that contains with every task all those before it, and the best known way to it.
 *
 * @param done the set
 * @param count its size
 * @param ready tasks that can run next, ascending
 * @param liveWords aligned sizes of the buffers that are needed later
 * @param peakWords what the most demanding task on the way needed
 * @param path the way
 */
record State(
        TaskSet done,
        int count,
        ImmutableIntArray ready,
        long liveWords,
        long peakWords,
        @Nullable Path path) {}
