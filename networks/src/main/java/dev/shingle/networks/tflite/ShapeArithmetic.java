package dev.shingle.networks.tflite;

import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operator;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/**
 * Folds integer arithmetic on shapes. Converters express {@code reshape(x, [batch, -1, 4])} as a chain SHAPE, STRIDED_SLICE,
 * PACK, RESHAPE; as every shape is known here, so is what such a chain computes.
 *
 * <p>Only vectors and scalars of a few integers are followed. Values are exact: what would not fit 64 bits is not folded.
 */
final class ShapeArithmetic {

    private static final int MOST_ELEMENTS = 1024;

    private ShapeArithmetic() {}

    /** The value of an operator's only result, if it depends on shapes and constants alone. */
    static Optional<long[]> fold(OperatorView view, Operator operator, FeatureMap result) {
        boolean integer = result.type() == ElementType.INT32 || result.type() == ElementType.INT64;
        if (!integer || result.shape().rank() > 1 || result.shape().elements() > MOST_ELEMENTS) {
            return Optional.empty();
        }
        try {
            return value(view, operator, (int) result.shape().elements())
                    .filter(value -> value.length == result.shape().elements());
        } catch (ArithmeticException overflow) {
            return Optional.empty();
        }
    }

    private static Optional<long[]> value(OperatorView view, Operator operator, int length) {
        if (operator instanceof Operator.ShapeOf) {
            return Optional.of(view.shape(0).dimensions().asList().stream()
                    .mapToLong(Integer::longValue)
                    .toArray());
        }
        if (operator instanceof Operator.Pack || operator instanceof Operator.Concatenation) {
            return joined(view, length);
        }
        if (operator instanceof Operator.Reshape
                || operator.equals(Operator.Pointwise.of(Operator.Pointwise.Function.CAST))) {
            return integers(view, 0);
        }
        if (operator instanceof Operator.Slice slice) {
            return slice.begin().length() == 1
                    ? integers(view, 0).map(from -> sliced(from, slice, length))
                    : Optional.empty();
        }
        if (operator instanceof Operator.Elementwise elementwise) {
            return elementwise.activation() == Activation.NONE
                    ? function(elementwise.kind()).flatMap(function -> elementwise(view, function, length))
                    : Optional.empty();
        }
        if (operator instanceof Operator.Reduce reduce) {
            return reduced(view, reduce);
        }
        return switch (view.kind()) {
            case "RANK" -> Optional.of(new long[] {view.shape(0).rank()});
            case "FLOOR_DIV" -> elementwise(view, Math::floorDiv, length);
            case "GATHER" -> gathered(view, length);
            default -> Optional.empty();
        };
    }

    /** Operands that are vectors or scalars of integers and whose value is known. */
    private static Optional<long[]> integers(OperatorView view, int input) {
        ElementType type = view.operand(input).type();
        boolean integer = type == ElementType.INT32 || type == ElementType.INT64;
        return integer && view.shape(input).rank() <= 1 && view.shape(input).elements() <= MOST_ELEMENTS
                ? view.values(input)
                : Optional.empty();
    }

    private static Optional<long[]> joined(OperatorView view, int length) {
        long[] all = new long[length];
        int filled = 0;
        for (int input = 0; input < view.inputCount(); input++) {
            Optional<long[]> part = view.has(input) ? integers(view, input) : Optional.empty();
            if (part.isEmpty()) {
                return Optional.empty();
            }
            System.arraycopy(part.get(), 0, all, filled, part.get().length);
            filled += part.get().length;
        }
        return Optional.of(all);
    }

    private static long[] sliced(long[] from, Operator.Slice slice, int length) {
        long[] part = new long[length];
        for (int i = 0; i < length; i++) {
            part[i] = from[slice.begin().get(0) + i * slice.strides().get(0)];
        }
        return part;
    }

    private static Optional<long[]> gathered(OperatorView view, int length) {
        Optional<long[]> from = integers(view, 0);
        Optional<long[]> indices = integers(view, 1);
        if (from.isEmpty()
                || indices.isEmpty()
                || indices.get().length != length
                || view.shape(0).rank() != 1) {
            return Optional.empty();
        }
        long[] picked = new long[length];
        for (int i = 0; i < length; i++) {
            long index = indices.get()[i];
            if (index < 0 || index >= from.get().length) {
                return Optional.empty();
            }
            picked[i] = from.get()[(int) index];
        }
        return Optional.of(picked);
    }

    private static Optional<long[]> elementwise(OperatorView view, LongBinaryOperator function, int length) {
        Optional<long[]> a = integers(view, 0);
        Optional<long[]> b = integers(view, 1);
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        long[] values = new long[length];
        for (int i = 0; i < length; i++) {
            values[i] = function.applyAsLong(broadcast(a.get(), i), broadcast(b.get(), i));
        }
        return Optional.of(values);
    }

    private static long broadcast(long[] values, int i) {
        return values[values.length == 1 ? 0 : i];
    }

    private static Optional<LongBinaryOperator> function(Operator.Elementwise.Kind kind) {
        return switch (kind) {
            case ADD -> Optional.of(Math::addExact);
            case SUBTRACT -> Optional.of(Math::subtractExact);
            case MULTIPLY -> Optional.of(Math::multiplyExact);
            case DIVIDE -> Optional.of((a, b) -> a / b);
            case MAXIMUM -> Optional.of(Math::max);
            case MINIMUM -> Optional.of(Math::min);
            case SQUARED_DIFFERENCE, POWER -> Optional.empty();
        };
    }

    private static Optional<long[]> reduced(OperatorView view, Operator.Reduce reduce) {
        Optional<long[]> values = integers(view, 0);
        if (values.isEmpty() || reduce.axes().length() != view.shape(0).rank()) {
            return Optional.empty();
        }
        LongBinaryOperator function;
        switch (reduce.kind()) {
            case SUM -> function = Math::addExact;
            case PRODUCT -> function = Math::multiplyExact;
            case MAXIMUM -> function = Math::max;
            case MINIMUM -> function = Math::min;
            default -> {
                return Optional.empty();
            }
        }
        long total = values.get()[0];
        for (int i = 1; i < values.get().length; i++) {
            total = function.applyAsLong(total, values.get()[i]);
        }
        return Optional.of(new long[] {total});
    }
}
