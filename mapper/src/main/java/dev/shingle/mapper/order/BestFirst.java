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
 * <p>If there are too many sets the search stops. All sets of a smaller peak than the next one have been expanded then, so
 * that peak is a lower bound.
 */
final class BestFirst {

    private record Entry(State state, long number) {}

    private final Block block;
    private final long allowedWords;
    private final long ceilingWords;
    private final long mostStates;
    private final Map<TaskSet, Long> peaks = new HashMap<>();
    private final PriorityQueue<Entry> queue;
    private long entries;

    BestFirst(Block block, long allowedWords, long ceilingWords, long mostStates) {
        this.block = block;
        this.allowedWords = allowedWords;
        this.ceilingWords = ceilingWords;
        this.mostStates = mostStates;
        this.queue = new PriorityQueue<>(Comparator.comparingLong((Entry entry) -> cost(entry.state()))
                .thenComparing(entry -> -entry.state().count())
                .thenComparingLong(Entry::number));
    }

    /** An order below the ceiling if there is one; none and a lower bound below the ceiling if there were too many sets. */
    Outcome run() {
        offer(block.start());
        while (!queue.isEmpty()) {
            State state = queue.remove().state();
            if (state.count() == block.count()) {
                int[] order = Path.toArray(state.path(), state.count());
                return new Outcome(Optional.of(order), state.peakWords(), cost(state), peaks.size());
            }
            if (peaks.size() > mostStates) {
                return new Outcome(Optional.empty(), ceilingWords, cost(state), peaks.size());
            }
            if (state.peakWords() == peaks.getOrDefault(state.done(), -1L)) {
                block.moves(state, cost(state)).forEach(move -> offer(block.after(state, move)));
            }
        }
        return new Outcome(Optional.empty(), ceilingWords, ceilingWords, peaks.size());
    }

    private long cost(State state) {
        return Math.max(state.peakWords(), allowedWords);
    }

    private void offer(State state) {
        if (state.peakWords() >= ceilingWords) {
            return;
        }
        Long known = peaks.get(state.done());
        if (known == null || Math.max(known, allowedWords) > cost(state)) {
            peaks.put(state.done(), state.peakWords());
            queue.add(new Entry(state, entries++));
        }
    }
}
