package dev.shingle.mapper.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Beam search for blocks with too many sets: task by task, of all sets of equal size the most promising ones are kept,
 * those of the least peak and then of the least that is live. How many depends on the moves that may still be looked at,
 * spread evenly over the tasks that are left. Nothing is proven.
 */
final class Beam {

    private static final int NARROWEST = 16;

    private final Block block;
    private final long allowedWords;
    private final long ceilingWords;
    private final long mostMoves;
    private final long triedBefore;

    Beam(Block block, long allowedWords, long ceilingWords, long mostMoves) {
        this.block = block;
        this.allowedWords = allowedWords;
        this.ceilingWords = ceilingWords;
        this.mostMoves = mostMoves;
        this.triedBefore = block.tried();
    }

    /** An order below the ceiling, if one was found; the allowance as its lower bound. */
    Outcome run() {
        List<State> level = List.of(block.start());
        for (int left = block.count(); left > 0 && !level.isEmpty(); left--) {
            level = best(next(level), left - 1);
        }
        if (level.isEmpty()) {
            return new Outcome(Optional.empty(), ceilingWords, allowedWords, tried());
        }
        State end = level.get(0);
        return new Outcome(Optional.of(Path.toArray(end.path(), end.count())), end.peakWords(), allowedWords, tried());
    }

    private List<State> next(List<State> level) {
        Map<TaskSet, State> next = new LinkedHashMap<>();
        for (State state : level) {
            for (Move move : block.moves(state, cost(state.peakWords()))) {
                long peak = Math.max(state.peakWords(), move.needWords());
                State known = next.get(move.done());
                if (peak < ceilingWords && (known == null || cost(peak) < cost(known.peakWords()))) {
                    next.put(move.done(), block.after(state, move));
                }
            }
        }
        return new ArrayList<>(next.values());
    }

    /** The sort is stable, so among equals those come first that follow the given order. */
    private List<State> best(List<State> level, int tasksLeft) {
        level.sort(Comparator.comparingLong((State state) -> cost(state.peakWords()))
                .thenComparingLong(State::liveWords));
        long movesOfThisLevel = (mostMoves - tried()) / Math.max(1, tasksLeft);
        int kept = 0;
        for (long sum = 0; kept < level.size() && (kept < NARROWEST || sum < movesOfThisLevel); kept++) {
            sum += level.get(kept).ready().length();
        }
        return level.subList(0, kept);
    }

    private long tried() {
        return block.tried() - triedBefore;
    }

    private long cost(long peakWords) {
        return Math.max(peakWords, allowedWords);
    }
}
