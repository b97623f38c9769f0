package dev.shingle.networks.onnx;

import dev.shingle.networks.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reshapes in the file's element order, seen in the stored order.
 *
 * <p>Both shapes are cut into the shortest runs of axes with equal products; axes of one element belong nowhere and are left
 * out. A run is split or joined within itself, so that nothing has to move as long as its axes lie together in storage, in
 * the file's order:
 *
 * <pre>
 *   file     [N, g*c, H, W]  to  [N, g, c, H, W]        runs  N | g*c = g,c | H | W
 *   stored   [N, H, W, g*c]      [N, H, W, g, c]        the same elements in the same sequence
 *
 *   file     [N, C, H, W]    to  [N, C*H*W]             runs  N | C,H,W = C*H*W
 *   stored   [N, H, W, C]                               H, W, C lie together, but C has to come first: elements move
 * </pre>
 */
final class Regrouping {

    private final Shape from;
    private final Shape to;
    private final int[] fromAxes;
    private final int[] toAxes;
    private final int[] runOfFrom;
    private final int[] runOfTo;

    private Regrouping(Shape from, Shape to) {
        this.from = from;
        this.to = to;
        this.fromAxes = AxisOrder.plain(from.rank()).longAxes(from);
        this.toAxes = AxisOrder.plain(to.rank()).longAxes(to);
        this.runOfFrom = new int[from.rank()];
        this.runOfTo = new int[to.rank()];
        findRuns();
    }

    /** The order of the result if no element has to move. Both shapes have as many elements. */
    static Optional<AxisOrder> of(Shape from, AxisOrder order, Shape to) {
        return new Regrouping(from, to).sequence(order).map(sequence -> withOnes(sequence, to));
    }

    /**
     * The order in which elements have to lie so that none has to move: each run together, in the file's order, and the runs
     * in the sequence in which they begin now.
     */
    static AxisOrder arranged(Shape from, AxisOrder order, Shape to) {
        Regrouping regrouping = new Regrouping(from, to);
        IntStream.Builder sequence = IntStream.builder();
        Set<Integer> begun = new HashSet<>();
        for (int axis : order.longAxes(from)) {
            int run = regrouping.runOfFrom[axis];
            if (begun.add(run)) {
                Arrays.stream(members(regrouping.fromAxes, regrouping.runOfFrom, run))
                        .forEach(sequence);
            }
        }
        return withOnes(sequence.build().toArray(), from);
    }

    private void findRuns() {
        int i = 0;
        int j = 0;
        for (int run = 0; i < fromAxes.length || j < toAxes.length; run++) {
            long left = 1;
            long right = 1;
            do {
                if (left <= right && i < fromAxes.length) {
                    left *= from.dimension(fromAxes[i]);
                    runOfFrom[fromAxes[i++]] = run;
                } else {
                    right *= to.dimension(toAxes[j]);
                    runOfTo[toAxes[j++]] = run;
                }
            } while (left != right);
        }
    }

    /** The long axes of the result in stored order. */
    private Optional<int[]> sequence(AxisOrder order) {
        int[] stored = order.longAxes(from);
        IntStream.Builder sequence = IntStream.builder();
        for (int i = 0; i < stored.length; ) {
            int run = runOfFrom[stored[i]];
            int[] members = members(fromAxes, runOfFrom, run);
            if (i + members.length > stored.length
                    || !Arrays.equals(Arrays.copyOfRange(stored, i, i + members.length), members)) {
                return Optional.empty();
            }
            Arrays.stream(members(toAxes, runOfTo, run)).forEach(sequence);
            i += members.length;
        }
        return Optional.of(sequence.build().toArray());
    }

    private static int[] members(int[] axes, int[] runs, int run) {
        return Arrays.stream(axes).filter(axis -> runs[axis] == run).toArray();
    }

    /** Axes of one element go where they make the order a usual one, else behind the axis before them. */
    private static AxisOrder withOnes(int[] sequence, Shape to) {
        AxisOrder usual = AxisOrder.usual(to.rank());
        for (AxisOrder candidate : new AxisOrder[] {usual, AxisOrder.plain(to.rank())}) {
            if (Arrays.equals(candidate.longAxes(to), sequence)) {
                return candidate;
            }
        }
        int[] all = sequence;
        for (int axis = 0; axis < to.rank(); axis++) {
            if (to.dimension(axis) == 1) {
                all = insertedBehind(all, axis - 1, axis);
            }
        }
        return AxisOrder.of(all);
    }

    private static int[] insertedBehind(int[] axes, int before, int added) {
        int position = 0;
        for (int i = 0; i < axes.length; i++) {
            position = axes[i] == before ? i + 1 : position;
        }
        int[] all = new int[axes.length + 1];
        System.arraycopy(axes, 0, all, 0, position);
        all[position] = added;
        System.arraycopy(axes, position, all, position + 1, axes.length - position);
        return all;
    }
}
