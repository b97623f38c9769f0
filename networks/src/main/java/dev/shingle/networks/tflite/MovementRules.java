package dev.shingle.networks.tflite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Operators that only move elements, or interpolate between neighbours. */
final class MovementRules {

    private static final int CONCATENATION_OPTIONS = 10;
    private static final int RESIZE_BILINEAR_OPTIONS = 15;
    private static final int SPACE_TO_DEPTH_OPTIONS = 19;
    private static final int PACK_OPTIONS = 59;
    private static final int RESIZE_NEAREST_OPTIONS = 74;
    private static final int MIRROR_PAD_OPTIONS = 77;
    private static final int DEPTH_TO_SPACE_OPTIONS = 94;

    private MovementRules() {}

    static ImmutableMap<String, OperatorRule> all() {
        return ImmutableMap.<String, OperatorRule>builder()
                .put("CONCATENATION", MovementRules::concatenate)
                .put("PACK", MovementRules::pack)
                .put("PAD", view -> pad(view, Operator.Pad.Mode.CONSTANT, 1))
                .put("PADV2", view -> pad(view, Operator.Pad.Mode.CONSTANT, 2))
                .put("MIRROR_PAD", MovementRules::mirrorPad)
                .put("TRANSPOSE", MovementRules::transpose)
                .put(
                        "DEPTH_TO_SPACE",
                        view -> Translation.of(
                                new Operator.DepthToSpace(
                                        view.options(DEPTH_TO_SPACE_OPTIONS).int32(0, 0)),
                                view.operand(0)))
                .put(
                        "SPACE_TO_DEPTH",
                        view -> Translation.of(
                                new Operator.SpaceToDepth(
                                        view.options(SPACE_TO_DEPTH_OPTIONS).int32(0, 0)),
                                view.operand(0)))
                .put("SPACE_TO_BATCH_ND", MovementRules::spaceToBatch)
                .put("BATCH_TO_SPACE_ND", MovementRules::batchToSpace)
                .put(
                        "RESIZE_BILINEAR",
                        view -> resize(view, Operator.Resize.Mode.BILINEAR, view.options(RESIZE_BILINEAR_OPTIONS), 2))
                .put(
                        "RESIZE_NEAREST_NEIGHBOR",
                        view -> resize(view, Operator.Resize.Mode.NEAREST, view.options(RESIZE_NEAREST_OPTIONS), 0))
                .put("SPLIT", view -> split(view, 0, 1))
                .put("SPLIT_V", MovementRules::unevenSplit)
                .put("SHAPE", view -> Translation.of(new Operator.ShapeOf(), view.operand(0)))
                .buildOrThrow();
    }

    private static Translation concatenate(OperatorView view) {
        FlatTable options = view.options(CONCATENATION_OPTIONS);
        ImmutableList<Operand> operands = view.operands();
        int axis = view.axis(options.int32(0, 0), view.shape(0).rank());
        Activation activation = view.activation(options, 1);
        return Translation.of(new Operator.Concatenation(axis, activation), operands);
    }

    private static Translation pack(OperatorView view) {
        int axis =
                view.axis(view.options(PACK_OPTIONS).int32(1, 0), view.shape(0).rank() + 1);
        return Translation.of(new Operator.Pack(axis), view.operands());
    }

    private static Translation mirrorPad(OperatorView view) {
        int mode = view.options(MIRROR_PAD_OPTIONS).int8(0, 0);
        if (mode != 0 && mode != 1) {
            throw view.failure("mirror mode " + mode, "0 (REFLECT) or 1 (SYMMETRIC)");
        }
        return pad(view, mode == 0 ? Operator.Pad.Mode.REFLECT : Operator.Pad.Mode.SYMMETRIC, 1);
    }

