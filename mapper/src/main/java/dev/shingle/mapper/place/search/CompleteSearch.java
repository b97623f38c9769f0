package dev.shingle.mapper.place.search;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.LowestFit;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.Certificate.ProofTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Closes the gap between the lower bound and the best placement known, from both sides, as far as the effort goes.
 *
 * <p><b>Linear addresses.</b> What fits a capacity fits every larger one. First the best height less one: mostly nothing is
 * lower, and then all is done. Otherwise bisection. Each capacity is decided by {@link CutSearch}.
 *
 * <p><b>Circular addresses.</b> What fits a capacity need not fit a larger one, so capacities are refuted from the lower
 * bound upwards; each refutation holds for a range, so that it goes in leaps. The first that cannot be refuted is the
 * optimum. If nothing is fixed, the parts between cuts are independent: the placement of one can be turned until it agrees
 * with the other in their common buffer. Alignment spoils turning and rounding; so all is first refuted as if there were
 * none, and what then fits is searched once more with it.
 */
final class CompleteSearch {

    /** Differences of so many buffers are too many to keep. */
    private static final int MOST_BUFFERS = 400;

    private final PlacementProblem problem;
    private final PlacementProblem unaligned;
    private final Ledger ledger;
    private final ImmutableSet<Trick> tricks;
    private final Effort effort;
    private final Timeline timeline;
    private final boolean isCircular;
    private final boolean canTurn;
    private final List<Timeline.Part> parts;

    CompleteSearch(PlacementProblem problem, Ledger ledger, ImmutableSet<Trick> tricks, Effort effort) {
        this.problem = problem;
        this.ledger = ledger;
        this.tricks = tricks;
        this.effort = effort;
        this.isCircular = problem.addressing() == Addressing.CIRCULAR;
        boolean isAnyFixed = IntStream.range(0, problem.bufferCount())
                .anyMatch(buffer -> problem.fixedStart(buffer).isPresent());
        this.unaligned = isCircular ? problem.withAlignment(1) : problem;
        this.canTurn = isCircular && !isAnyFixed;
        this.timeline = new Timeline(unaligned);
        boolean canCut = isCircular ? canTurn : hasOneAlignment();
        this.parts = canCut && tricks.contains(Trick.CUTS) ? timeline.parts() : timeline.whole();
    }

    private boolean hasOneAlignment() {
        return IntStream.range(0, problem.bufferCount())
                .allMatch(buffer -> problem.alignment(buffer) == problem.grain());
    }

    /** Raises the lower bound by looking at a few steps at a time. */
    void raiseByWindows() {
        if (tricks.contains(Trick.WINDOWS)) {
            new Windows(timeline, this::decide, effort, ledger).run();
        }
    }

    /** The same with circular addresses and alignment, where only single capacities can be refuted. */
    private void raiseByAlignedWindows() {
        if (problem.grain() > 1 && tricks.contains(Trick.WINDOWS)) {
            new Windows(timeline, this::decideAligned, effort, ledger).run();
        }
    }

    /** Without proof, for rounding depends on the capacity and has no place in a certificate. */
    private Verdict decideAligned(Section section, long capacity) {
        Verdict verdict =
                search(section, new Size(problem, capacity), turns(capacity)).run();
        if (problem.grain() > 1 && verdict instanceof Verdict.Refuted refuted) {
            return new Verdict.Refuted(refuted.why().withoutTree(), false);
        }
        return verdict;
    }

    /** Whether a placement may be turned by whatever there is between two starts. */
    private boolean turns(long capacity) {
        return canTurn && hasOneAlignment() && capacity % problem.grain() == 0;
    }

    /** Goes on until the gap is closed or the effort is spent. */
    void run() {
        if (parts.stream().anyMatch(part -> part.section().size() > MOST_BUFFERS)) {
            return;
        }
        if (isCircular) {
            refuteUpwards();
        } else {
            bisect();
        }
    }

