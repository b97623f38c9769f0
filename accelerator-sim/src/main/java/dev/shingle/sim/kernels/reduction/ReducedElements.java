package dev.shingle.sim.kernels.reduction;

import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;

/**
 * Which elements of an operand fold into which element of a result, when whole axes are reduced. The result's elements, in
 * flat order, run over the kept axes; each folds the same pattern of offsets from its own first element:
 *
 * <pre>
 *   3x4 reduced over rows:       first elements 0 1 2 3      offsets 0 4 8
 *   3x4 reduced over columns:    first elements 0 4 8        one run of 4 from offset 0
 * </pre>
 */
final class ReducedElements {

    private final Shape operand;
    private final boolean[] isReduced;
    private final long[] offsets;
    private final int runLength;

    ReducedElements(Operator.Reduce reduce, Shape operand) {
        this.operand = operand;
        isReduced = new boolean[operand.rank()];
        reduce.axes().forEach(axis -> isReduced[axis] = true);
        int inner = operand.rank();
        int run = 1;
        while (inner > 0 && isReduced[inner - 1]) {
            inner--;
            run = Math.multiplyExact(run, operand.dimension(inner));
        }
        runLength = run;
        offsets = offsets(inner);
    }

    private long[] offsets(int endAxis) {
        long[] found = {0};
        for (int axis = 0; axis < endAxis; axis++) {
            if (isReduced[axis]) {
                found = crossed(found, operand.dimension(axis), stride(axis));
            }
        }
        return found;
    }

    private static long[] crossed(long[] outer, int count, long stride) {
        long[] all = new long[Math.multiplyExact(outer.length, count)];
        for (int i = 0; i < all.length; i++) {
            all[i] = outer[i / count] + i % count * stride;
        }
        return all;
    }

    private long stride(int axis) {
        long stride = 1;
        for (int i = axis + 1; i < operand.rank(); i++) {
            stride *= operand.dimension(i);
        }
        return stride;
    }

    /** First operand element that folds into a result element. */
    long first(long resultElement) {
        long rest = resultElement;
        long stride = 1;
        long element = 0;
        for (int axis = operand.rank() - 1; axis >= 0; axis--) {
            int size = operand.dimension(axis);
            if (!isReduced[axis]) {
                element += rest % size * stride;
                rest /= size;
            }
            stride *= size;
        }
        return element;
    }

    /** How many result elements from the given one have operand elements that lie together, one for each. */
    long together(long resultElement) {
        if (runLength > 1 || operand.rank() == 0) {
            return 1;
        }
        long kept = 1;
        for (int axis = operand.rank() - 1; axis >= 0 && !isReduced[axis]; axis--) {
            kept *= operand.dimension(axis);
        }
        return kept - resultElement % kept;
    }

    /** Offsets of the runs that fold, from the first element. */
    int runs() {
        return offsets.length;
    }

    long offset(int run) {
        return offsets[run];
    }

    /** Elements of each run. */
    int runLength() {
        return runLength;
    }

    /** Elements that fold into one. */
    long elements() {
        return (long) runLength * offsets.length;
    }
}