    /** Borders are pairs, one for each axis; the value that fills them is the third operand if there is one. */
    private static Translation pad(OperatorView view, Operator.Pad.Mode mode, int fill) {
        int rank = view.shape(0).rank();
        int[] borders = view.integers(1, 2 * rank);
        ImmutableIntArray before = every(borders, 0);
        ImmutableIntArray after = every(borders, 1);
        ImmutableList.Builder<Operand> operands = ImmutableList.builder();
        operands.add(view.operand(0));
        if (fill > 1) {
            operands.add(view.operand(fill));
        }
        return Translation.of(new Operator.Pad(before, after, mode), operands.build());
    }

    /** Every second number. */
    private static ImmutableIntArray every(int[] pairs, int first) {
        return ImmutableIntArray.copyOf(IntStream.range(0, pairs.length / 2).map(i -> pairs[2 * i + first]));
    }

    private static Translation transpose(OperatorView view) {
        int rank = view.shape(0).rank();
        int[] permutation = view.integers(1, rank);
        for (int i = 0; i < rank; i++) {
            permutation[i] = view.axis(permutation[i], rank);
        }
        return Translation.of(new Operator.Transpose(ImmutableIntArray.copyOf(permutation)), view.operand(0));
    }

    /** Sequences, which have one spatial dimension, are sized but not described. */
    private static Translation spaceToBatch(OperatorView view) {
        if (view.shape(0).rank() != 4) {
            return Translation.opaque(view);
        }
        int[] block = view.integers(1, 2);
        return Translation.of(new Operator.SpaceToBatch(block[0], block[1], borders(view)), view.operand(0));
    }

    private static Translation batchToSpace(OperatorView view) {
        if (view.shape(0).rank() != 4) {
            return Translation.opaque(view);
        }
        int[] block = view.integers(1, 2);
        return Translation.of(new Operator.BatchToSpace(block[0], block[1], borders(view)), view.operand(0));
    }

    private static Padding borders(OperatorView view) {
        int[] borders = view.integers(2, 4);
        return new Padding(borders[0], borders[1], borders[2], borders[3]);
    }

    private static Translation resize(OperatorView view, Operator.Resize.Mode mode, FlatTable options, int firstSlot) {
        Shape input = view.shape(0);
        if (input.rank() != 4) {
            throw view.failure("an image of " + input.rank() + " dimensions", "4");
        }
        int[] size = view.integers(1, 2);
        Shape output = Shape.of(input.dimension(0), size[0], size[1], input.channels());
        Operator operator = new Operator.Resize(mode, options.flag(firstSlot), options.flag(firstSlot + 1));
        return Translation.to(ImmutableList.of(output), operator, ImmutableList.of(view.operand(0)));
    }

    /** Equal parts, as many as there are results. */
    private static Translation split(OperatorView view, int axisOperand, int input) {
        Shape whole = view.shape(input);
        int axis = view.axis(view.integer(axisOperand), whole.rank());
        int parts = view.outputs().length;
        if (parts == 0 || whole.dimension(axis) % parts != 0) {
            throw view.failure(parts + " parts of " + whole.dimension(axis) + " elements", "equal parts");
        }
        int[] sizes = new int[parts];
        Arrays.fill(sizes, whole.dimension(axis) / parts);
        return parts(view, input, axis, sizes);
    }

    /** Parts of given sizes, one of which may be left open. */
    private static Translation unevenSplit(OperatorView view) {
        Shape whole = view.shape(0);
        int axis = view.axis(view.integer(2), whole.rank());
        int[] sizes = view.integers(1, view.outputs().length);
        long rest = whole.dimension(axis)
                - IntStream.of(sizes).filter(size -> size >= 0).asLongStream().sum();
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == -1) {
                sizes[i] = Math.toIntExact(rest);
                rest = 0;
            }
        }
        return parts(view, 0, axis, sizes);
    }

    private static Translation parts(OperatorView view, int input, int axis, int[] sizes) {
        ImmutableList.Builder<Shape> parts = ImmutableList.builder();
        for (int size : sizes) {
            int[] dimensions = view.shape(input).dimensions().toArray();
            dimensions[axis] = size;
            parts.add(Shape.of(dimensions));
        }
        return Translation.to(parts.build(), new Operator.Split(axis), ImmutableList.of(view.operand(input)));
    }
}
