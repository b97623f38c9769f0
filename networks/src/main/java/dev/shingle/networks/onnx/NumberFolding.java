package dev.shingle.networks.onnx;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Computes small tensors that do not depend on the network's input: what exporters write in place of a target shape or a
 * factor. Numbers are doubles inside, which are exact for every size there can be; what would not be is left alone. Only
 * scalars and lists of a few numbers are followed.
 */
final class NumberFolding {

    private static final double MOST_EXACT = 1L << 53;

    private static final int MOST_ELEMENTS = 256;

    private NumberFolding() {}

    /** Defines the node's only result and is true, if its operands are known and few. */
    static boolean fold(Node node) {
        if (node.outputCount() != 1 || node.inputCount() == 0) {
            return false;
        }
        List<Known> operands = new ArrayList<>();
        for (int i = 0; i < node.inputCount(); i++) {
            Optional<Known> known = node.known(i)
                    .filter(value -> value.dimensions().length() <= 1 && value.elements() <= MOST_ELEMENTS)
                    .filter(value -> value.reals().isPresent() && isFollowed(value.type()));
            if (known.isEmpty()) {
                return false;
            }
            operands.add(known.get());
        }
        Optional<Known> result = value(node, operands);
        result.ifPresent(value -> node.define(0, value));
        return result.isPresent();
    }

    private static boolean isFollowed(ElementType type) {
        return type == ElementType.INT32
                || type == ElementType.INT64
                || type == ElementType.FLOAT32
                || type == ElementType.BOOL;
    }

    private static Optional<Known> value(Node node, List<Known> operands) {
        Known first = operands.get(0);
        boolean isWhole = first.type() != ElementType.FLOAT32;
        return switch (node.kind()) {
            case "Identity" -> result(node, first.type(), first.dimensions(), numbers(first));
            case "Cast" ->
                ElementTypes.of(node.integer("to", 0))
                        .filter(NumberFolding::isFollowed)
                        .flatMap(type -> unary(node, type, first, cast(type)));
            case "Floor" -> unary(node, first.type(), first, Math::floor);
            case "Ceil" -> unary(node, first.type(), first, Math::ceil);
            case "Neg" -> unary(node, first.type(), first, value -> -value);
            case "Sqrt" -> unary(node, first.type(), first, Math::sqrt);
            case "Add" -> binary(node, operands, Double::sum);
            case "Sub" -> binary(node, operands, (a, b) -> a - b);
            case "Mul" -> binary(node, operands, (a, b) -> a * b);
            case "Div" -> binary(node, operands, isWhole ? NumberFolding::quotient : (a, b) -> a / b);
            case "Max" -> binary(node, operands, Math::max);
            case "Min" -> binary(node, operands, Math::min);
            case "Concat" -> concatenated(node, operands);
            case "Gather" -> operands.size() == 2 ? gathered(node, first, operands.get(1)) : Optional.empty();
            case "Slice" -> sliced(node, first);
            case "ReduceProd" -> product(node, first);
            case "Range" -> range(node, operands);
            default -> Optional.empty();
        };
    }

    private static double[] numbers(Known known) {
        return known.reals().orElseThrow();
    }

    private static double quotient(double a, double b) {
        double quotient = a / b;
        return quotient < 0 ? Math.ceil(quotient) : Math.floor(quotient);
    }

    private static DoubleUnaryOperator cast(ElementType type) {
        return switch (type) {
            case FLOAT32 -> value -> (float) value;
            case BOOL -> value -> value == 0 ? 0 : 1;
            default -> value -> value < 0 ? Math.ceil(value) : Math.floor(value);
        };
    }

    private static Optional<Known> unary(Node node, ElementType type, Known operand, DoubleUnaryOperator function) {
        double[] values = DoubleStream.of(numbers(operand)).map(function).toArray();
        return result(node, type, operand.dimensions(), values);
    }

