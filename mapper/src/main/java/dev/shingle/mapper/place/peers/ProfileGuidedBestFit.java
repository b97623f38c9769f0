package dev.shingle.mapper.place.peers;

import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Fills the plane of time and offset from below. The contour of what is placed consists of offset lines; take the lowest
 * (the earliest of several), put on it, of the buffers whose whole life lies within it, the one that lives longest. If
 * there is none, lift the line to the lower one of its neighbours and join the two.
 *
 * <pre>
 *   offset           |____
 *     ^         _____|    |      three lines; the first is the lowest. A buffer that lives within it rests there,
 *     |  ______|          |      or it is lifted to the height of the second.
 *        time -&gt;
 * </pre>
 *
 * <p>"Best-fit heuristic" for dynamic storage allocation in T. Sekiyama, T. Imamichi, H. Imai, R. Raymond,
 * <i>Profile-guided memory optimization for deep neural networks</i>, arXiv 1804.10001, after Burke, Kendall and
 * Whitwell's best fit for strips. Of equally long lives the larger buffer comes first, then the lower number. O(n^2).
 *
 * <p>The paper knows neither fixed starts nor separations. Buffers with fixed starts are there first, and a buffer that
 * cannot rest exactly on the line because of them waits until the line has risen far enough. Separations are kept, but
 * the contour always rises by a buffer's whole size.
 *
 * <p>Overlaps nothing; takes no notice of a capacity.
 */
public final class ProfileGuidedBestFit implements Planner {

    @Override
    public String name() {
        return "profile-guided-best-fit";
    }

    @Override
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        PlacementProblem disjoint = problem.disjoint();
        Arrangement arrangement = new Filling(disjoint).run();
        return PlacementResult.withStepBound(problem, arrangement, arrangement.peak(disjoint));
    }

    private static final class Filling {

        private final PlacementProblem problem;
        private final FreeStarts free;
        private final OffsetLines lines;
        private final Set<Integer> waiting = new LinkedHashSet<>();

        Filling(PlacementProblem problem) {
            this.problem = problem;
            this.free = new FreeStarts(problem);
            this.lines = new OffsetLines(problem.stepCount());
            Comparator<Integer> byLife = Comparator.comparingInt(this::lifeSteps);
            Comparator<Integer> bySize = Comparator.comparingLong(problem::size);
            int[] order = Order.of(problem.bufferCount(), byLife.reversed().thenComparing(bySize.reversed()));
            for (int buffer : order) {
                if (!free.isPlaced(buffer)) {
                    waiting.add(buffer);
                }
            }
        }

        private int lifeSteps(int buffer) {
            return problem.live(buffer).end() - problem.live(buffer).start();
        }

        Arrangement run() {
            while (!waiting.isEmpty()) {
                OffsetLines.Line line = lines.lowest();
                Optional<Integer> resting = restingOn(line);
                if (resting.isPresent()) {
                    put(resting.get(), line);
                } else {
                    lines.lift(line, nextChance(line));
                }
            }
            return new Arrangement(free.starts(), problem.preferredDirections());
        }

        private void put(int buffer, OffsetLines.Line line) {
            free.put(buffer, problem.startUp(buffer, line.offset()));
            waiting.remove(buffer);
            lines.raise(line, problem.live(buffer), free.end(buffer));
        }

        /** Who lives longest of those that can start at the line. */
        private Optional<Integer> restingOn(OffsetLines.Line line) {
            return waiting.stream()
                    .filter(buffer -> line.contains(problem.live(buffer)))
                    .filter(buffer -> free.lowestFrom(buffer, line.offset()) == problem.startUp(buffer, line.offset()))
                    .findFirst();
        }

        /** Where the first of those can start that are within the line, but held off by buffers with fixed starts. */
        private OptionalLong nextChance(OffsetLines.Line line) {
            return waiting.stream()
                    .filter(buffer -> line.contains(problem.live(buffer)))
                    .mapToLong(buffer -> free.lowestFrom(buffer, line.offset()))
                    .min();
        }
    }
}
