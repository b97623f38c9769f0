package dev.shingle.networks;

import static dev.shingle.networks.ShapeMismatch.dimension;
import static dev.shingle.networks.ShapeMismatch.require;
import static dev.shingle.networks.ShapeMismatch.text;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;

/** Shapes of operators that only move elements. */
final class MovementShapes {

    private MovementShapes() {}

    static Shape determined(Operator operator, ImmutableList<Shape> operands) {
        Shape input = operands.get(0);
        if (operator instanceof Operator.Concatenation concatenation) {
            return concatenate(concatenation.axis(), operands);
        }
        if (operator instanceof Operator.Pack pack) {
            return pack(pack.axis(), operands);
        }
        if (operator instanceof Operator.Pad pad) {
            return pad(pad, operands);
        }
        if (operator instanceof Operator.Transpose transpose) {
            return transpose(transpose.permutation(), input);
        }
        if (operator instanceof Operator.DepthToSpace depthToSpace) {
            return depthToSpace(depthToSpace.block(), WindowShapes.image(input));
        }
        if (operator instanceof Operator.SpaceToDepth spaceToDepth) {
            return spaceToDepth(spaceToDepth.block(), WindowShapes.image(input));
        }
        if (operator instanceof Operator.SpaceToBatch spaceToBatch) {
            return spaceToBatch(spaceToBatch, input);
        }
        if (operator instanceof Operator.BatchToSpace batchToSpace) {
            return batchToSpace(batchToSpace, input);
        }
        throw new AssertionError("no shape rule for " + operator);
    }

    private static Shape concatenate(int axis, ImmutableList<Shape> operands) {
        Shape first = operands.get(0);
        ShapeMismatch.axis(axis, first.rank());
        long extent = 0;
        for (Shape operand : operands) {
            require(
                    operand.rank() == first.rank()
                            && with(operand, axis, first.dimension(axis)).equals(first),
                    "operands " + text(first) + " and " + text(operand),
                    "equal dimensions but for axis " + axis);
            extent += operand.dimension(axis);
        }
        return with(first, axis, dimension(extent, "a joint extent"));
    }

    /** The parts laid one behind another must be the operand again. */
    static void requireParts(Operator.Split split, Shape input, ImmutableList<Shape> parts) {
        Shape joint = concatenate(split.axis(), parts);
        require(joint.equals(input), "parts that join to " + text(joint) + " along axis " + split.axis(), text(input));
    }

