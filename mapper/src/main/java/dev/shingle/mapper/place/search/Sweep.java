package dev.shingle.mapper.place.search;

import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A sweep through time at a fixed capacity: a state is where the live buffers lie; each arriving buffer tries every
 * direction of its step and every interesting start; a beam of states survives.
 *
 * <pre>
 *   interesting starts of a new buffer:   0 |  [== b ==]      [=== c ===]   | C
 *                                         ^  ^          ^    ^           ^ ^
 *                          bottom, both edges of every forbidden interval, top
 * </pre>
 *
 * <p>States that agree on everything that lives on are merged. Where one tensor is live, a handful of states remains, and
 * the sweep is a small dynamic programme. Which states survive is a guess: those whose free words lie together, now and
 * after the next deaths. A sweep that fails proves nothing.
 *
 * <p>One buffer costs O(width * k^2) for k live ones; a step of many results is swept result by result, so nothing
 * explodes. Both kinds of addresses.
 */
final class Sweep {

    /** The arrival of one buffer. */
    private static final class Level {
        final int buffer;
        final int step;
        final boolean opensStep;
        /** Positions in the previous level's live array of what is still live. */
        final int[] kept;
        /** Live buffers with the new one last, and the meeting of each with the new one. */
        final int[] live;

        final int[] meetings;

        Level(PlacementProblem problem, int buffer, int step, boolean opensStep, int[] before) {
            this.buffer = buffer;
            this.step = step;
            this.opensStep = opensStep;
            List<Integer> positions = new ArrayList<>();
            for (int i = 0; i < before.length; i++) {
                if (problem.live(before[i]).end() > step) {
                    positions.add(i);
                }
            }
            this.kept = positions.stream().mapToInt(Integer::intValue).toArray();
            this.live = new int[kept.length + 1];
            this.meetings = new int[kept.length];
            for (int i = 0; i < kept.length; i++) {
                live[i] = before[kept[i]];
                meetings[i] = problem.pairOf(live[i], buffer);
            }
            live[kept.length] = buffer;
        }
    }

    private record State(Optional<State> parent, Traversal direction, Offsets offsets, double score) {}

    /** Starts of a level's live buffers. */
    private static final class Offsets {
        private final long[] starts;

        Offsets(long[] starts) {
            this.starts = starts;
        }

        long get(int position) {
            return starts[position];
        }
    }

    /** What two states must share to be merged. */
    private static final class Key {
        private final long[] values;