    private void bisect() {
        long given = ledger.height();
        long capacity = ledger.height() - 1;
        while (ledger.lowerBound() < Math.min(given, ledger.height()) && !effort.isWhollySpent()) {
            effort.allow(effort.left() / 2);
            CutSearch.Answer answer = new CutSearch(problem, parts, capacity, tricks, effort).run();
            if (answer instanceof CutSearch.Answer.Fits fits) {
                offer(fits.starts(), capacity);
            } else if (answer instanceof CutSearch.Answer.Refuted refuted) {
                ledger.refuted(refuted.to(), refuted.proof());
            } else {
                given = Math.min(given, capacity);
            }
            capacity = ledger.lowerBound() + (Math.min(given, ledger.height()) - 1 - ledger.lowerBound()) / 2;
        }
    }

    private void offer(long[] starts, long capacity) {
        Arrangement solution = SafeDirections.complete(problem, starts, capacity);
        if (isCircular) {
            ledger.found(solution, capacity);
        } else {
            ledger.found(solution, solution.peak(problem));
            Arrangement compact = new LowestFit(problem).compact(solution);
            ledger.found(compact, compact.peak(problem));
        }
    }

    private void refuteUpwards() {
        while (!ledger.isClosed() && !effort.isWhollySpent()) {
            effort.allow(effort.left() / 2);
            long capacity = ledger.lowerBound();
            long aligned = problem.alignUp(capacity);
            if (refutePart(capacity)) {
                continue;
            }
            if (aligned > capacity && aligned < ledger.height()) {
                searchAligned(aligned);
            }
            raiseByAlignedWindows();
            if (ledger.lowerBound() > capacity) {
                continue;
            }
            effort.allow(effort.left() / 2);
            if (!searchAligned(capacity)) {
                return;
            }
        }
    }

    /** Whether some part cannot lie in the capacity, alignment or not. */
    private boolean refutePart(long capacity) {
        for (Timeline.Part part : parts) {
            if (decide(part.section(), capacity) instanceof Verdict.Refuted refuted) {
                Refutation why = refuted.why();
                ledger.refuted(why.to(), why.tree().map(tree -> new CutSearch.Proof(ImmutableList.of(), tree)));
                return true;
            }
        }
        return false;
    }

    /** Whether the capacity is decided, one way or the other. */
    private boolean searchAligned(long capacity) {
        long[] starts = new long[problem.bufferCount()];
        for (Timeline.Part part : turns(capacity) ? parts : timeline.whole()) {
            Verdict verdict = decideAligned(part.section(), capacity);
            if (verdict instanceof Verdict.Fits fits) {
                join(part, fits.starts(), starts, capacity);
            } else {
                boolean isRefuted = verdict instanceof Verdict.Refuted;
                if (isRefuted && capacity == ledger.lowerBound()) {
                    ledger.refuted(capacity, Optional.empty());
                }
                return isRefuted;
            }
        }
        offer(starts, capacity);
        return true;
    }

    /** Turns a part's placement until the buffer that it shares with the part before lies where it did. */
    private static void join(Timeline.Part part, long[] found, long[] starts, long modulus) {
        long turn = 0;
        if (part.in() != Timeline.NOBODY) {
            turn = starts[part.in()] - found[part.section().indexOf(part.in())];
        }
        for (int i = 0; i < found.length; i++) {
            starts[part.section().buffer(i)] = Math.floorMod(found[i] + turn, modulus);
        }
    }

    /** Whether a section fits a capacity; with circular addresses, alignment or not. */
    private Verdict decide(Section section, long capacity) {
        Verdict verdict =
                search(section, new Size(unaligned, capacity), canTurn).run();
        if (!canTurn || section.size() == 0 || !(verdict instanceof Verdict.Refuted refuted)) {
            return verdict;
        }
        Refutation why = refuted.why();
        int pivot = section.buffer(section.largest());
        Optional<ProofTree> tree = why.tree().map(below -> new Certificate.Pinned(pivot, below));
        return new Verdict.Refuted(new Refutation(tree, why.nodes() + 1, why.used(), why.from(), why.to()), false);
    }

    /** A search with the largest buffer at 0 if everything may be turned. */
    private OrderSearch search(Section section, Size size, boolean turns) {
        OrderSearch search = new OrderSearch(section, size, tricks, effort);
        return turns && section.size() > 0 ? search.assuming(section.largest(), 0, 0) : search;
    }
}
