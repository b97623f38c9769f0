package dev.shingle.networks.simplify;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;

/** Whether an operator gives the same elements in the same order, seen only under another shape. */
final class ElementOrder {

    private ElementOrder() {}

    static boolean isKept(Layer layer) {
        Operator operator = layer.operator();
        Shape input = layer.ifm().shape();
        if (operator instanceof Operator.Transpose transpose) {
            return movesOnlyOnes(transpose.permutation(), input);
        }
        if (operator instanceof Operator.Reduce reduce) {
            return foldsOnlyOnes(reduce, input);
        }
        return operator instanceof Operator.Reshape
                || operator instanceof Operator.View
                || (operator instanceof Operator.Pack && layer.operands().size() == 1);
    }

    /** The other dimensions keep their order among themselves. */
    private static boolean movesOnlyOnes(ImmutableIntArray permutation, Shape input) {
        int last = -1;
        for (int i = 0; i < permutation.length(); i++) {
            int axis = permutation.get(i);
            if (input.dimension(axis) > 1) {
                if (axis < last) {
                    return false;
                }
                last = axis;
            }
        }
        return true;
    }

    /** One element is its own mean, sum, product and extreme; the position of an extreme is another number. */
    private static boolean foldsOnlyOnes(Operator.Reduce reduce, Shape input) {
        return switch (reduce.kind()) {
            case ARG_MAXIMUM, ARG_MINIMUM -> false;
            case MEAN, SUM, MAXIMUM, MINIMUM, PRODUCT ->
                reduce.axes().stream().allMatch(axis -> input.dimension(axis) == 1);
        };
    }
}
