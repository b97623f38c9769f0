package dev.shingle.mapper.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Beam search for blocks with too many sets: task by task, of all sets of equal size the {@code width} most promising ones
 * are kept, those of the least peak and then of the least that is live. Nothing is proven.
 */
final class Beam {

    private final Block block;
    private final long allowedWords;
    private final long ceilingWords;
    private final int width;
    private long states;

    Beam(Block block, long allowedWords, long ceilingWords, int width) {
        this.block = block;
        this.allowedWords = allowedWords;
        this.ceilingWords = ceilingWords;
        this.width = width;
    }

    /** An order below the ceiling, if one was found; the allowance as its lower bound. */
    Outcome run() {
        List<State> level = List.of(block.start());
        for (int count = 0; count < block.count() && !level.isEmpty(); count++) {
            level = best(next(level));
        }
        if (level.isEmpty()) {
            return new Outcome(Optional.empty(), ceilingWords, allowedWords, states);
        }
        State end = level.get(0);
        return new Outcome(
                Optional.of(Path.toArray(end.path(), end.count())), end.peakWords(), allowedWords, states);
    }

    private List<State> next(List<State> level) {
        Map<TaskSet, State> next = new LinkedHashMap<>();
        for (State state : level) {
            for (Move move : block.moves(state, cost(state))) {
                State after = block.after(state, move);
                if (after.peakWords() < ceilingWords) {
                    next.merge(after.done(), after, (a, b) -> cost(b) < cost(a) ? b : a);
                }
            }
        }
        states += next.size();
        return new ArrayList<>(next.values());
    }

    /** The sort is stable, so among equals those come first that follow the given order. */
    private List<State> best(List<State> level) {
        level.sort(Comparator.comparingLong(this::cost).thenComparingLong(State::liveWords));
        return level.subList(0, Math.min(width, level.size()));
    }

    private long cost(State state) {
        return Math.max(state.peakWords(), allowedWords);
    }
}
