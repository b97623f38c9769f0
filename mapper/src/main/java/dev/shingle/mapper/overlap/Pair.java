package dev.shingle.mapper.overlap;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;

/**
 * An operand and a result of one operation on one machine, in one traversal.
 *
 * @param grid output grid of the operation
 * @param read words of the operand
 * @param write words of the result
 */
record Pair(
        Operation operation,
        int operand,
        int result,
        Traversal traversal,
        Machine machine,
        Grid grid,
        TensorLayout read,
        TensorLayout write) {

    static Pair of(Operation operation, int operand, int result, Traversal traversal, Machine machine) {
        TensorUse read = operation.operands().get(operand);
        TensorUse write = operation.results().get(result);
        boolean split = operation.operator() instanceof Operator.Split;
        return new Pair(
                operation,
                operand,
                result,
                traversal,
                machine,
                Grid.of(split ? read.shape() : operation.results().get(0).shape()),
                read.layoutOn(machine.layout()),
                write.layoutOn(machine.layout()));
    }

    TensorUse operandUse() {
        return operation.operands().get(operand);
    }

    TensorUse resultUse() {
        return operation.results().get(result);
    }

    int wordBits() {
        return machine.layout().wordBits();
    }

    boolean isReverse() {
        return traversal == Traversal.REVERSE;
    }

    /** Bits of the result from one row of the grid to the next. */
    long writtenRowBits() {
        return grid.columns() * write.pixelBits();
    }

    /** Bits from the operand's start to the end of its buffer, unused ones in the last word included. */
    long readEndBits() {
        return Math.multiplyExact(read.sizeWords() - read.startWord(), (long) wordBits());
    }

    /** Bits from the result's start to the end of its buffer, unused ones in the last word included. */
    long writeEndBits() {
        return Math.multiplyExact(write.sizeWords() - write.startWord(), (long) wordBits());
    }

    /**
     * Bits in front of the first pixel written: reverse starts behind the unused bits of the last word. Negative if the
     * other channels of a joint pixel, which every pixel is taken to include, lie in front of the slice as well.
     */
    long writeSlackBits() {
        return isReverse() ? writeEndBits() - write.pixels() * write.pixelBits() : 0;
    }

    /** Bits of a pixel in front of its first group: mirrored, a pixel starts with what lies behind its last channel. */
    long lanesBeforeFirstGroupBits() {
        return isReverse() ? (long) (write.pixelStride() - write.channels()) * write.elementBits() : 0;
    }

    /** Bits behind the last pixel written that are not written: forward, those of other parts of a joint tensor. */
    long unwrittenGapBits() {
        return isReverse() ? 0 : write.gapBits();
    }

    Reads.Separable inTraversalOrder(Reads.Separable reads) {
        return isReverse() ? reads.mirrored(readEndBits()) : reads;
    }
}
