package dev.shingle.mapper.place.conflict;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import dev.shingle.mapper.place.LowerBound;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.conflict.Judge.Verdict;
import dev.shingle.mapper.plan.Certificate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Shrinks a problem that does not fit to members none of which can be spared.
 *
 * <ol>
 *   <li><b>Seed.</b> If a single step needs more than there is, that step and what is live at it; otherwise what the
 *       certificate of a search names; otherwise everything.
 *   <li><b>Deletion filter.</b> Take members away, half of them at a time, then quarters, and so on down to single ones;
 *       what still does not fit stays so reduced. First the steps, then the buffers, small ones before large ones: few
 *       large members say more than many small ones. What is live at none of the remaining steps goes without a question.
 * </ol>
 *
 * <p>To drop more keeps feasible what is feasible ({@link Restriction}). So a member whose removal was once found to make
 * the rest fit is needed for good, and one pass over all members is enough. For m members of n the filter asks about
 * m * (1 + log(n / m)) questions.
 *
 * <p><b>Proof.</b> Once a set is proven not to fit, only proven ones replace it. A planner that settles nothing leaves an
 * unproven conflict: it could place none of the sets on the way, but could place the last one without any of its members.
 */
public final class ConflictFinder {

    private final PlacementProblem problem;
    private final long capacity;
    private final Judge judge;
    private BitSet buffers = new BitSet();
    private BitSet steps = new BitSet();
    private boolean proven;
    private boolean minimal = true;

    private ConflictFinder(PlacementProblem problem, long capacity, Judge judge) {
        this.problem = problem;
        this.capacity = capacity;
        this.judge = judge;
    }

    /**
     * A conflict of a problem that the planner could not fit into the capacity.
     *
     * @param options the budget is that of the whole search for the conflict, not of each placement
     * @param whole what the planner said about the problem
     */
    public static Conflict find(
            PlacementProblem problem, long capacity, Planner planner, PlacementOptions options, PlacementResult whole) {
        return new ConflictFinder(problem, capacity, new Judge(planner, options, capacity)).find(whole);
    }

    private Conflict find(PlacementResult whole) {
        if (!isSeededByStep() && !isSeededBy(whole.certificate())) {
            buffers.set(0, problem.bufferCount());
            steps.set(0, problem.stepCount());
            proven = whole.lowerBound() > capacity;
        }
        steps = shrink(steps.stream().boxed().toList(), some -> Restriction.of(problem, buffers, some));
        buffers.and(bitsOf(problemBuffersAt(steps)));
        List<Integer> smallFirst = buffers.stream()
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(problem::size).thenComparing(Comparator.naturalOrder()))
                .toList();
        buffers = shrink(smallFirst, some -> Restriction.of(problem, some, steps));
        long least = judge.leastWords(Restriction.of(problem, buffers, steps));
        // A second look without the capacity may find what the first did not; then everything is all that is known.
        return least > capacity ? conflict(least) : everything(whole);
    }

    private Conflict conflict(long least) {
        return new Conflict(listOf(buffers), listOf(steps), least, capacity, minimal, proven);
    }

    private Conflict everything(PlacementResult whole) {
        return new Conflict(
                IntStream.range(0, problem.bufferCount()).boxed().collect(ImmutableList.toImmutableList()),
                IntStream.range(0, problem.stepCount()).boxed().collect(ImmutableList.toImmutableList()),
                whole.height(),
                capacity,
                false,
                false);
    }

    private boolean isSeededByStep() {
        LowerBound bound = LowerBound.of(problem);
        if (bound.words() <= capacity || bound.buffers().isEmpty()) {
            return false;
        }
        return isSeed(bitsOf(bound.buffers()), bitsOf(ImmutableList.of(bound.step())));
    }

    private boolean isSeededBy(Optional<Certificate> certificate) {
        if (certificate.isEmpty() || certificate.get().lowerBoundWords() <= capacity) {
            return false;
        }
        BitSet named = bitsOf(NamedBuffers.of(certificate.get()));
        BitSet together = new BitSet();
        int[][] sets = problem.liveSets();
        for (int step = 0; step < sets.length; step++) {
            together.set(step, IntStream.of(sets[step]).filter(named::get).count() > 0);
        }
        return isSeed(named, together);
    }

    private boolean isSeed(BitSet someBuffers, BitSet someSteps) {
        if (judge.decide(Restriction.of(problem, someBuffers, someSteps)) != Verdict.IMPOSSIBLE) {
            return false;
        }
        buffers = someBuffers;
        steps = someSteps;
        proven = true;
        return true;
    }

    /** Makes the problem that remains with some of the members. */
    private interface Rest {
        PlacementProblem with(BitSet members);
    }

    private BitSet shrink(List<Integer> members, Rest rest) {
        List<Integer> left = new ArrayList<>(members);
        for (int chunk = Math.max(1, (left.size() + 1) / 2); ; chunk = (chunk + 1) / 2) {
            int from = 0;
            while (from < left.size()) {
                List<Integer> without = new ArrayList<>(left);
                without.subList(from, Math.min(from + chunk, left.size())).clear();
                if (isSpared(rest.with(bitsOf(without)), chunk == 1)) {
                    left = without;
                } else {
                    from += chunk;
                }
            }
            if (chunk == 1) {
                return bitsOf(left);
            }
        }
    }

    /** Whether what is left conflicts all the same. */
    private boolean isSpared(PlacementProblem left, boolean isSingle) {
        if (judge.isExhausted()) {
            minimal = false;
            return false;
        }
        Verdict verdict = judge.decide(left);
        if (verdict == Verdict.IMPOSSIBLE) {
            proven = true;
            return true;
        }
        if (verdict == Verdict.UNDECIDED) {
            minimal &= !(proven && isSingle);
            return !proven;
        }
        return false;
    }

    private List<Integer> problemBuffersAt(BitSet someSteps) {
        return IntStream.range(0, problem.bufferCount())
                .filter(buffer -> {
                    int next = someSteps.nextSetBit(problem.live(buffer).start());
                    return next >= 0 && next < problem.live(buffer).end();
                })
                .boxed()
                .toList();
    }

    private static BitSet bitsOf(Iterable<Integer> members) {
        BitSet bits = new BitSet();
        members.forEach(bits::set);
        return bits;
    }

    private static ImmutableList<Integer> listOf(BitSet bits) {
        return ImmutableList.copyOf(Ints.asList(bits.stream().toArray()));
    }
}
