package dev.shingle.mapper.place.sections;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.search.OverlapPlanner;
import java.util.Optional;

/**
 * Plain allocation by {@link LeastHeight}: without a capacity the least height, with one the first packing that fits.
 *
 * <p>The best that can be done without overlap: networks are placed as if operands and results never met, against the
 * bound of plans that overlap. Circular addresses without meetings, and huge sums, are left to {@link OverlapPlanner}. Where
 * separations let buffers overlap by a part of themselves, both planners have a go, and the lower placement is the answer;
 * the bound is the other planner's then.
 */
public final class SectionPlanner implements Planner {

    /** Sums of sizes stay below half of a {@code long}. */
    private static final long MOST = Long.MAX_VALUE / 4;

    private final Planner fallback = new OverlapPlanner();

    @Override
    public String name() {
        return "section-search";
    }

    @Override
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        if (!isWithinReach(problem)) {
            return fallback(problem, options);
        }
        if (!problem.meetings().isEmpty()) {
            PlacementResult disjoint = search(problem.disjoint(), options);
            return PlacementResult.withStepBound(problem, disjoint.arrangement(), disjoint.height());
        }
        if (problem.addressing() != Addressing.LINEAR) {
            return fallback(problem, options);
        }
        if (Cliques.areExact(problem)) {
            return search(problem, options);
        }
        PlacementResult overlapped = fallback(problem, options);
        PlacementResult disjoint = search(problem, options);
        return disjoint.height() < overlapped.height()
                ? new PlacementResult(
                        disjoint.arrangement(), disjoint.height(), overlapped.lowerBound(), overlapped.certificate())
                : overlapped;
    }

    private PlacementResult fallback(PlacementProblem problem, PlacementOptions options) {
        return fallback.place(problem, options.withBudget(options.budget().part(PlacementOptions.DEFAULT_NODES)));
    }

    private static boolean isWithinReach(PlacementProblem problem) {
        double sum = 0;
        for (int b = 0; b < problem.bufferCount(); b++) {
            sum += (double) problem.size(b)
                    + problem.alignment(b)
                    + problem.fixedStart(b).orElse(0);
        }
        return sum < MOST;
    }

    private static PlacementResult search(PlacementProblem problem, PlacementOptions options) {
        SearchOptions search =
                SearchOptions.standard().withSeed(options.seed()).withThreads(Math.min(2, options.threads()));
        LowerBound bound = LowerBound.of(problem);
        LeastHeight.Goal goal = new LeastHeight.Goal(bound.words(), problem.capacity());
        LeastHeight.Result result = LeastHeight.of(
                Cliques.of(problem),
                goal,
                search,
                options.budget(),
                (height, lower) -> options.watcher().accept(height));
        return new PlacementResult(
                new Arrangement(result.offsets(), problem.preferredDirections()),
                result.height(),
                result.lowerBound(),
                result.lowerBound() == bound.words() ? bound.certificate() : Optional.empty());
    }
}
