package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that only move elements. */
final class MovementRules {

    private MovementRules() {}

    static ImmutableMap<String, Rule> all() {
        return ImmutableMap.<String, Rule>builder()
                .put("Transpose", MovementRules::transpose)
                .put("Concat", node -> concatenate(node).done())
                .put("Split", MovementRules::split)
                .put("Slice", SliceRules::slice)
                .put("Gather", SliceRules::gather)
                .put("Pad", PadRules::pad)
                .put("DepthToSpace", MovementRules::depthToSpace)
                .put("SpaceToDepth", MovementRules::spaceToDepth)
                .buildOrThrow();
    }

    /**
     * The file renames its axes, and elements stay where they are; a later operator moves them if it needs another order.
     * So {@code [N, C, H, W]} to {@code [N, H, W, C]} and back moves nothing, and a shuffle of channels moves them once.
     */
    private static void transpose(Node node) {
        Shape input = node.shape(0);
        int rank = input.rank();
        int[] permutation = node.integers("perm")
                .orElseGet(() -> IntStream.range(0, rank).map(i -> rank - 1 - i).toArray());
        if (permutation.length != rank || !isPermutation(permutation)) {
            throw node.failure("axes " + Arrays.toString(permutation), "each of " + rank + " once");
        }
        if (node.value(0) instanceof Known known
                && !known.dequantized()
                && known.contents().isPresent()) {
            node.define(0, KnownMovement.transposed(node, known, permutation));
            return;
        }
        Stored data = node.stored(0);
        node.step(new Operator.Reshape(), data.map())
                .shaped(data.map().shape())
                .in(data.order().renamed(permutation))
                .done();
    }

    private static boolean isPermutation(int[] permutation) {
        int[] sorted = permutation.clone();
        Arrays.sort(sorted);
        return Arrays.equals(sorted, IntStream.range(0, sorted.length).toArray());
    }

    static Step concatenate(Node node) {
        List<Integer> inputs =
                IntStream.range(0, node.inputCount()).filter(node::has).boxed().toList();
        return concatenate(node, inputs, node.integer("axis", 1));
    }

    static Step concatenate(Node node, List<Integer> inputs, int axis) {
        if (inputs.isEmpty()) {
            throw node.failure("no operand", "at least one");
        }
        AxisOrder order = Broadcast.order(node, inputs);
        List<Operand> operands = new ArrayList<>();
        for (int input : inputs) {
            if (node.shape(input).rank() != order.rank()) {
                throw node.failure("operands of different ranks", "equal ones");
            }
            operands.add(node.operand(input, order));
        }
        int stored = order.position(node.axis(axis, order.rank()));
        return node.step(new Operator.Concatenation(stored, Activation.NONE), operands)
                .in(order);
    }

    /** Parts of given sizes, or as equal as may be: the last one is smaller if they do not come out even. */
    private static void split(Node node) {
        Shape input = node.shape(0);
        int axis = node.axis(node.integer("axis", 0), input.rank());
        int size = input.dimension(axis);
        int parts = node.outputCount();
        int[] sizes = node.parameter(1, "split").orElseGet(() -> {
            int each = (size - 1) / Math.max(1, parts) + 1;
            return IntStream.range(0, parts)
                    .map(i -> Math.min(each, size - i * each))
                    .toArray();
        });
        if (sizes.length != parts) {
            throw node.failure(sizes.length + " parts for " + parts + " results", "as many");
        }
        Stored data = node.stored(0);
        List<Shape> shapes = new ArrayList<>();
        for (int part : sizes) {
            int[] dimensions = input.dimensions().toArray();
            dimensions[axis] = part;
            shapes.add(data.order().stored(Shape.of(dimensions)));
        }
        node.step(new Operator.Split(data.order().position(axis)), data.map())
                .in(data.order())
                .doneAll(shapes);
    }

    /** Channels hold rows, columns, then what remains channels; or, in mode CRD, the channels first. */
    private static void depthToSpace(Node node) {
        AxisOrder order = AxisOrder.channelsLast(4);
        Stored data = image(node, order);
        int block = node.integer("blocksize", 0);
        String mode = node.text("mode", "DCR");
        switch (mode) {
            case "DCR" ->
                node.step(new Operator.DepthToSpace(block), data.map())
                        .in(order)
                        .done();
            case "CRD" -> interleaved(node, data, block);
            default -> throw node.failure("mode " + mode, "DCR or CRD");
        }
    }

    /** {@code [N, H, W, C, b, b]} to {@code [N, H, b, W, b, C]}. */
    private static void interleaved(Node node, Stored data, int block) {
        Shape input = data.map().shape();
        if (block < 1 || input.channels() % ((long) block * block) != 0) {
            throw node.failure(input.channels() + " channels", "a multiple of the square of block " + block);
        }
        int channels = input.channels() / (block * block);
        int batch = input.dimension(0);
        int height = input.height();
        int width = input.width();
        Stored parted = node.step(new Operator.Reshape(), data.map())
                .shaped(Shape.of(batch, height, width, channels, block, block))
                .in(AxisOrder.plain(6))
                .between("blocks");
        Stored moved = node.step(new Operator.Transpose(ImmutableIntArray.of(0, 1, 4, 2, 5, 3)), parted.map())
                .in(AxisOrder.plain(6))
                .between("moved");
        Shape result = Shape.of(batch, Math.multiplyExact(height, block), Math.multiplyExact(width, block), channels);
        node.step(new Operator.Reshape(), moved.map())
                .shaped(result)
                .in(AxisOrder.channelsLast(4))
                .done();
    }

    private static void spaceToDepth(Node node) {
        AxisOrder order = AxisOrder.channelsLast(4);
        Stored data = image(node, order);
        node.step(new Operator.SpaceToDepth(node.integer("blocksize", 0)), data.map())
                .in(order)
                .done();
    }

    private static Stored image(Node node, AxisOrder order) {
        int rank = node.shape(0).rank();
        if (rank != 4) {
            throw node.failure("an input of " + rank + " dimensions", "4");
        }
        return node.stored(0, order);
    }

    /** Every {@code step}-th element from {@code begin}, along each axis of the file. */
    static Step cut(Node node, Stored data, int[] begin, int[] step, int[] size) {
        Operator slice =
                new Operator.Slice(data.order().stored(begin), data.order().stored(step));
        return node.step(slice, data.map())
                .shaped(data.order().stored(Shape.of(size)))
                .in(data.order());
    }

    static Optional<Known> known(Node node, int input) {
        return node.known(input).filter(known -> !known.dequantized());
    }
}
