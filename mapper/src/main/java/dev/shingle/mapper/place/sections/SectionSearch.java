package dev.shingle.mapper.place.sections;

import dev.shingle.mapper.place.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides whether rectangles fit below a capacity: a depth-first search over sections of time ({@link PartSearch}) with
 * inference, dominance, a memory of failures, and restarts with other orders.
 *
 * <p>Two lanes share the restarts. Each is deterministic by itself, and the first to finish is the one that needs fewer
 * nodes, not less time; the other lane is run until it has used as many. So the verdict depends on the options and on the
 * number of nodes allowed, and on a clock only if the budget has one.
 */
public final class SectionSearch {

    private static final int LANES = 2;
    private static final long STACK_BYTES = 1L << 29;

    private final Sections sections;
    private final long capacity;
    private final SearchOptions options;
    /** Nodes of the lane that finished with the fewest; no lane needs to go further. */
    private final AtomicLong fewest = new AtomicLong(Long.MAX_VALUE);

    private SectionSearch(Sections sections, long capacity, SearchOptions options) {
        this.sections = sections;
        this.capacity = capacity;
        this.options = options;
    }

    public static Verdict fits(Rectangles rectangles, long capacity, SearchOptions options, Budget budget) {
        return fits(Sections.of(rectangles), capacity, options, budget);
    }

    static Verdict fits(Sections sections, long capacity, SearchOptions options, Budget budget) {
        if (sections.lowerBound() > capacity) {
            return new Verdict.ProvenInfeasible(0);
        }
        if (sections.count == 0) {
            return new Verdict.Fits(new long[0], 0);
        }
        return new SectionSearch(sections, capacity, options).run(budget);
    }

    private Verdict run(Budget budget) {
        Lane[] lanes = new Lane[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = new Lane(i, LANES, sections, capacity, options);
        }
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < options.threads(); i++) {
            int number = i;
            Runnable work = options.threads() == 1 ? () -> inTurns(lanes, budget) : () -> alone(lanes[number], budget);
            FutureTask<Void> task = new FutureTask<>(work, null);
            tasks.add(task);
            Thread thread = new Thread(null, task, "section-search-" + i, STACK_BYTES);
            thread.setDaemon(true);
            thread.start();
        }
        tasks.forEach(task -> join(task, budget));
        return verdict(lanes);
    }

    private void alone(Lane lane, Budget budget) {
        while (mayRun(lane, budget)) {
            turn(lane, budget);
        }
    }

    /** The lane that is behind goes on. */
    private void inTurns(Lane[] lanes, Budget budget) {
        while (true) {
            Lane next = lanes[0];
            for (Lane lane : lanes) {
                if (mayRun(lane, budget) && (!mayRun(next, budget) || lane.nodes() < next.nodes())) {
                    next = lane;
                }
            }
            if (!mayRun(next, budget)) {
                return;
            }
            turn(next, budget);
        }
    }

    private boolean mayRun(Lane lane, Budget budget) {
        return !lane.isFinished()
                && lane.nodes() < Math.min(budget.nodes() / LANES, fewest.get())
                && !budget.isSpent(0);
    }

    private void turn(Lane lane, Budget budget) {
        lane.next(budget.nodes() / LANES, nodes -> nodes >= fewest.get() || budget.isSpent(nodes));
        if (lane.isFinished()) {
            fewest.accumulateAndGet(lane.nodes(), Math::min);
        }
    }

    private Verdict verdict(Lane[] lanes) {
        long nodes = 0;
        for (Lane lane : lanes) {
            nodes += Math.min(lane.nodes(), fewest.get());
        }
        for (Lane lane : lanes) {
            if (lane.isFinished() && lane.nodes() == fewest.get()) {
                return lane.isPlaced() ? new Verdict.Fits(lane.offsets(), nodes) : new Verdict.ProvenInfeasible(nodes);
            }
        }
        return new Verdict.GaveUp(nodes);
    }

    private static void join(FutureTask<Void> task, Budget budget) {
        boolean isInterrupted = false;
        while (true) {
            try {
                task.get();
                break;
            } catch (InterruptedException e) {
                isInterrupted = true;
                budget.cancel();
            } catch (ExecutionException e) {
                throw new AssertionError("section search failed", e.getCause());
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
