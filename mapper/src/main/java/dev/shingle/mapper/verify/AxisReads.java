package dev.shingle.mapper.verify;

import java.util.function.IntConsumer;

/** Along one axis: the operand's indices that an index of the grid reads. Indices outside the operand are not visited. */
interface AxisReads {

    void visit(int index, IntConsumer operandIndex);

    static AxisReads same() {
        return (index, operandIndex) -> operandIndex.accept(index);
    }

    /** Every index reads everything. */
    static AxisReads all(int size) {
        return (index, operandIndex) -> {
            for (int i = 0; i < size; i++) {
                operandIndex.accept(i);
            }
        };
    }

    /** A grid that starts {@code by} indices before the operand and may go on behind its end. */
    static AxisReads shifted(int by, int size) {
        return (index, operandIndex) -> {
            int i = index - by;
            if (i >= 0 && i < size) {
                operandIndex.accept(i);
            }
        };
    }

    /**
     * Several axes as one, the last running fastest: index {@code (i0*n1 + i1)*n2 + ..} of the grid against the same of
     * the operand.
     */
    static AxisReads joined(AxisReads[] axes, int[] gridSizes, int[] operandSizes) {
        return (index, operandIndex) -> {
            int[] indices = new int[axes.length];
            int rest = index;
            for (int axis = axes.length - 1; axis >= 0; axis--) {
                indices[axis] = rest % gridSizes[axis];
                rest /= gridSizes[axis];
            }
            visitFrom(0, 0, axes, indices, operandSizes, operandIndex);
        };
    }

    private static void visitFrom(
            int axis, int before, AxisReads[] axes, int[] indices, int[] operandSizes, IntConsumer operandIndex) {
        if (axis == axes.length) {
            operandIndex.accept(before);
            return;
        }
        axes[axis].visit(
                indices[axis],
                i -> visitFrom(axis + 1, before * operandSizes[axis] + i, axes, indices, operandSizes, operandIndex));
    }
}
