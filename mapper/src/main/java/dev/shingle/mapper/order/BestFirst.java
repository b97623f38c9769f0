package dev.shingle.mapper.order;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Dynamic programming over the sets of executed tasks of a block, cheapest first: the first time that the full set is
 * taken out of the queue, its peak is the least.
 *
 * <p>Peaks up to {@code allowed} cost nothing, because some other task needs that much in any order; among equal peaks the
 * fullest set goes first. So if the allowance suffices, the search walks straight to the end. Sets at the ceiling or above
 * are dropped. Time and memory are linear in the number of sets times their ready tasks; at most {@code n + 1} sets for a
 * chain, the product of the lengths plus one for parallel chains.
 *
 * <p>If that takes too many moves or too much memory the search stops. All sets of a smaller peak than the next one have been expanded then, so
 * that peak is a lower bound.
 */
final class BestFirst {

    private static final long MOST_BYTES = 128L << 20;
    private static final int BYTES_OF_A_SET = 200;

    private record Entry(State state, long number) {}

    private final Block block;
    private final long allowedWords;
    private final long ceilingWords;
    private final long mostMoves;
    private final long mostSets;
    private final Map<TaskSet, Long> peaks = new HashMap<>();
    private final PriorityQueue<Entry> queue;
    private final long triedBefore;
    private long entries;

    BestFirst(Block block, long allowedWords, long ceilingWords, long mostMoves) {
        this.block = block;
        this.allowedWords = allowedWords;
        this.ceilingWords = ceilingWords;
        this.mostMoves = mostMoves;
        this.triedBefore = block.tried();
        this.mostSets = MOST_BYTES / (BYTES_OF_A_SET + block.count());
        this.queue = new PriorityQueue<>(Comparator.comparingLong((Entry entry) -> cost(entry.state()))
                .thenComparing(entry -> -entry.state().count())
                .thenComparingLong(Entry::number));
    }

    /** An order below the ceiling if there is one; none and a lower bound below the ceiling if there were too many sets. */
    Outcome run() {
        State start = block.start();
        peaks.put(start.done(), start.peakWords());
        queue.add(new Entry(start, entries++));
        while (!queue.isEmpty()) {
            State state = queue.remove().state();
            if (state.count() == block.count()) {
                int[] order = Path.toArray(state.path(), state.count());
                return new Outcome(Optional.of(order), state.peakWords(), cost(state), tried());
            }
            if (tried() > mostMoves || peaks.size() > mostSets) {
                return new Outcome(Optional.empty(), ceilingWords, cost(state), tried());
            }
            if (state.peakWords() == peaks.getOrDefault(state.done(), -1L)) {
                block.moves(state, cost(state)).forEach(move -> offer(state, move));
            }
        }
        return new Outcome(Optional.empty(), ceilingWords, ceilingWords, tried());
    }

    private long tried() {
        return block.tried() - triedBefore;
    }

    private long cost(State state) {
        return Math.max(state.peakWords(), allowedWords);
    }

    private void offer(State state, Move move) {
        long peak = Math.max(state.peakWords(), move.needWords());
        if (peak >= ceilingWords) {
            return;
        }
        Long known = peaks.get(move.done());
        if (known == null || Math.max(known, allowedWords) > Math.max(peak, allowedWords)) {
            peaks.put(move.done(), peak);
            queue.add(new Entry(block.after(state, move), entries++));
        }
    }
}
