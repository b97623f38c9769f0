package dev.shingle.mapper.verify;

import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.Optional;

/**
 * Whether an operator's parameters and shapes belong together, as far as its reads depend on it. A plan may come from
 * anywhere; behind these rules no read can fall outside its operand.
 */
final class ShapeRules {

    /** Tables are as long as an axis; longer ones than this are no CNN's. */
    private static final int LONGEST_AXIS = 1 << 24;

    private ShapeRules() {}

    /** What is wrong, in a few words; empty if nothing is. */
    static Optional<String> problem(Operation operation) {
        if (operation.results().isEmpty()) {
            return Optional.of("no result");
        }
        for (TensorUse use : operation.results()) {
            if (isTooLong(use.shape())) {
                return Optional.of("a result of " + use.shape() + ", too large to be checked");
            }
        }
        for (TensorUse use : operation.operands()) {
            if (use.isInScratchpad() && isTooLong(use.shape())) {
                return Optional.of("an operand of " + use.shape() + ", too large to be checked");
            }
        }
        Operator operator = operation.operator();
        if (operator instanceof Operator.Opaque) {
            return Optional.empty();
        }
        if (operation.operands().isEmpty()) {
            return Optional.of("no operand");
        }
        if (operator instanceof Operator.Split split) {
            return when(!isSplit(operation, split.axis()), operation);
        }
        return when(operation.results().size() > 1 || !isConsistent(operation), operation);
    }

    static boolean isTooLong(Shape shape) {
        return shape.pixels() / shape.width() > LONGEST_AXIS
                || shape.width() > LONGEST_AXIS
                || shape.channels() > LONGEST_AXIS;
    }

    private static Optional<String> when(boolean isWrong, Operation operation) {
        if (!isWrong) {
            return Optional.empty();
        }
        return Optional.of("%s of %s to %s"
                .formatted(
                        operation.operator(),
                        operation.operands().stream().map(TensorUse::shape).toList(),
                        operation.results().stream().map(TensorUse::shape).toList()));
    }

    private static boolean isSplit(Operation operation, int axis) {
        Shape whole = operation.operands().get(0).shape();
        if (axis < 0 || axis >= whole.rank()) {
            return false;
        }
        long sum = 0;
        for (TensorUse part : operation.results()) {
            if (!agreeBut(axis, part.shape(), whole)) {
                return false;
            }
            sum += part.shape().dimension(axis);
        }
        return sum == whole.dimension(axis);
    }

    private static boolean isConsistent(Operation operation) {
        Operator operator = operation.operator();
        Shape grid = operation.results().get(0).shape();
        Shape operand = operation.operands().get(0).shape();
        if (operator instanceof Operator.Concatenation concatenation) {
            return isConcatenation(operation, concatenation.axis());
        }
        if (operator instanceof Operator.Pack pack) {
            return isPack(operation, pack.axis());
        }
        if (operator instanceof Operator.Elementwise || operator instanceof Operator.Pointwise) {
            return operation.operands().stream()
                    .filter(TensorUse::isInScratchpad)
                    .allMatch(use -> isBroadcast(use.shape(), grid));
        }
        if (WindowRules.window(operator).isPresent()) {
            return grid.batch() == operand.batch() && channelsFit(operator, grid, operand);
        }
        return isAxisRule(operator, grid, operand) && isCopyRule(operator, grid, operand);
    }

    private static boolean channelsFit(Operator operator, Shape grid, Shape operand) {
        if (operator instanceof Operator.Convolution convolution) {
            int groups = convolution.groups();
            return groups >= 1 && grid.channels() % groups == 0 && operand.channels() % groups == 0;
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return depthwise.multiplier() >= 1 && (long) operand.channels() * depthwise.multiplier() == grid.channels();
        }
        if (operator instanceof Operator.TransposedConvolution transposed) {
            return transposed.window().dilationHeight() == 1
                    && transposed.window().dilationWidth() == 1;
        }
        return grid.channels() == operand.channels();
    }

    private static boolean isAxisRule(Operator operator, Shape grid, Shape operand) {
        if (operator instanceof Operator.Softmax) {
            return isBroadcast(operand, grid) && grid.elements() == operand.elements();
        }
        if (operator instanceof Operator.LocalResponseNormalization normalization) {
            return normalization.size() >= 1 && grid.equals(operand);
        }
        if (operator instanceof Operator.Resize) {
            return grid.batch() == operand.batch() && grid.channels() == operand.channels();
        }
        if (operator instanceof Operator.Pad pad) {
            return isPad(pad, grid, operand);
        }
        if (operator instanceof Operator.Slice slice) {
            return isSlice(slice, grid, operand);
        }
        if (operator instanceof Operator.Reduce reduce) {
            return isReduction(reduce, grid, operand);
        }
        return true;
    }

