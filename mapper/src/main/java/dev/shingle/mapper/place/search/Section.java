package dev.shingle.mapper.place.search;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.PlacementProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Some buffers of a problem and what equation (9) of docs/model.md says about each two of them, as plain numbers. Buffers
 * are numbered from 0 here; {@link #buffer} gives the number in the problem.
 *
 * <p>A <i>group</i> is a step whose direction has to be chosen: both directions are possible and several of its meetings
 * lie in the section. A step with one meeting needs no choice if addresses are linear: each order of the two has its own
 * best direction, so the smaller clearances of both directions hold. With circular addresses both clearances count at
 * once, so there is no choice only if one direction has both the smaller ones. Pairs that no order keeps apart by anything are left out.
 */
final class Section {

    /** No group: the clearances do not depend on a choice. */
    static final int NONE = -1;

    /**
     * Two buffers that conflict.
     *
     * @param ab by direction, forward first: least start(b) - start(a) if a is below
     * @param ba the same with b below
     * @param leastAb the smaller one of the two directions
     * @param leastBa the same with b below
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Pair(int a, int b, int group, long[] ab, long[] ba, long leastAb, long leastBa) {

        Pair(int a, int b, int group, long[] ab, long[] ba) {
            this(a, b, group, ab, ba, Math.min(ab[0], ab[1]), Math.min(ba[0], ba[1]));
        }

        long mostAb() {
            return Math.max(ab[0], ab[1]);
        }

        long mostBa() {
            return Math.max(ba[0], ba[1]);
        }
    }

    /** A step whose direction is to be chosen, and its pairs. */
    record Group(int step, List<Integer> pairs) {}

    private final PlacementProblem problem;
    private final boolean isCircular;
    private final int[] buffers;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    /**
     * The given buffers of the problem.
     *
     * @param local scratch space of at least as many entries as the problem has buffers, all 0; left so
     */
    Section(PlacementProblem problem, int[] buffers, int[] local) {
        this.problem = problem;
        this.isCircular = problem.addressing() == Addressing.CIRCULAR;
        this.buffers = buffers.clone();
        for (int i = 0; i < buffers.length; i++) {
            local[buffers[i]] = i + 1;
        }
        Map<Integer, Integer> meetingsAt = countMeetings(local);
        Map<Integer, Integer> groupAt = new HashMap<>();
        for (int a = 0; a < buffers.length; a++) {
            int[] neighbours = problem.neighbours(buffers[a]);
            for (int i = 0; i < neighbours.length; i++) {
                int b = local[neighbours[i]] - 1;
                if (b > a) {
                    addPair(a, b, problem.neighbourPairs(buffers[a])[i], meetingsAt, groupAt);
                }
            }
        }
        for (int buffer : buffers) {
            local[buffer] = 0;
        }
    }

    /** The whole problem. */
    static Section whole(PlacementProblem problem) {
        int[] all = new int[problem.bufferCount()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return new Section(problem, all, new int[all.length]);
    }

    private Map<Integer, Integer> countMeetings(int[] local) {
        Map<Integer, Integer> counts = new HashMap<>();
        if (problem.traversals().size() == 1) {
            return counts;
        }
        for (int buffer : buffers) {
            int[] neighbours = problem.neighbours(buffer);
            for (int i = 0; i < neighbours.length; i++) {
                int step = problem.choiceOf(problem.neighbourPairs(buffer)[i]);
                if (step != PlacementProblem.RIGID && local[neighbours[i]] > local[buffer]) {
                    counts.merge(step, 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    private void addPair(int a, int b, int exception, Map<Integer, Integer> meetingsAt, Map<Integer, Integer> groupAt) {
        long[] ab = clearances(a, exception);
        long[] ba = clearances(b, exception);
        if (Math.max(ab[0] + ba[0], ab[1] + ba[1]) <= 0) {
            return;
        }
        int step = problem.choiceOf(exception);
        boolean isGrouped = meetingsAt.getOrDefault(step, 0) > 1
                || (isCircular && Long.signum(ab[0] - ab[1]) * Long.signum(ba[0] - ba[1]) < 0);
        if (step != PlacementProblem.RIGID && isGrouped) {
            int group = groupAt.computeIfAbsent(step, key -> groups.size());
            if (group == groups.size()) {
                groups.add(new Group(step, new ArrayList<>()));
            }
            groups.get(group).pairs().add(pairs.size());
            pairs.add(new Pair(a, b, group, ab, ba));
        } else {
            long leastAb = Math.min(ab[0], ab[1]);
            long leastBa = Math.min(ba[0], ba[1]);
            pairs.add(new Pair(a, b, NONE, new long[] {leastAb, leastAb}, new long[] {leastBa, leastBa}));
        }
    }

    /** By direction; a direction that the machine does not have counts as the other one. */
    private long[] clearances(int below, int exception) {
        return new long[] {
            clearance(below, exception, Traversal.FORWARD), clearance(below, exception, Traversal.REVERSE)
        };
    }

    private long clearance(int below, int exception, Traversal traversal) {
        Traversal possible = problem.traversals().contains(traversal) ? traversal : problem.preferredTraversal();
        return problem.clearance(buffers[below], exception, possible);
    }

    int size() {
        return buffers.length;
    }

    /** Number in the problem. */
    int buffer(int local) {
        return buffers[local];
    }

    /** Number in the section. */
    int indexOf(int buffer) {
        for (int i = 0; i < buffers.length; i++) {
            if (buffers[i] == buffer) {
                return i;
            }
        }
        throw new AssertionError("buffer " + buffer + " is not in the section");
    }

    /** The largest buffer; the first of several. */
    int largest() {
        int largest = 0;
        for (int i = 1; i < buffers.length; i++) {
            if (problem.size(buffers[i]) > problem.size(buffers[largest])) {
                largest = i;
            }
        }
        return largest;
    }

    List<Pair> pairs() {
        return pairs;
    }

    List<Group> groups() {
        return groups;
    }

    /** The only possible start of a buffer, if it is fixed. */
    OptionalLong fixedStart(int local) {
        return problem.fixedStart(buffers[local]);
    }

    PlacementProblem problem() {
        return problem;
    }
}
