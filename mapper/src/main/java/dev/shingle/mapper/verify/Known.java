package dev.shingle.mapper.verify;

import static dev.shingle.mapper.plan.Certificate.ORIGIN;

import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.verify.PairOrders.Separation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is assumed on a path of a proof: the capacity M lies in a range, buffers start in ranges, steps have directions,
 * pairs have orders. Everything assumed can be taken back in reverse order.
 *
 * <p>A difference start(to) - start(from) &gt;= words + turns * M follows from it for
 *
 * <ul>
 *   <li>address 0 and a buffer: its lowest start;
 *   <li>a buffer and address 0: minus its highest start, which is M - size rounded down to the alignment with linear
 *       addresses, M - 1 with circular ones, or less by assumption;
 *   <li>two buffers whose order is assumed: equation (9), with the directions that are assumed; the laxer one of the
 *       machine's directions where none is.
 * </ul>
 *
 * <p>Circular addresses: alignment is left out of account. The starts of all placements that keep to it are among those
 * considered, so what is refuted is more than is asked.
 */
final class Known {

    /** Assumptions, one at a time. */
    sealed interface Fact {}

    /** The capacity is from {@code least} to {@code most}; at most what was known before. */
    record Fits(long least, long most) implements Fact {}

    /** The buffer starts from {@code first} to {@code last}. */
    record Starts(int buffer, long first, long last) implements Fact {}

    /** The step runs in this direction. */
    record Runs(int step, Traversal traversal) implements Fact {}

    /** One case of an order, as {@link dev.shingle.mapper.plan.Certificate.Order} counts them. */
    record Apart(int a, int b, int turns) implements Fact {}

    private final ClearanceTable table;
    private final long grain;
    private final long[] first;
    private final long[] last;
    private final int[][] directions;
    private final PairOrders orders;
    private long leastCapacity;
    private long mostCapacity;
    private int others;

    Known(ClearanceTable table, long leastCapacity, long mostCapacity) {
        this.table = table;
        this.grain = table.isCircular() ? 1 : table.alignmentWords();
        this.first = new long[table.buffers()];
        this.last = new long[table.buffers()];
        Arrays.fill(last, Long.MAX_VALUE);
        this.directions = new int[table.steps()][Traversal.values().length];
        this.orders = new PairOrders(table.isCircular());
        this.leastCapacity = leastCapacity;
        this.mostCapacity = mostCapacity;
    }

    long leastCapacity() {
        return leastCapacity;
    }

    long mostCapacity() {
        return mostCapacity;
    }

    /** No capacity is left: anything follows. */
    boolean isVoid() {
        return leastCapacity > mostCapacity;
    }

    /** Nothing but capacities is assumed. */
    boolean isFree() {
        return others == 0;
    }

    /** The highest start of a buffer in the largest scratchpad. */
    long highestStart(int buffer) {
        long end = table.isCircular() ? 1 : table.sizeWords(buffer);
        return Grains.down(Math.subtractExact(mostCapacity, end), grain);
    }

    /** Adds a fact; what is returned takes it back. */
    Fact assume(Fact fact) {
        if (fact instanceof Fits fits) {
            Fact before = new Fits(leastCapacity, mostCapacity);
            leastCapacity = Math.max(leastCapacity, fits.least());
            mostCapacity = Math.min(mostCapacity, fits.most());
            return before;
        }
        if (fact instanceof Starts starts) {
            others++;
            int buffer = starts.buffer();
            Fact before = new Starts(buffer, first[buffer], last[buffer]);
            first[buffer] = Math.max(first[buffer], Grains.up(starts.first(), grain));
            last[buffer] = Math.min(last[buffer], Grains.down(starts.last(), grain));
            return before;
        }
        count(fact, 1);
        return fact;
    }

    /** Takes back the latest fact that has not been taken back. */
    void restore(Fact before) {
        if (before instanceof Fits fits) {
            leastCapacity = fits.least();
            mostCapacity = fits.most();
        } else if (before instanceof Starts starts) {
            others--;
            first[starts.buffer()] = starts.first();
            last[starts.buffer()] = starts.last();
        } else {
            count(before, -1);
        }
    }

    private void count(Fact fact, int change) {
        others += change;
        if (fact instanceof Runs runs) {
            directions[runs.step()][runs.traversal().ordinal()] += change;
        } else if (fact instanceof Apart apart) {
            orders.count(apart, change);
        }
    }

    /** The strongest known difference from one buffer, or {@link #ORIGIN}, to another. */
    Separation difference(int from, int to) {
        if (from == to) {
            throw new ProofFlaw("buffer " + from + " behind itself in a cycle", "a change");
        }
        if (from == ORIGIN) {
            return new Separation(first[to], 0);
        }
        if (to == ORIGIN) {
            return highest(from);
        }
        return orders.strongest(from, to, clearance(from, to), this::least)
                .orElseThrow(() -> new ProofFlaw(
                        "a step from buffer %d to buffer %d".formatted(from, to), "two whose order is known here"));
    }

    private Separation highest(int buffer) {
        long highest = highestStart(buffer);
        if (last[buffer] <= highest) {
            return new Separation(-last[buffer], 0);
        }
        return table.isCircular() ? new Separation(1, -1) : new Separation(-highest, 0);
    }

    /** The least value of a difference over all capacities. */
    long least(Separation separation) {
        return Math.min(separation.words(leastCapacity), separation.words(mostCapacity));
    }

    /** d(below, above) of equation (9) as far as directions are known, rounded up. */
    long clearance(int below, int above) {
        int step = table.decidingStep(below, above);
        if (step == ClearanceTable.NO_STEP) {
            return Grains.up(table.sizeWords(below), grain);
        }
        Set<Traversal> assumed = EnumSet.noneOf(Traversal.class);
        for (Traversal traversal : table.traversals()) {
            if (directions[step][traversal.ordinal()] > 0) {
                assumed.add(traversal);
            }
        }
        long words = assumed.isEmpty() ? Long.MAX_VALUE : Long.MIN_VALUE;
        for (Traversal traversal : assumed.isEmpty() ? table.traversals() : assumed) {
            long one = table.clearanceWords(below, above, traversal);
            words = assumed.isEmpty() ? Math.min(words, one) : Math.max(words, one);
        }
        return Grains.up(words, grain);
    }
}
