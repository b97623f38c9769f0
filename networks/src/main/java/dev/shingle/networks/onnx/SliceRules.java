package dev.shingle.networks.onnx;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Cutting out a part by ranges, or by a list of indices. */
final class SliceRules {

    private SliceRules() {}

    /** Ranges of some axes; ends beyond the axis mean its end. */
    static void slice(Node node) {
        Shape input = node.shape(0);
        int rank = input.rank();
        int[] starts = parameter(node, 1, "starts");
        int[] ends = parameter(node, 2, "ends");
        int[] axes = node.parameter(3, "axes")
                .orElseGet(() -> IntStream.range(0, starts.length).toArray());
        int[] steps = node.has(4) ? node.integers(4) : ones(starts.length);
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length) {
            throw node.failure(
                    starts.length + " starts, " + ends.length + " ends, " + axes.length + " axes and " + steps.length
                            + " steps",
                    "as many of each");
        }
        int[] begin = new int[rank];
        int[] step = ones(rank);
        int[] size = input.dimensions().toArray();
        for (int i = 0; i < starts.length; i++) {
            int axis = node.axis(axes[i], rank);
            begin[axis] = begin(starts[i], steps[i], input.dimension(axis));
            step[axis] = steps[i];
            size[axis] = length(node, begin[axis], ends[i], steps[i], input.dimension(axis));
        }
        MovementRules.cut(node, node.stored(0), begin, step, size).done();
    }

    private static int[] parameter(Node node, int input, String attribute) {
        return node.parameter(input, attribute).orElseThrow(() -> node.failure("no " + attribute, "a list of numbers"));
    }

    static int begin(long start, int step, int size) {
        long position = start < 0 ? start + size : start;
        return (int) (step > 0 ? Math.min(Math.max(position, 0), size) : Math.min(Math.max(position, 0), size - 1L));
    }

    static int length(Node node, int begin, long end, int step, int size) {
        if (step == 0) {
            throw node.failure("step 0", "another");
        }
        long position = end < 0 ? end + size : end;
        long limit = step > 0 ? Math.min(Math.max(position, 0), size) : Math.min(Math.max(position, -1), size - 1L);
        long length = (limit - begin + step - Integer.signum(step)) / step;
        if (length < 1) {
            throw node.failure("an empty slice", "at least 1 element");
        }
        return (int) length;
    }

    /**
     * One index drops its axis; indices at equal distances are a slice; others are sized, not described. An index may count
     * from the end.
     */
    static void gather(Node node) {
        Shape input = node.shape(0);
        int axis = node.axis(node.integer("axis", 0), input.rank());
        Shape indexShape = node.known(1).map(Known::dimensions).map(Shape::new).orElseGet(() -> node.shape(1));
        Stored data = node.stored(0);
        int[] indices = node.known(1)
                .flatMap(Known::integers)
                .map(values -> checked(node, values, input.dimension(axis)))
                .orElse(new int[0]);
        int step = indices.length > 1 ? indices[1] - indices[0] : 1;
        Shape result = picked(input, axis, indexShape);
        if (indices.length == 0 || step == 0 || !isEven(indices, step) || indexShape.rank() > 1) {
            AxisOrder order = AxisOrder.usual(result.rank());
            node.step(
                            new Operator.Opaque(node.kind()),
                            data.map(),
                            node.assembly().operand(node, node.value(1), AxisOrder.usual(indexShape.rank())))
                    .shaped(order.stored(result))
                    .in(order)
                    .done();
            return;
        }
        int[] begin = new int[input.rank()];
        int[] steps = ones(input.rank());
        int[] size = input.dimensions().toArray();
        begin[axis] = indices[0];
        steps[axis] = step;
        size[axis] = indices.length;
        Step cut = MovementRules.cut(node, data, begin, steps, size);
        if (indexShape.rank() == 1) {
            cut.done();
        } else {
            boolean[] dropped = new boolean[input.rank()];
            dropped[axis] = true;
            ReshapeRules.drop(node, cut.between("cut"), dropped).done();
        }
    }

    private static Shape picked(Shape input, int axis, Shape indices) {
        ImmutableIntArray all = input.dimensions();
        return new Shape(ImmutableIntArray.builder()
                .addAll(all.subArray(0, axis))
                .addAll(indices.dimensions())
                .addAll(all.subArray(axis + 1, all.length()))
                .build());
    }

    private static int[] checked(Node node, long[] values, int size) {
        int[] indices = new int[values.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (int) (values[i] < 0 ? values[i] + size : values[i]);
            if (values[i] < -size || values[i] >= size) {
                throw node.failure("index " + values[i], "one of " + size);
            }
        }
        return indices;
    }

    private static boolean isEven(int[] indices, int step) {
        return IntStream.range(1, indices.length).allMatch(i -> indices[i] - indices[i - 1] == step);
    }

    private static int[] ones(int length) {
        int[] ones = new int[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
