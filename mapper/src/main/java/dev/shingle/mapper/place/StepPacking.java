package dev.shingle.mapper.place;

import dev.shingle.mapper.machine.Traversal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The least scratchpad in which everything that is live during one step can lie, whatever comes before and after: a
 * lower bound for every plan.
 *
 * <p><b>Bystanders.</b> A buffer that may overlap nobody at this step can be moved to the bottom of any packing without
 * making it higher: taking it out of a stack of clearances (each at most the size of its lower end) and putting it back
 * elsewhere costs its size, no more. So bystanders add up, and only the <i>core</i> is packed: dying operands and results
 * that may overlap in the direction at hand.
 *
 * <p><b>One result, many operands, forward.</b> Every operand x must start {@code down(x)} above the result y or lie
 * below it; the latter never pays. With y at 0 the operands are jobs with release times {@code max(0, down)} on one
 * machine, and the height is their makespan:
 *
 * <pre>
 *   height = max( O, max over r of ( r + sum of sizes of the operands with down &gt;= r ) )          r = 0 included
 *
 *   | y y y y y y |                    y is written upwards; x1 is read at once and may start low,
 *   |   | x1 x1 |     | x2 x2 x2 |     x2 is read to the end and must start above y
 * </pre>
 *
 * In reverse the operands are packed from 0 and y lies on top, {@code up(x)} above each: jobs with delivery times, for
 * which the order of falling {@code up - size} is best. One operand with many results is the mirrored case. This is
 * exact, and as a measure of covered words it holds for circular addresses too: what is released at r leaves the first r
 * words of y uncovered.
 *
 * <p><b>Several operands and several results</b> that overlap (no operator of today): the greatest of the bounds of the
 * parts with one operand or one result, which is valid but may be too low.
 *
 * <p><b>Alignment.</b> Starts are multiples of it, so sizes count rounded up, except that of the topmost buffer. Who can
 * be topmost is worked out for a pair; otherwise the bound deducts the largest rounding, so it may be too low by less than
 * the alignment, never too high. With circular addresses a modulus that is no multiple of the alignment
 * would invalidate rounded clearances: the caller passes a problem with alignment 1.
 *
 * <p>Cost: O(k log k) for k live buffers.
 */
final class StepPacking {

    private final PlacementProblem problem;
    private final int step;
    private final int[] live;

    StepPacking(PlacementProblem problem, int step, int[] live) {
        this.problem = problem;
        this.step = step;
        this.live = live;
    }

    /** Words that this step needs at least. */
    long words() {
        long least = Long.MAX_VALUE;
        for (Traversal traversal : problem.traversals()) {
            least = Math.min(least, words(traversal));
        }
        return least;
    }

    private long words(Traversal traversal) {
        Set<Integer> operands = new LinkedHashSet<>();
        Set<Integer> results = new LinkedHashSet<>();
        for (int m : problem.meetingsOf(step)) {
            PlacementProblem.Meeting meeting = problem.meeting(m);
            int lower = traversal == Traversal.FORWARD ? meeting.result() : meeting.operand();
            if (problem.clearance(lower, m, traversal) < problem.alignedSize(lower)) {
                operands.add(meeting.operand());
                results.add(meeting.result());
            }
        }
        long bystanders = 0;
        long slack = -1;
        for (int buffer : live) {
            if (!operands.contains(buffer) && !results.contains(buffer)) {
                bystanders = Math.addExact(bystanders, problem.alignedSize(buffer));
                slack = Math.max(slack, slackOf(buffer));
            }
        }
        long core = core(List.copyOf(operands), List.copyOf(results), traversal);
        long coreOnTop = Math.addExact(bystanders, core);
        if (slack < 0) {
            return coreOnTop;
        }
        long bystanderOnTop = Math.addExact(bystanders, problem.alignUp(core)) - slack;
        return operands.isEmpty() ? bystanderOnTop : Math.min(coreOnTop, bystanderOnTop);
    }

    private long core(List<Integer> operands, List<Integer> results, Traversal traversal) {
        if (operands.size() == 1 && results.size() == 1) {
            return traversal == Traversal.FORWARD
                    ? pair(results.get(0), operands.get(0), traversal)
                    : pair(operands.get(0), results.get(0), traversal);
        }
        long most = 0;
        if (results.size() <= operands.size()) {
            for (int y : results) {
                most = Math.max(most, aroundResult(y, operands, traversal));
            }
        } else {
            for (int x : operands) {
                most = Math.max(most, aroundOperand(x, results, traversal));
            }
        }
        return most;
    }

    /** Exact whatever the alignment: overlapped, or the other way round and disjoint, which may round better. */
    private long pair(int lower, int upper, Traversal traversal) {
        long start = release(lower, upper, traversal);
        long overlapped = Math.max(problem.size(lower), Math.addExact(start, problem.size(upper)));
        long turned = Math.addExact(problem.alignedSize(upper), problem.size(lower));
        return Math.min(overlapped, turned);
    }

    private long aroundResult(int y, List<Integer> operands, Traversal traversal) {
        long rounded =
                traversal == Traversal.FORWARD ? released(y, operands, traversal) : delivered(y, operands, traversal);
        return rounded - mostSlack(y, operands);
    }

    private long aroundOperand(int x, List<Integer> results, Traversal traversal) {
        long rounded =
                traversal == Traversal.FORWARD ? delivered(x, results, traversal) : released(x, results, traversal);
        return rounded - mostSlack(x, results);
    }

    private long mostSlack(int one, List<Integer> others) {
        return others.stream().mapToLong(this::slackOf).reduce(slackOf(one), Math::max);
    }

    /** Base at 0, every other at least its clearance above. */
    private long released(int base, List<Integer> others, Traversal traversal) {
        List<Integer> latestFirst = new ArrayList<>(others);
        latestFirst.sort(Comparator.comparingLong((Integer other) -> release(base, other, traversal))
                .reversed());
        long most = problem.alignedSize(base);
        long sum = 0;
        for (int other : latestFirst) {
            sum = Math.addExact(sum, problem.alignedSize(other));
            most = Math.max(most, Math.addExact(release(base, other, traversal), sum));
        }
        return most;
    }

    private long release(int base, int other, Traversal traversal) {
        return Math.max(0, problem.clearance(base, problem.pairOf(base, other), traversal));
    }

    /** Top above all others by their clearances; the others packed from 0, the most demanding first. */
    private long delivered(int top, List<Integer> others, Traversal traversal) {
        List<Integer> order = new ArrayList<>(others);
        order.sort(Comparator.comparingLong((Integer other) -> tail(other, top, traversal))
                .reversed());
        long sum = 0;
        long start = 0;
        for (int other : order) {
            sum = Math.addExact(sum, problem.alignedSize(other));
            start = Math.max(start, sum + tail(other, top, traversal));
        }
        return Math.max(Math.addExact(start, problem.alignedSize(top)), sum);
    }

    private long tail(int other, int top, Traversal traversal) {
        return problem.clearance(other, problem.pairOf(other, top), traversal) - problem.alignedSize(other);
    }

    private long slackOf(int buffer) {
        return problem.alignedSize(buffer) - problem.size(buffer);
    }
}
