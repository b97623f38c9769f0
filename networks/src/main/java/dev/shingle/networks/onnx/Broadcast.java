package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import java.util.List;

/**
 * Operands of different ranks and orders brought together. Dimensions are aligned at the file's innermost, which is not the
 * stored one: an operand of lower rank gets its missing axes of size 1 in front, and then lies in the order of the others.
 *
 * <pre>    file  [N, C, H, W] + [C, 1, 1]     stored  [N, H, W, C] + [1, 1, 1, C]</pre>
 */
final class Broadcast {

    private static final Elementwise ANY = new Elementwise(Elementwise.Kind.ADD, Activation.NONE);

    private Broadcast() {}

    /** The shape of the result. */
    static Shape of(Shape a, Shape b) {
        return ShapeInference.outputShapes(ANY, ImmutableList.of(a, b)).get(0);
    }

    /** For all operands, of the highest rank there is: the usual order if one of them has it, else that of the first. */
    static AxisOrder order(Node node, List<Integer> inputs) {
        int rank = inputs.stream()
                .mapToInt(input -> node.value(input).dimensions().length())
                .max()
                .orElse(0);
        List<AxisOrder> found = inputs.stream()
                .map(node::value)
                .filter(value -> value.dimensions().length() == rank && value instanceof Stored)
                .map(value -> ((Stored) value).order())
                .toList();
        AxisOrder usual = AxisOrder.usual(rank);
        return found.isEmpty() || found.contains(usual) ? usual : found.get(0);
    }

    /** A value with axes in front up to the order's rank, and in that order. */
    static Operand operand(Node node, Value value, AxisOrder order) {
        int missing = order.rank() - value.dimensions().length();
        if (value instanceof Known known && !known.dequantized()) {
            boolean isSingle = known.elements() == 1 && missing > 0;
            return isSingle
                    ? node.assembly()
                            .constant(
                                    node,
                                    known.withDimensions(known.name(), ImmutableIntArray.of()),
                                    AxisOrder.plain(0))
                    : node.assembly()
                            .constant(
                                    node,
                                    known.withDimensions(known.name(), padded(known.dimensions(), missing)),
                                    order);
        }
        Stored stored = node.assembly().stored(node, value);
        if (missing > 0 && stored.map().shape().elements() > 1) {
            stored = widened(node, stored, missing);
        }
        return stored.order().rank() == order.rank()
                ? node.assembly().settle(node, stored, order).map()
                : stored.map();
    }

    private static Stored widened(Node node, Stored stored, int missing) {
        AxisOrder order = stored.order().behind(missing);
        Shape shape = new Shape(padded(stored.dimensions(), missing));
        return node.step(new Operator.Reshape(), stored.map())
                .shaped(order.stored(shape))
                .in(order)
                .between("widened");
    }

    private static ImmutableIntArray padded(ImmutableIntArray dimensions, int missing) {
        ImmutableIntArray.Builder padded = ImmutableIntArray.builder();
        for (int i = 0; i < missing; i++) {
            padded.add(1);
        }
        return padded.addAll(dimensions).build();
    }
}