        Key(long[] values) {
            this.values = values;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(values, key.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    private final PlacementProblem problem;
    private final List<Level> levels = new ArrayList<>();
    private long placements;

    Sweep(PlacementProblem problem) {
        this.problem = problem;
        Integer[] order = new Integer[problem.bufferCount()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                Comparator.<Integer>comparingInt(buffer -> problem.live(buffer).start())
                        .thenComparing(
                                Comparator.<Integer>comparingLong(problem::size).reversed()));
        int step = -1;
        int[] live = {};
        for (int buffer : order) {
            int start = problem.live(buffer).start();
            Level level = new Level(problem, buffer, start, start != step, live);
            levels.add(level);
            live = level.live;
            step = start;
        }
    }

    /** Starts tried since construction. */
    long placements() {
        return placements;
    }

    /**
     * A placement within the space, if a beam of the given width holds one to the end.
     *
     * @param foresight how much the gaps after later deaths count beside those of now; 1 is a good start
     */
    Optional<Arrangement> run(Space space, int width, double foresight) {
        List<State> beam =
                List.of(new State(Optional.empty(), problem.preferredTraversal(), new Offsets(new long[0]), 0));
        for (int i = 0; i < levels.size() && !beam.isEmpty(); i++) {
            List<State> next = new ArrayList<>();
            Set<Key> seen = new HashSet<>();
            int[] survivors = survivors(i);
            for (State state : beam) {
                expand(state, levels.get(i), space, survivors, foresight, seen, next);
            }
            if (next.size() > width) {
                next.sort(Comparator.comparingDouble(State::score).reversed());
                next = next.subList(0, width);
            }
            beam = next;
        }
        return beam.isEmpty() ? Optional.empty() : Optional.of(traceBack(beam.get(0)));
    }

    /** Positions in a level's live array that the next level still sees. */
    private int[] survivors(int level) {
        return level + 1 < levels.size() ? levels.get(level + 1).kept : new int[0];
    }

    private void expand(
            State state, Level level, Space space, int[] survivors, double foresight, Set<Key> seen, List<State> next) {
        boolean matters = problem.meetingsOf(level.step).length > 0;
        for (Traversal direction : Traversal.values()) {
            boolean allowed = level.opensStep
                    ? problem.traversals().contains(direction) && (matters || direction == problem.preferredTraversal())
                    : direction == state.direction;
            if (!allowed) {
                continue;
            }
            long[] starts = new long[level.live.length];
            for (int i = 0; i < level.kept.length; i++) {
                starts[i] = state.offsets.get(level.kept[i]);
            }
            for (long start : candidates(level, starts, direction, space)) {
                placements++;
                if (isSafe(level, starts, start, direction, space)) {
                    long[] placed = starts.clone();
                    placed[placed.length - 1] = start;
                    if (seen.add(key(placed, survivors, direction))) {
                        double score = score(level, placed, survivors, space, foresight);
                        next.add(new State(Optional.of(state), direction, new Offsets(placed), score));
                    }
                }
            }
        }
    }

    private static Key key(long[] placed, int[] survivors, Traversal direction) {
        long[] values = new long[survivors.length + 1];
        for (int i = 0; i < survivors.length; i++) {
            values[i] = placed[survivors[i]];
        }
        values[survivors.length] = direction == Traversal.FORWARD ? 0 : 1;
        return new Key(values);
    }

    private long[] candidates(Level level, long[] starts, Traversal direction, Space space) {
        if (problem.fixedStart(level.buffer).isPresent()) {
            return new long[] {problem.fixedStart(level.buffer).getAsLong()};
        }
        OptionalLong fixed = problem.fixedStart(level.buffer);
        if (fixed.isPresent()) {
            return new long[] {fixed.getAsLong()};
        }
        long[] candidates = new long[2 + 2 * level.kept.length];
        candidates[1] = Math.max(0, problem.startDown(level.buffer, space.capacity() - problem.size(level.buffer)));
        for (int i = 0; i < level.kept.length; i++) {
            long below = starts[i] - problem.clearance(level.buffer, level.meetings[i], direction);
            long above = starts[i] + problem.clearance(level.live[i], level.meetings[i], direction);
            candidates[2 + 2 * i] = problem.startDown(level.buffer, space.normalise(below));
            candidates[3 + 2 * i] = problem.startUp(level.buffer, space.normalise(above));
        }
        Arrays.sort(candidates);
        return Arrays.stream(candidates).distinct().toArray();
    }

    private boolean isSafe(Level level, long[] starts, long start, Traversal direction, Space space) {
        if (!space.holds(start, problem.size(level.buffer))) {
            return false;
        }
        for (int i = 0; i < level.kept.length; i++) {
            long ab = problem.clearance(level.live[i], level.meetings[i], direction);
            long ba = problem.clearance(level.buffer, level.meetings[i], direction);
            if (!space.separates(starts[i], start, ab, ba)) {
                return false;
            }
        }
        return true;
    }

    /**
     * How well the free words lie together: the sum of squared gaps, as a part of the capacity's square, once for the
     * buffers that live on and once more, weighted by foresight, for each later death among them.
     */
    private double score(Level level, long[] placed, int[] survivors, Space space, double foresight) {
        int[] byStart = sortedByStart(survivors, placed);
        double score = 0;
        double weight = 1;
        int horizon = level.step + 1;
        for (int round = 0; round <= byStart.length; round++) {
            int nextHorizon = Integer.MAX_VALUE;
            long filled = 0;
            double squares = 0;
            for (int position : byStart) {
                int end = problem.live(level.live[position]).end();
                if (end > horizon || round == 0) {
                    squares += square(Math.max(0, placed[position] - filled), space);
                    filled = Math.max(filled, placed[position] + problem.size(level.live[position]));
                    nextHorizon = Math.min(nextHorizon, end);
                }
            }
            score += weight * (squares + square(Math.max(0, space.capacity() - filled), space));
            if (nextHorizon == Integer.MAX_VALUE) {
                break;
            }
            horizon = nextHorizon;
            weight = foresight;
        }
        return score;
    }

    /** Insertion sort: few buffers are live at a time. */
    private static int[] sortedByStart(int[] positions, long[] starts) {
        int[] sorted = positions.clone();
        for (int i = 1; i < sorted.length; i++) {
            int position = sorted[i];
            int j = i - 1;
            while (j >= 0 && starts[sorted[j]] > starts[position]) {
                sorted[j + 1] = sorted[j];
                j--;
            }
            sorted[j + 1] = position;
        }
        return sorted;
    }

    private static double square(long words, Space space) {
        double part = (double) words / Math.max(1, space.capacity());
        return part * part;
    }

    private Arrangement traceBack(State last) {
        long[] offsets = new long[problem.bufferCount()];
        Traversal[] directions = problem.preferredDirections();
        State state = last;
        for (int i = levels.size() - 1; i >= 0; i--) {
            Level level = levels.get(i);
            offsets[level.buffer] = state.offsets.get(level.live.length - 1);
            directions[level.step] = state.direction;
            state = state.parent.orElseThrow(
                    () -> new AssertionError("a state without a parent above the first level"));
        }
        return new Arrangement(offsets, directions);
    }
}
