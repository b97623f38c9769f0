package dev.shingle.networks;

import static dev.shingle.networks.ShapeMismatch.require;
import static dev.shingle.networks.ShapeMismatch.text;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/** Shapes of element by element arithmetic, reductions and interpolation. */
final class ArithmeticShapes {

    private ArithmeticShapes() {}

    /** Dimensions are aligned at the innermost; 1 (or none) stretches to the other operand's. */
    static Shape broadcast(Shape a, Shape b) {
        int[] dimensions = new int[Math.max(a.rank(), b.rank())];
        for (int i = 0; i < dimensions.length; i++) {
            int left = dimensionFromEnd(a, dimensions.length - i);
            int right = dimensionFromEnd(b, dimensions.length - i);
            require(
                    left == right || left == 1 || right == 1,
                    "operands " + text(a) + " and " + text(b),
                    "equal dimensions, or 1 to be broadcast");
            dimensions[i] = Math.max(left, right);
        }
        return Shape.of(dimensions);
    }

    private static int dimensionFromEnd(Shape shape, int position) {
        return position <= shape.rank() ? shape.dimension(shape.rank() - position) : 1;
    }

    /** The shape of the operand; a second operand (slopes) must stretch to it. */
    static Shape pointwise(ImmutableList<Shape> operands) {
        Shape input = operands.get(0);
        if (operands.size() > 1) {
            Shape slopes = operands.get(1);
            require(
                    broadcast(input, slopes).equals(input),
                    "slopes " + text(slopes),
                    "a shape that broadcasts to " + text(input));
        }
        return input;
    }

    static Shape reduce(Operator.Reduce reduce, Shape input) {
        boolean[] reduced = new boolean[input.rank()];
        for (int i = 0; i < reduce.axes().length(); i++) {
            int axis = ShapeMismatch.axis(reduce.axes().get(i), input.rank());
            require(!reduced[axis], "axis " + axis + " twice", "different axes");
            reduced[axis] = true;
        }
        List<Integer> dimensions = new ArrayList<>();
        for (int i = 0; i < input.rank(); i++) {
            if (!reduced[i]) {
                dimensions.add(input.dimension(i));
            } else if (reduce.keepDimensions()) {
                dimensions.add(1);
            }
        }
        return Shape.of(dimensions.stream().mapToInt(Integer::intValue).toArray());
    }

    static void requireResized(Shape input, Shape output) {
        Shape expected = WindowShapes.withImage(
                WindowShapes.image(input), image(output).height(), output.width(), input.channels());
        require(output.equals(expected), "output " + text(output), "batch and channels of " + text(input));
    }

    private static Shape image(Shape shape) {
        return WindowShapes.image(shape);
    }
}
