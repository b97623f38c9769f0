package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Reduce;
import dev.shingle.networks.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Reductions over whole axes, and normalised exponentials. */
final class ReductionRules {

    private static final int SOFTMAX_OF_ONE_AXIS = 13;

    private ReductionRules() {}

    static ImmutableMap<String, Rule> all() {
        return ImmutableMap.<String, Rule>builder()
                .put("ReduceMean", node -> reduce(node, Reduce.Kind.MEAN))
                .put("ReduceSum", node -> reduce(node, Reduce.Kind.SUM))
                .put("ReduceMax", node -> reduce(node, Reduce.Kind.MAXIMUM))
                .put("ReduceMin", node -> reduce(node, Reduce.Kind.MINIMUM))
                .put("ReduceProd", node -> reduce(node, Reduce.Kind.PRODUCT))
                .put("ArgMax", node -> position(node, Reduce.Kind.ARG_MAXIMUM))
                .put("ArgMin", node -> position(node, Reduce.Kind.ARG_MINIMUM))
                .put("Softmax", ReductionRules::softmax)
                .buildOrThrow();
    }

    private static void reduce(Node node, Reduce.Kind kind) {
        int rank = node.shape(0).rank();
        Optional<int[]> wanted = node.parameter(1, "axes").filter(axes -> axes.length > 0);
        if (wanted.isEmpty() && node.flag("noop_with_empty_axes")) {
            ArithmeticRules.pointwise(node, node.stored(0), Operator.Pointwise.Function.COPY)
                    .done();
            return;
        }
        int[] axes = wanted.orElseGet(() -> IntStream.range(0, rank).toArray());
        over(node, kind, axes).done();
    }

    private static Step over(Node node, Reduce.Kind kind, int[] axes) {
        Stored data = node.stored(0);
        int rank = data.order().rank();
        boolean[] reduced = new boolean[rank];
        TreeSet<Integer> stored = new TreeSet<>();
        for (int axis : axes) {
            int counted = node.axis(axis, rank);
            reduced[counted] = true;
            stored.add(data.order().position(counted));
        }
        boolean keeps = node.integer("keepdims", 1) != 0;
        return node.step(new Reduce(kind, ImmutableIntArray.copyOf(stored), keeps), data.map())
                .in(keeps ? data.order() : data.order().without(reduced));
    }

    /** Of several equal elements the first one counts. */
    private static void position(Node node, Reduce.Kind kind) {
        if (node.flag("select_last_index")) {
            throw node.failure("select_last_index 1", "0");
        }
        over(node, kind, new int[] {node.integer("axis", 0)})
                .typed(ElementType.INT64)
                .done();
    }

    /** Over one axis, which has to lie innermost; before version 13, over all axes from one on, taken together. */
    private static void softmax(Node node) {
        Shape input = node.shape(0);
        int rank = input.rank();
        boolean isNew = node.opset() >= SOFTMAX_OF_ONE_AXIS;
        int axis = node.axis(node.integer("axis", isNew ? -1 : 1), Math.max(1, rank));
        if (rank == 0) {
            throw node.failure("a single number", "at least one dimension");
        }
        if (!isNew) {
            int first = axis;
            int[] joined = IntStream.range(axis, rank)
                    .filter(i -> input.dimension(i) > 1)
                    .toArray();
            if (joined.length > 1) {
                flat(node, input, first);
                return;
            }
            axis = joined.length == 1 ? joined[0] : axis;
        }
        Stored data = node.stored(0);
        if (data.order().innermost() != axis) {
            data = node.assembly().settle(node, data, data.order().withInnermost(axis));
        }
        node.step(new Operator.Softmax(1), data.map()).in(data.order()).done();
    }

    private static void flat(Node node, Shape input, int axis) {
        int[] dimensions = input.dimensions().toArray();
        int columns = Arrays.stream(dimensions, axis, dimensions.length).reduce(1, Math::multiplyExact);
        Shape matrix = Shape.of(Math.toIntExact(input.elements() / columns), columns);
        Stored data = node.stored(0, AxisOrder.plain(input.rank()));
        Stored rows = ReshapeRules.reshaped(node, data, matrix).between("rows");
        Stored normal =
                node.step(new Operator.Softmax(1), rows.map()).in(rows.order()).between("softmax");
        ReshapeRules.reshaped(node, normal, input).done();
    }
}
