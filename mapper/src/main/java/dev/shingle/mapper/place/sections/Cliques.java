package dev.shingle.mapper.place.sections;

import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.PlacementProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A placement problem as {@link Rectangles}. All that a section has to be is a clique: a set of buffers any two of which
 * must be disjoint. Where everything that lives at a step must be, the step is the clique; where some pairs are free of each
 * other, because one pauses while the other is in use, the step is replaced by several cliques that cover its other pairs.
 *
 * <pre>
 *   step 3: a b c d, but a and c are free of each other   becomes   3': a b d    4': b c d
 * </pre>
 *
 * So a buffer is "unused" in some of the new steps, just as if the trace had said so. Greedy: a pair not covered yet, and
 * everyone who conflicts with all who are in already; a step with m buffers and p pairs takes O(p m^2) at worst.
 */
final class Cliques {

    private final PlacementProblem problem;
    private final List<List<Integer>> intervals = new ArrayList<>();
    private int now;

    private Cliques(PlacementProblem problem) {
        this.problem = problem;
        for (int b = 0; b < problem.bufferCount(); b++) {
            intervals.add(new ArrayList<>());
        }
    }

    /** Linear addresses, no meetings. Pairs that need less than being disjoint, but are not free, count as disjoint. */
    static Rectangles of(PlacementProblem problem) {
        Cliques cliques = new Cliques(problem);
        if (problem.separations().isEmpty()) {
            IntStream.range(0, problem.bufferCount()).forEach(cliques::live);
        } else {
            Arrays.stream(problem.liveSets()).forEach(cliques::split);
        }
        return cliques.rectangles();
    }

    /** Whether every separation either frees the pair or demands no less than being disjoint. */
    static boolean areExact(PlacementProblem problem) {
        return problem.separations().stream()
                .allMatch(each -> each.ab() + each.ba() <= 0
                        || (each.ab() == problem.size(each.a()) && each.ba() == problem.size(each.b())));
    }

    private void live(int buffer) {
        use(buffer, problem.live(buffer).start(), problem.live(buffer).end());
    }

    private void use(int buffer, int from, int to) {
        List<Integer> ends = intervals.get(buffer);
        if (!ends.isEmpty() && ends.get(ends.size() - 1) == from) {
            ends.set(ends.size() - 1, to);
        } else {
            ends.add(from);
            ends.add(to);
        }
    }

    private void split(int[] live) {
        boolean[][] isOpen = conflicts(live);
        for (int i = 0; i < live.length; i++) {
            for (int j = 0; j < i; j++) {
                if (isOpen[i][j]) {
                    emit(live, grow(live, i, j), isOpen);
                }
            }
        }
        for (int buffer : live) {
            if (intervals.get(buffer).isEmpty()) {
                use(buffer, now, ++now);
            }
        }
    }

    private boolean[][] conflicts(int[] live) {
        boolean[][] conflicts = new boolean[live.length][live.length];
        for (int i = 0; i < live.length; i++) {
            for (int j = 0; j < live.length; j++) {
                conflicts[i][j] = i != j && conflict(live[i], live[j]);
            }
        }
        return conflicts;
    }

    private boolean conflict(int one, int other) {
        int pair = problem.pairOf(one, other);
        return problem.clearance(one, pair, Traversal.FORWARD) + problem.clearance(other, pair, Traversal.FORWARD) > 0;
    }

    /** Indices into the live buffers. */
    private List<Integer> grow(int[] live, int one, int other) {
        List<Integer> clique = new ArrayList<>(List.of(one, other));
        for (int i = 0; i < live.length; i++) {
            int next = i;
            if (next != one
                    && next != other
                    && clique.stream().allMatch(member -> conflict(live[member], live[next]))) {
                clique.add(next);
            }
        }
        return clique;
    }

    private void emit(int[] live, List<Integer> clique, boolean[][] isOpen) {
        for (int i : clique) {
            clique.forEach(j -> isOpen[i][j] = false);
            use(live[i], now, now + 1);
        }
        now++;
    }

    private Rectangles rectangles() {
        Rectangles.Builder builder = Rectangles.builder();
        for (int b = 0; b < problem.bufferCount(); b++) {
            List<Integer> ends = intervals.get(b);
            builder.add(problem.size(b), ends.get(0), ends.get(1)).aligned(problem.alignment(b));
            problem.fixedStart(b).ifPresent(builder::fixedAt);
            for (int i = 2; i < ends.size(); i += 2) {
                builder.usedAgain(ends.get(i), ends.get(i + 1));
            }
        }
        return builder.build();
    }
}
