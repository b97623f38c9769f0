package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Products with matrices. A matrix on the right is the weights of a fully connected layer, which keeps them as {@code [Co,
 * K]}; the rows on the left are its vectors. Batches of different matrices are sized, not described.
 */
final class MatrixRules {

    private static final Operator FULLY_CONNECTED = new Operator.FullyConnected(Activation.NONE);

    private MatrixRules() {}

    static ImmutableMap<String, Rule> all() {
        return ImmutableMap.of(
                "MatMul", node -> product(node, 0, 1, Optional.empty()).done(),
                "MatMulInteger",
                        node -> opaque(node, 0, 1).typed(ElementType.INT32).done(),
                "Gemm", MatrixRules::general);
    }

    /** Operands of the node by position; the result keeps the leading dimensions of the left one. */
    static Step product(Node node, int left, int right, Optional<Operand> bias) {
        Shape rows = node.shape(left);
        Shape matrix = node.shape(right);
        if (rows.rank() < 2 || matrix.rank() != 2) {
            return opaque(node, left, right);
        }
        if (rows.channels() != matrix.dimension(0)) {
            throw node.failure("rows of " + rows.channels() + " numbers", String.valueOf(matrix.dimension(0)));
        }
        Stored data = node.stored(left);
        if (data.order().innermost() != rows.rank() - 1) {
            data = node.stored(left, AxisOrder.plain(rows.rank()));
        }
        return connected(node, data, node.operand(right, AxisOrder.of(1, 0)), bias);
    }

    /** Weights as {@code [Co, K]}. */
    static Step connected(Node node, Stored data, Operand weights, Optional<Operand> bias) {
        int[] dimensions = data.map().shape().dimensions().toArray();
        dimensions[dimensions.length - 1] = weights.shape().dimension(0);
        List<Operand> operands = new ArrayList<>(List.of(data.map(), weights));
        bias.ifPresent(operands::add);
        return node.step(FULLY_CONNECTED, operands).shaped(Shape.of(dimensions)).in(data.order());
    }

    /** Leading dimensions are broadcast; a vector is a row on the left and a column on the right. */
    static Step opaque(Node node, int left, int right) {
        int[] a = node.shape(left).dimensions().toArray();
        int[] b = node.shape(right).dimensions().toArray();
        if (a.length == 0 || b.length == 0) {
            throw node.failure("a product with a single number", "vectors or matrices");
        }
        int inner = b[Math.max(0, b.length - 2)];
        if (a[a.length - 1] != inner) {
            throw node.failure("rows of " + a[a.length - 1] + " numbers", String.valueOf(inner));
        }
        Shape leading = Broadcast.of(
                Shape.of(Arrays.copyOf(a, Math.max(0, a.length - 2))),
                Shape.of(Arrays.copyOf(b, Math.max(0, b.length - 2))));
        ImmutableIntArray.Builder result = ImmutableIntArray.builder().addAll(leading.dimensions());
        if (a.length > 1) {
            result.add(a[a.length - 2]);
        }
        if (b.length > 1) {
            result.add(b[b.length - 1]);
        }
        Shape shape = new Shape(result.build());
        AxisOrder order = AxisOrder.plain(shape.rank());
        return node.step(
                        new Operator.Opaque(node.kind()),
                        node.stored(left, AxisOrder.plain(a.length)).map(),
                        node.operand(right, AxisOrder.plain(b.length)))
                .shaped(shape)
                .in(order);
    }

    /** {@code alpha * A * B + beta * C}, either matrix transposed first. */
    private static void general(Node node) {
        Shape a = node.shape(0);
        Shape b = node.shape(1);
        if (a.rank() != 2 || b.rank() != 2) {
            throw node.failure("operands of " + a.rank() + " and " + b.rank() + " dimensions", "2 and 2");
        }
        Stored data = node.flag("transA") ? transposed(node) : node.stored(0, AxisOrder.plain(2));
        Operand weights = node.operand(1, node.flag("transB") ? AxisOrder.plain(2) : AxisOrder.of(1, 0));
        if (data.map().shape().channels() != weights.shape().channels()) {
            throw node.failure(
                    "rows of " + data.map().shape().channels() + " numbers",
                    String.valueOf(weights.shape().channels()));
        }
        float alpha = node.real("alpha", 1);
        float beta = node.real("beta", 1);
        boolean hasSummand = node.has(2) && beta != 0;
        Optional<Operand> bias = hasSummand && alpha == 1 && beta == 1
                ? bias(node, weights.shape().dimension(0))
                : Optional.empty();
        Step product = connected(node, data, weights, bias);
        if (alpha == 1 && (!hasSummand || bias.isPresent())) {
            product.done();
            return;
        }
        Stored result = product.between("product");
        if (alpha != 1) {
            Step scaled = scaled(node, result, alpha);
            if (!hasSummand) {
                scaled.done();
                return;
            }
            result = scaled.between("alpha");
        }
        Stored summand = node.stored(2, AxisOrder.plain(node.shape(2).rank()));
        if (beta != 1) {
            summand = scaled(node, summand, beta).between("beta");
        }
        node.step(new Elementwise(Elementwise.Kind.ADD, Activation.NONE), result.map(), summand.map())
                .in(AxisOrder.plain(2))
                .done();
    }

    private static Stored transposed(Node node) {
        Stored data = node.stored(0);
        Stored renamed = new Stored(data.map(), data.order().renamed(new int[] {1, 0}));
        return node.assembly().settle(node, renamed, AxisOrder.plain(2));
    }

    private static Step scaled(Node node, Stored data, float factor) {
        Known known = Known.ofReal(node.assembly().uniqueName(node.label() + "/factor"), factor);
        return node.step(
                        new Elementwise(Elementwise.Kind.MULTIPLY, Activation.NONE),
                        data.map(),
                        node.assembly().constant(node, known, AxisOrder.plain(0)))
                .in(data.order());
    }

    /** One number for each column. */
    private static Optional<Operand> bias(Node node, int columns) {
        Shape summand = node.shape(2);
        boolean isBias = summand.rank() >= 1
                && summand.rank() <= 2
                && summand.elements() == columns
                && summand.channels() == columns;
        if (!isBias) {
            return Optional.empty();
        }
        if (node.value(2) instanceof Known known && !known.dequantized()) {
            Known flat = known.withDimensions(known.name(), ImmutableIntArray.of(columns));
            return Optional.of(node.assembly().operand(node, flat, AxisOrder.plain(1)));
        }
        return Optional.of(node.operand(2, AxisOrder.plain(summand.rank())));
    }
}
