package dev.shingle.mapper.verify;

import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;

/**
 * Reductions. With the reduced dimensions kept at size 1 every dimension stands on its own. Without them the result's
 * pixels are still the same elements in the same order, but other rows and columns: then each pixel is looked up by its
 * flat number.
 */
final class ReduceRules {

    private ReduceRules() {}

    static OperandReads of(Operator.Reduce reduce, Shape grid, Shape operand) {
        Shape kept = keptShape(reduce, operand);
        AxisReads[] axes = Dimensions.allSame(Math.max(3, operand.rank()));
        int lead = axes.length - operand.rank();
        for (int axis = 0; axis < operand.rank(); axis++) {
            if (reduce.axes().contains(axis)) {
                axes[axis + lead] = AxisReads.all(operand.dimension(axis));
            }
        }
        boolean foldsChannels = operand.rank() > 0 && reduce.axes().contains(operand.rank() - 1);
        ChannelReads channels = foldsChannels ? ChannelReads.all(operand.channels()) : ChannelReads.same();
        SeparableReads reads = Dimensions.reads(kept, operand, axes, channels);
        boolean sameGrid = kept.width() == grid.width() && kept.channels() == grid.channels();
        return sameGrid ? reads : new Renumbered(reads, kept, grid, foldsChannels);
    }

    private static Shape keptShape(Operator.Reduce reduce, Shape operand) {
        int[] sizes = operand.dimensions().toArray();
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = reduce.axes().contains(axis) ? 1 : sizes[axis];
        }
        return Shape.of(sizes);
    }

    /** A grid that counts the kept shape's elements in other rows and columns. */
    private record Renumbered(SeparableReads reads, Shape kept, Shape grid, boolean foldsChannels)
            implements OperandReads {

        @Override
        public void visit(int row, int column, int firstChannel, int endChannel, Visitor visitor) {
            long pixel = (long) row * grid.width() + column;
            if (!foldsChannels) {
                visitKept(pixel, firstChannel, endChannel, visitor);
                return;
            }
            for (int channel = firstChannel; channel < endChannel; channel++) {
                visitKept(pixel * grid.channels() + channel, 0, 1, visitor);
            }
        }

        private void visitKept(long pixel, int firstChannel, int endChannel, Visitor visitor) {
            int width = kept.width();
            reads.visit((int) (pixel / width), (int) (pixel % width), firstChannel, endChannel, visitor);
        }

        @Override
        public boolean isSameForAllGroups() {
            return false;
        }
    }
}
