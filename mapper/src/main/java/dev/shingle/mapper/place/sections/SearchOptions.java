package dev.shingle.mapper.place.sections;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.EnumSet;

/**
 * How to search.
 *
 * @param seed of the noise; the same seed gives the same answer
 * @param threads one or two; the answer does not depend on it
 * @param tricks what is switched on
 * @param restartNodes nodes until the first restart
 * @param passes rounds of inference per node
 * @param cacheLog2 logarithm of the number of failed parts to remember
 */
public record SearchOptions(
        long seed, int threads, ImmutableSet<Trick> tricks, long restartNodes, int passes, int cacheLog2) {

    public SearchOptions {
        checkArgument(threads == 1 || threads == 2, "threads %s is neither 1 nor 2", threads);
        checkArgument(restartNodes > 0, "restartNodes %s is not positive", restartNodes);
        checkArgument(passes >= 0, "passes %s is negative", passes);
        checkArgument(cacheLog2 >= 0 && cacheLog2 <= 24, "cacheLog2 %s is not in 0..24", cacheLog2);
    }

    /** Every trick on, two threads. */
    public static SearchOptions standard() {
        return new SearchOptions(1, 2, Sets.immutableEnumSet(EnumSet.allOf(Trick.class)), 1000, 2, 18);
    }

    public boolean uses(Trick trick) {
        return tricks.contains(trick);
    }

    public SearchOptions without(Trick trick) {
        return withTricks(Sets.immutableEnumSet(Sets.difference(tricks, ImmutableSet.of(trick))));
    }

    public SearchOptions withTricks(ImmutableSet<Trick> others) {
        return new SearchOptions(seed, threads, others, restartNodes, passes, cacheLog2);
    }

    public SearchOptions withSeed(long another) {
        return new SearchOptions(another, threads, tricks, restartNodes, passes, cacheLog2);
    }

    public SearchOptions withThreads(int number) {
        return new SearchOptions(seed, number, tricks, restartNodes, passes, cacheLog2);
    }
}
