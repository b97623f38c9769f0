package dev.shingle.sim.kernels.movement;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** The route of every operator that only moves elements, from its result to its operands. */
final class Routes {

    private Routes() {}

    /** Empty for an operator that computes something. */
    static Optional<Route> of(Layer layer) {
        Operator operator = layer.operator();
        ImmutableList<Shape> operands =
                layer.operands().stream().map(Operand::shape).collect(toImmutableList());
        Shape operand = operands.get(0);
        Shape result = layer.ofm().shape();
        if (operator instanceof Operator.Reshape || operator instanceof Operator.View) {
            return Optional.of(Route.STRAIGHT);
        } else if (operator instanceof Operator.Concatenation concatenation) {
            return Optional.of(JointRoute.of(operands, concatenation.axis()));
        } else if (operator instanceof Operator.Pack pack) {
            return Optional.of(JointRoute.of(operands, pack.axis()));
        } else if (operator instanceof Operator.Transpose transpose) {
            return Optional.of(transpose(transpose, operand));
        } else if (operator instanceof Operator.Slice slice) {
            return Optional.of(slice(slice, operand, result));
        } else if (operator instanceof Operator.Pad pad) {
            return Optional.of(pad(pad, operand, result));
        }
        return ImageRoutes.of(operator, operand, result);
    }

    private static Route transpose(Operator.Transpose transpose, Shape operand) {
        long[][] offsets = new long[Math.max(1, operand.rank())][];
        offsets[0] = new long[1];
        for (int axis = 0; axis < operand.rank(); axis++) {
            int from = transpose.permutation().get(axis);
            long stride = stride(operand, from);
            offsets[axis] = table(operand.dimension(from), index -> index * stride);
        }
        return new TableRoute(offsets);
    }

    private static Route slice(Operator.Slice slice, Shape operand, Shape result) {
        long[][] offsets = new long[Math.max(1, operand.rank())][];
        offsets[0] = new long[1];
        for (int i = 0; i < operand.rank(); i++) {
            int axis = i;
            long stride = stride(operand, axis);
            offsets[axis] = table(
                    result.dimension(axis),
                    index -> (slice.begin().get(axis)
                                    + (long) index * slice.strides().get(axis))
                            * stride);
        }
        return new TableRoute(offsets);
    }

    private static Route pad(Operator.Pad pad, Shape operand, Shape result) {
        long[][] offsets = new long[Math.max(1, operand.rank())][];
        offsets[0] = new long[1];
        for (int i = 0; i < operand.rank(); i++) {
            int axis = i;
            long stride = stride(operand, axis);
            int size = operand.dimension(axis);
            offsets[axis] = table(result.dimension(axis), index -> {
                int position = mirrored(index - pad.before().get(axis), size, pad.mode());
                return position == Run.BORDER ? Run.BORDER : position * stride;
            });
        }
        return new TableRoute(offsets);
    }

    /** REFLECT does not repeat the element that it stands on, SYMMETRIC does. */
    private static int mirrored(int position, int size, Operator.Pad.Mode mode) {
        if (position >= 0 && position < size) {
            return position;
        }
        int repeated = mode == Operator.Pad.Mode.SYMMETRIC ? 1 : 0;
        return switch (mode) {
            case CONSTANT -> Run.BORDER;
            case REFLECT, SYMMETRIC -> position < 0 ? -position - repeated : 2 * (size - 1) - position + repeated;
        };
    }

    static long[] table(int count, IntToLongFunction offset) {
        return IntStream.range(0, count).mapToLong(offset).toArray();
    }

    /** Elements from one index of an axis to the next. */
    static long stride(Shape shape, int axis) {
        long stride = 1;
        for (int i = axis + 1; i < shape.rank(); i++) {
            stride *= shape.dimension(i);
        }
        return stride;
    }
}
