package dev.shingle.sim.units;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;

/**
 * Reads of a reduction: for every element of the unit, all operand elements that fold into it. The result's elements, in
 * flat order, run over the operand's axes that are kept; whether reduced axes stay behind with size 1 changes its shape
 * but not that order.
 */
final class ReductionReads implements UnitReads {

    private final Shape operand;
    private final Shape result;
    private final boolean[] isReduced;
    private final int[] index;
    private final WordRuns runs;

    ReductionReads(Operator.Reduce reduce, Shape operand, Shape result, WordRuns runs) {
        this.operand = operand;
        this.result = result;
        this.runs = runs;
        isReduced = new boolean[operand.rank()];
        reduce.axes().forEach(axis -> isReduced[axis] = true);
        index = new int[operand.rank()];
        long kept = 1;
        for (int axis = 0; axis < operand.rank(); axis++) {
            kept *= isReduced[axis] ? 1 : operand.dimension(axis);
        }
        checkArgument(kept == result.elements(), "%s does not reduce to %s", operand, result);
    }

    @Override
    public void read(Region unit) {
        for (int row = unit.firstRow; row < unit.endRow; row++) {
            for (int column = unit.firstColumn; column < unit.endColumn; column++) {
                readPixel((long) row * result.width() + column, unit.firstChannel, unit.endChannel);
            }
        }
        runs.flush();
    }

    private void readPixel(long pixel, int firstChannel, int endChannel) {
        int last = operand.rank() - 1;
        boolean keepsChannels = !isReduced[last] && result.channels() == operand.dimension(last);
        if (keepsChannels) {
            // Channels of the operand are those of the result: fold the pixels, and read the channels as one range.
            locate(pixel * result.channels());
            fold(0, last, firstChannel, endChannel);
            return;
        }
        for (int channel = firstChannel; channel < endChannel; channel++) {
            locate(pixel * result.channels() + channel);
            fold(0, operand.rank(), 0, 1);
        }
    }

    /** Coordinates of a result element along the kept axes. */
    private void locate(long element) {
        long rest = element;
        for (int axis = operand.rank() - 1; axis >= 0; axis--) {
            if (!isReduced[axis]) {
                index[axis] = (int) (rest % operand.dimension(axis));
                rest /= operand.dimension(axis);
            }
        }
    }

    private void fold(int axis, int endAxis, int firstOffset, int endOffset) {
        if (axis == endAxis) {
            if (endAxis < operand.rank()) {
                index[endAxis] = 0;
            }
            long element = ElementIndex.flat(operand, index);
            runs.elements(element + firstOffset, element + endOffset);
        } else if (isReduced[axis]) {
            for (int position = 0; position < operand.dimension(axis); position++) {
                index[axis] = position;
                fold(axis + 1, endAxis, firstOffset, endOffset);
            }
        } else {
            fold(axis + 1, endAxis, firstOffset, endOffset);
        }
    }
}