    private static Shape pack(int axis, ImmutableList<Shape> operands) {
        Shape first = operands.get(0);
        ShapeMismatch.axis(axis, first.rank() + 1);
        for (Shape operand : operands) {
            require(operand.equals(first), "operands " + text(first) + " and " + text(operand), "equal shapes");
        }
        int[] dimensions = new int[first.rank() + 1];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = i == axis ? operands.size() : first.dimension(i < axis ? i : i - 1);
        }
        return Shape.of(dimensions);
    }

    private static Shape pad(Operator.Pad pad, ImmutableList<Shape> operands) {
        Shape input = operands.get(0);
        requireOneAnAxis(pad.before(), input, "borders before");
        requireOneAnAxis(pad.after(), input, "borders after");
        if (operands.size() > 1) {
            require(operands.get(1).elements() == 1, "fill value " + text(operands.get(1)), "one element");
        }
        int[] dimensions = new int[input.rank()];
        for (int i = 0; i < dimensions.length; i++) {
            int before = pad.before().get(i);
            int after = pad.after().get(i);
            int most = mostBorder(pad.mode(), input.dimension(i));
            require(
                    Math.min(before, after) >= 0 && Math.max(before, after) <= most,
                    "borders " + before + " and " + after + " on axis " + i,
                    most == Integer.MAX_VALUE ? "no negative ones" : "0 to " + most);
            dimensions[i] = dimension((long) input.dimension(i) + before + after, "a padded extent");
        }
        return Shape.of(dimensions);
    }

    /** A mirror cannot show more than there is; the reflecting one leaves out the element that it stands on. */
    private static int mostBorder(Operator.Pad.Mode mode, int extent) {
        return switch (mode) {
            case CONSTANT -> Integer.MAX_VALUE;
            case REFLECT -> extent - 1;
            case SYMMETRIC -> extent;
        };
    }

    private static Shape transpose(ImmutableIntArray permutation, Shape input) {
        requireOneAnAxis(permutation, input, "axes");
        boolean[] seen = new boolean[input.rank()];
        int[] dimensions = new int[input.rank()];
        for (int i = 0; i < dimensions.length; i++) {
            int axis = ShapeMismatch.axis(permutation.get(i), input.rank());
            require(!seen[axis], "axis " + axis + " twice", "a permutation");
            seen[axis] = true;
            dimensions[i] = input.dimension(axis);
        }
        return Shape.of(dimensions);
    }

    private static Shape depthToSpace(int block, Shape input) {
        require(block >= 1, "block " + block, "at least 1");
        long pixels = (long) block * block;
        require(
                input.channels() % pixels == 0,
                input.channels() + " channels",
                "a multiple of " + pixels + " (block " + block + ")");
        return WindowShapes.withImage(
                input, (long) input.height() * block, (long) input.width() * block, input.channels() / pixels);
    }

    private static Shape spaceToDepth(int block, Shape input) {
        require(block >= 1, "block " + block, "at least 1");
        require(
                input.height() % block == 0 && input.width() % block == 0,
                "an image of " + input.height() + "x" + input.width(),
                "multiples of block " + block);
        // The block divides an int, so its square fits a long; the product with the channels might not.
        long channels = Math.multiplyExact((long) block * block, (long) input.channels());
        return WindowShapes.withImage(input, input.height() / block, input.width() / block, channels);
    }

    private static Shape spaceToBatch(Operator.SpaceToBatch operator, Shape input) {
        long block = block(operator.blockHeight(), operator.blockWidth(), input);
        Padding padding = operator.padding();
        long rows = (long) input.dimension(1) + padding.top() + padding.bottom();
        long columns = (long) input.dimension(2) + padding.left() + padding.right();
        require(
                rows % operator.blockHeight() == 0 && columns % operator.blockWidth() == 0,
                "a padded image of " + rows + "x" + columns,
                "multiples of block " + operator.blockHeight() + "x" + operator.blockWidth());
        return Shape.of(
                dimension(Math.multiplyExact(block, (long) input.dimension(0)), "a batch"),
                dimension(rows / operator.blockHeight(), "a height"),
                dimension(columns / operator.blockWidth(), "a width"),
                input.dimension(3));
    }

    private static Shape batchToSpace(Operator.BatchToSpace operator, Shape input) {
        long block = block(operator.blockHeight(), operator.blockWidth(), input);
        Padding crop = operator.crop();
        require(
                input.dimension(0) % block == 0,
                "a batch of " + input.dimension(0),
                "a multiple of block " + operator.blockHeight() + "x" + operator.blockWidth());
        long rows = (long) input.dimension(1) * operator.blockHeight() - crop.top() - crop.bottom();
        long columns = (long) input.dimension(2) * operator.blockWidth() - crop.left() - crop.right();
        return Shape.of(
                dimension(input.dimension(0) / block, "a batch"),
                dimension(rows, "a cropped height"),
                dimension(columns, "a cropped width"),
                input.dimension(3));
    }

    private static long block(int blockHeight, int blockWidth, Shape input) {
        require(blockHeight >= 1 && blockWidth >= 1, "block " + blockHeight + "x" + blockWidth, "at least 1x1");
        require(input.rank() == 4, "a tensor " + text(input), "4 dimensions");
        return (long) blockHeight * blockWidth;
    }

    /** First and last element of every axis must lie in the operand. */
    static void requireSlice(Operator.Slice slice, Shape input, Shape output) {
        requireOneAnAxis(slice.begin(), input, "begins");
        requireOneAnAxis(slice.strides(), input, "strides");
        require(output.rank() == input.rank(), "output " + text(output), input.rank() + " dimensions");
        for (int i = 0; i < input.rank(); i++) {
            int stride = slice.strides().get(i);
            long first = slice.begin().get(i);
            long last = first + (output.dimension(i) - 1L) * stride;
            require(stride != 0, "stride 0 on axis " + i, "another");
            require(
                    Math.min(first, last) >= 0 && Math.max(first, last) < input.dimension(i),
                    "elements " + first + " to " + last + " of axis " + i,
                    "0 to " + (input.dimension(i) - 1));
        }
    }

    private static void requireOneAnAxis(ImmutableIntArray values, Shape input, String what) {
        require(
                values.length() == input.rank(),
                values.length() + " " + what,
                input.rank() + ", one for each dimension of " + text(input));
    }

    private static Shape with(Shape shape, int axis, int extent) {
        int[] dimensions = shape.dimensions().toArray();
        dimensions[axis] = extent;
        return Shape.of(dimensions);
    }
}
