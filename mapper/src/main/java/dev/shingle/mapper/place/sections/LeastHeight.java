package dev.shingle.mapper.place.sections;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.mapper.place.Budget;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The least height below which rectangles fit: dives give a first height, decisions ({@link SectionSearch}) lower it.
 *
 * <p>The lower bound is tried first, because it is so often the answer; then the best height is lowered step by step. A
 * decision that gives up proves nothing and only makes the next step smaller; when steps cannot get smaller, everything
 * starts again with three times the nodes. Instances too large for the search are left to iterated dives.
 */
public final class LeastHeight {

    private static final long FIRST_NODES = 8_000;
    private static final int GROWTH = 3;
    private static final int FIRST_STEPS = 8;
    private static final int SEARCHABLE_INCIDENCES = 1_000_000;
    private static final int FIRST_DIVES = 40;

    private final Sections sections;
    private final Goal goal;
    private final SearchOptions options;
    private final Budget budget;
    private final HeightListener listener;
    private final long unit;
    private long lowerBound;
    private long height = Long.MAX_VALUE;
    private long[] offsets = new long[0];
    private long nodes;

    private LeastHeight(Sections sections, Goal goal, SearchOptions options, Budget budget, HeightListener listener) {
        this.sections = sections;
        this.goal = goal;
        this.options = options;
        this.budget = budget;
        this.listener = listener;
        unit = sections.isPlain ? sizes(sections).reduce(0, LeastHeight::gcd) : 1;
        lowerBound = Math.max(goal.lowerBound, sections.lowerBound());
    }

    /**
     * What is asked.
     *
     * @param lowerBound no placement is lower, as the caller knows
     * @param capacity whatever fits below it will do; empty if the least height is wanted
     */
    public record Goal(long lowerBound, OptionalLong capacity) {

        /** The least height, of which nothing is known. */
        public static Goal least() {
            return new Goal(0, OptionalLong.empty());
        }
    }

    /**
     * What was reached.
     *
     * @param offsets of the buffers; the array belongs to the caller
     * @param height of these offsets
     * @param lowerBound no placement is lower
     * @param nodes visited by all decisions; a dive counts as one node for each buffer
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(long[] offsets, long height, long lowerBound, long nodes) {

        /** The height is least, and that is known. */
        public boolean isProven() {
            return height == lowerBound;
        }
    }

    /**
     * Searches until the height is proven or the budget is spent.
     *
     * @throws IllegalArgumentException if fixed buffers exclude each other, so that there is no height at all
     */
    public static Result of(Rectangles rectangles, SearchOptions options, Budget budget, HeightListener listener) {
        return of(rectangles, Goal.least(), options, budget, listener);
    }

    /** The same, but may stop as soon as the goal is reached. If it is proven out of reach, the bound says so. */
    public static Result of(
            Rectangles rectangles, Goal goal, SearchOptions options, Budget budget, HeightListener listener) {
        checkArgument(rectangles.hasRoomForFixed(), "fixed buffers exclude each other");
        LeastHeight search = new LeastHeight(Sections.of(rectangles), goal, options, budget, listener);
        search.run();
        return new Result(search.offsets, search.height, search.lowerBound, search.nodes);
    }

    private void run() {
        if (sections.count == 0) {
            height = 0;
            return;
        }
        boolean isSearchable = sections.sectionOf.length <= SEARCHABLE_INCIDENCES;
        IteratedDives dives = new IteratedDives(sections, options.seed());
        long mostDives = isSearchable ? FIRST_DIVES : Long.MAX_VALUE;
        for (long i = 0; i < mostDives && (i == 0 || !isDone()); i++) {
            offer(dives.next(() -> budget.isSpent(0)));
            nodes += sections.rectangles.count();
        }
        if (goal.capacity.isPresent()) {
            decideGoal(goal.capacity.getAsLong());
            return;
        }
        for (long share = FIRST_NODES; isSearchable && !isDone(); share *= GROWTH) {
            sweep(share);
        }
    }

    private void decideGoal(long capacity) {
        if (isDone()) {
            return;
        }
        Verdict verdict = decide(capacity, budget.nodes() - nodes);
        if (verdict instanceof Verdict.Fits fits) {
            offer(fits.offsets());
        } else if (verdict instanceof Verdict.ProvenInfeasible) {
            proven(capacity);
        }
    }

    /**
     * A decision at the bound, then steps down from the best height: a step that succeeds is repeated, one that gives up is
     * halved. Easy heights are so passed in a few nodes each, and the nodes go where it gets hard.
     */
    private void sweep(long share) {
        attempt(lowerBound, share);
        long step = (height - lowerBound) / FIRST_STEPS / unit * unit;
        while (!isDone()) {
            step = Math.max(step, unit);
            if (!attempt(Math.max(lowerBound, height - step), share)) {
                if (step == unit) {
                    return;
                }
                step = step / 2 / unit * unit;
            }
        }
    }

    /** Whether it fits. */
    private boolean attempt(long target, long share) {
        Verdict verdict = decide(target, share);
        if (verdict instanceof Verdict.Fits fits) {
            offer(fits.offsets());
            return true;
        }
        if (verdict instanceof Verdict.ProvenInfeasible) {
            proven(target);
        }
        return false;
    }

    private void proven(long infeasible) {
        lowerBound = Math.min(height, Math.max(lowerBound, infeasible / unit * unit + unit));
    }

    private Verdict decide(long capacity, long share) {
        Budget part = budget.part(Math.min(share, budget.nodes() - nodes));
        Verdict verdict = SectionSearch.fits(sections, capacity, options.withSeed(options.seed() + nodes), part);
        nodes += Math.max(1, verdict.nodes());
        return verdict;
    }

    private boolean isDone() {
        return height <= Math.max(lowerBound, goal.capacity.orElse(0))
                || lowerBound > goal.capacity.orElse(Long.MAX_VALUE)
                || nodes >= budget.nodes() - 1
                || budget.isSpent(0);
    }

    private void offer(long[] found) {
        if (found.length < sections.rectangles.count()) {
            return;
        }
        long reached = sections.rectangles.height(found);
        if (reached < height) {
            height = reached;
            offsets = found;
            listener.better(height, lowerBound);
        }
    }

    private static LongStream sizes(Sections sections) {
        return LongStream.range(0, sections.rectangles.count()).map(b -> sections.rectangles.size((int) b));
    }

    private static long gcd(long one, long other) {
        return other == 0 ? one : gcd(other, one % other);
    }
}