    private static boolean isCopyRule(Operator operator, Shape grid, Shape operand) {
        if (operator instanceof Operator.FullyConnected) {
            return operand.elements() % grid.pixels() == 0;
        }
        if (operator instanceof Operator.Reshape || operator instanceof Operator.View) {
            return grid.elements() == operand.elements();
        }
        if (operator instanceof Operator.Transpose transpose) {
            return isTranspose(transpose, grid, operand);
        }
        if (operator instanceof Operator.DepthToSpace space) {
            return isBlocked(space.block(), grid, operand);
        }
        if (operator instanceof Operator.SpaceToDepth depth) {
            return isBlocked(depth.block(), operand, grid);
        }
        if (operator instanceof Operator.SpaceToBatch batch) {
            return isBatched(batch.blockHeight(), batch.blockWidth(), operand, grid);
        }
        if (operator instanceof Operator.BatchToSpace space) {
            return isBatched(space.blockHeight(), space.blockWidth(), grid, operand)
                    && covers(
                            operand.height(),
                            space.blockHeight(),
                            grid.height(),
                            space.crop().top())
                    && covers(
                            operand.width(),
                            space.blockWidth(),
                            grid.width(),
                            space.crop().left());
        }
        return true;
    }

    private static boolean isConcatenation(Operation operation, int axis) {
        Shape whole = operation.results().get(0).shape();
        if (axis < 0 || axis >= whole.rank()) {
            return false;
        }
        long sum = 0;
        for (TensorUse part : operation.operands()) {
            if (!agreeBut(axis, part.shape(), whole)) {
                return false;
            }
            sum += part.shape().dimension(axis);
        }
        return sum == whole.dimension(axis);
    }

    private static boolean isPack(Operation operation, int axis) {
        Shape whole = operation.results().get(0).shape();
        if (axis < 0
                || axis >= whole.rank()
                || whole.dimension(axis) != operation.operands().size()) {
            return false;
        }
        for (TensorUse part : operation.operands()) {
            if (part.shape().rank() != whole.rank() - 1) {
                return false;
            }
            for (int i = 0; i < part.shape().rank(); i++) {
                if (part.shape().dimension(i) != whole.dimension(i < axis ? i : i + 1)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean agreeBut(int axis, Shape one, Shape other) {
        if (one.rank() != other.rank()) {
            return false;
        }
        for (int i = 0; i < one.rank(); i++) {
            if (i != axis && one.dimension(i) != other.dimension(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBroadcast(Shape operand, Shape grid) {
        int rank = Dimensions.commonRank(operand, grid);
        int[] small = Dimensions.padded(operand, rank);
        int[] large = Dimensions.padded(grid, rank);
        for (int i = 0; i < rank; i++) {
            if (small[i] != 1 && small[i] != large[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPad(Operator.Pad pad, Shape grid, Shape operand) {
        int rank = operand.rank();
        if (grid.rank() != rank || pad.before().length() != rank || pad.after().length() != rank) {
            return false;
        }
        int farthest = pad.mode() == Operator.Pad.Mode.REFLECT ? 1 : 0;
        for (int axis = 0; axis < rank; axis++) {
            int before = pad.before().get(axis);
            int after = pad.after().get(axis);
            int size = operand.dimension(axis);
            boolean mirrors = pad.mode() != Operator.Pad.Mode.CONSTANT;
            if ((long) before + size + after != grid.dimension(axis)
                    || (mirrors && (before < 0 || after < 0 || Math.max(before, after) > size - farthest))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSlice(Operator.Slice slice, Shape grid, Shape operand) {
        int rank = operand.rank();
        if (grid.rank() != rank
                || slice.begin().length() != rank
                || slice.strides().length() != rank) {
            return false;
        }
        for (int axis = 0; axis < rank; axis++) {
            long first = slice.begin().get(axis);
            long last = first + (grid.dimension(axis) - 1L) * slice.strides().get(axis);
            if (Math.min(first, last) < 0 || Math.max(first, last) >= operand.dimension(axis)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isReduction(Operator.Reduce reduce, Shape grid, Shape operand) {
        long kept = 1;
        for (int axis = 0; axis < operand.rank(); axis++) {
            kept *= reduce.axes().contains(axis) ? 1 : operand.dimension(axis);
        }
        boolean foldsChannels = operand.rank() > 0 && reduce.axes().contains(operand.rank() - 1);
        return kept == grid.elements() && (foldsChannels || grid.channels() == operand.channels());
    }

    private static boolean isTranspose(Operator.Transpose transpose, Shape grid, Shape operand) {
        int rank = operand.rank();
        if (grid.rank() != rank || transpose.permutation().length() != rank) {
            return false;
        }
        boolean[] seen = new boolean[rank];
        for (int axis = 0; axis < rank; axis++) {
            int from = transpose.permutation().get(axis);
            if (from < 0 || from >= rank || seen[from] || grid.dimension(axis) != operand.dimension(from)) {
                return false;
            }
            seen[from] = true;
        }
        return true;
    }

    private static boolean isBlocked(int block, Shape large, Shape deep) {
        return block >= 1
                && large.batch() == deep.batch()
                && large.height() == (long) deep.height() * block
                && large.width() == (long) deep.width() * block
                && deep.channels() == (long) large.channels() * block * block;
    }

    private static boolean isBatched(int blockHeight, int blockWidth, Shape whole, Shape pieces) {
        return blockHeight >= 1
                && blockWidth >= 1
                && pieces.batch() == (long) whole.batch() * blockHeight * blockWidth
                && pieces.channels() == whole.channels();
    }

    private static boolean covers(int pieces, int block, int size, int crop) {
        return (long) pieces * block >= (long) size + crop;
    }
}