    private static Optional<Known> binary(Node node, List<Known> operands, DoubleBinaryOperator function) {
        if (operands.size() != 2) {
            return Optional.empty();
        }
        Known left = operands.get(0);
        Known right = operands.get(1);
        if (left.type() != right.type() || left.elements() == 0 || right.elements() == 0) {
            return Optional.empty();
        }
        Shape shape = Broadcast.of(left.shape(), right.shape());
        double[] a = numbers(left);
        double[] b = numbers(right);
        double[] values = IntStream.range(0, (int) shape.elements())
                .mapToDouble(i -> function.applyAsDouble(a[a.length == 1 ? 0 : i], b[b.length == 1 ? 0 : i]))
                .toArray();
        return result(node, left.type(), shape.dimensions(), values);
    }

    private static Optional<Known> concatenated(Node node, List<Known> operands) {
        boolean isPlain = operands.stream()
                .allMatch(operand -> operand.dimensions().length() == 1
                        && operand.type() == operands.get(0).type());
        double[] values = operands.stream()
                .flatMapToDouble(operand -> DoubleStream.of(numbers(operand)))
                .toArray();
        return isPlain && values.length <= MOST_ELEMENTS
                ? result(node, operands.get(0).type(), ImmutableIntArray.of(values.length), values)
                : Optional.empty();
    }

    private static Optional<Known> gathered(Node node, Known from, Known indices) {
        double[] source = numbers(from);
        if (from.dimensions().length() != 1 || indices.type() == ElementType.FLOAT32) {
            return Optional.empty();
        }
        double[] picked = numbers(indices);
        for (int i = 0; i < picked.length; i++) {
            double index = picked[i] < 0 ? picked[i] + source.length : picked[i];
            if (index < 0 || index >= source.length) {
                throw node.failure("index " + (long) picked[i], "one of " + source.length);
            }
            picked[i] = source[(int) index];
        }
        return result(node, from.type(), indices.dimensions(), picked);
    }

    private static Optional<Known> sliced(Node node, Known from) {
        Optional<int[]> starts = node.parameter(1, "starts");
        Optional<int[]> ends = node.parameter(2, "ends");
        boolean isSingle = from.dimensions().length() == 1
                && starts.isPresent()
                && starts.get().length == 1
                && ends.isPresent()
                && ends.get().length == 1;
        if (!isSingle) {
            return Optional.empty();
        }
        double[] source = numbers(from);
        int step = node.has(4) && node.integers(4).length == 1 ? node.integers(4)[0] : 1;
        int begin = SliceRules.begin(starts.get()[0], step, source.length);
        int length = SliceRules.length(node, begin, ends.get()[0], step, source.length);
        double[] values = IntStream.range(0, length)
                .mapToDouble(i -> source[begin + i * step])
                .toArray();
        return result(node, from.type(), ImmutableIntArray.of(length), values);
    }

    private static Optional<Known> product(Node node, Known from) {
        double product = DoubleStream.of(numbers(from)).reduce(1, (a, b) -> a * b);
        boolean keeps = node.integer("keepdims", 1) != 0;
        return result(
                node, from.type(), keeps ? ImmutableIntArray.of(1) : ImmutableIntArray.of(), new double[] {product});
    }

    private static Optional<Known> range(Node node, List<Known> operands) {
        if (operands.size() != 3 || operands.stream().anyMatch(operand -> operand.elements() != 1)) {
            return Optional.empty();
        }
        double start = numbers(operands.get(0))[0];
        double step = numbers(operands.get(2))[0];
        double length = Math.max(0, Math.ceil((numbers(operands.get(1))[0] - start) / step));
        return length <= MOST_ELEMENTS
                ? result(
                        node,
                        operands.get(0).type(),
                        ImmutableIntArray.of((int) length),
                        IntStream.range(0, (int) length)
                                .mapToDouble(i -> start + i * step)
                                .toArray())
                : Optional.empty();
    }

    private static Optional<Known> result(Node node, ElementType type, ImmutableIntArray dimensions, double[] values) {
        String name = node.assembly().shownName(node.output(0));
        if (type == ElementType.FLOAT32) {
            return Optional.of(Known.ofReals(name, dimensions, values));
        }
        double most = type == ElementType.INT32 ? Integer.MAX_VALUE : MOST_EXACT;
        boolean fits = DoubleStream.of(values).allMatch(value -> Math.abs(value) <= most);
        return fits
                ? Optional.of(Known.ofIntegers(
                        name,
                        dimensions,
                        type,
                        DoubleStream.of(values).mapToLong(value -> (long) value).toArray()))
                : Optional.empty();
    }
}
