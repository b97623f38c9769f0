package dev.shingle.networks.tflite.write;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import java.util.stream.IntStream;

/** Operators that only move elements, or interpolate between neighbours. */
final class MovementLayers {

    private MovementLayers() {}

    static ImmutableMap<Class<? extends Operator>, Rule> all() {
        return ImmutableMap.<Class<? extends Operator>, Rule>builder()
                .put(Operator.Concatenation.class, Rule.of(Operator.Concatenation.class, MovementLayers::concatenation))
                .put(Operator.Split.class, Rule.of(Operator.Split.class, MovementLayers::split))
                .put(Operator.Resize.class, Rule.of(Operator.Resize.class, MovementLayers::resize))
                .put(Operator.Pad.class, Rule.of(Operator.Pad.class, MovementLayers::pad))
                .put(Operator.Transpose.class, Rule.of(Operator.Transpose.class, MovementLayers::transpose))
                .put(Operator.DepthToSpace.class, Rule.of(Operator.DepthToSpace.class, MovementLayers::depthToSpace))
                .put(Operator.SpaceToDepth.class, Rule.of(Operator.SpaceToDepth.class, MovementLayers::spaceToDepth))
                .put(Operator.Slice.class, Rule.of(Operator.Slice.class, MovementLayers::slice))
                .put(Operator.SpaceToBatch.class, Rule.of(Operator.SpaceToBatch.class, MovementLayers::spaceToBatch))
                .put(Operator.BatchToSpace.class, Rule.of(Operator.BatchToSpace.class, MovementLayers::batchToSpace))
                .put(Operator.Reshape.class, (site, operator) -> reshape(site))
                .put(Operator.View.class, (site, operator) -> reshape(site))
                .put(Operator.ShapeOf.class, (site, operator) -> shapeOf(site))
                .put(Operator.Pack.class, Rule.of(Operator.Pack.class, MovementLayers::pack))
                .buildOrThrow();
    }

    private static void concatenation(Site site, Operator.Concatenation operator) {
        Options options = new Options().int32(0, operator.axis()).int8(1, site.fused(operator.activation()));
        site.emit(Builtin.CONCATENATION, options);
    }

    private static void pack(Site site, Operator.Pack operator) {
        site.emit(Builtin.PACK, new Options().int32(0, site.operandCount()).int32(1, operator.axis()));
    }

    /** Parts of one size need no list of sizes. */
    private static void split(Site site, Operator.Split operator) {
        ImmutableList<FeatureMap> parts = site.layer().outputs();
        int axis = operator.axis();
        int[] sizes =
                parts.stream().mapToInt(part -> part.shape().dimension(axis)).toArray();
        Options options = new Options().int32(0, parts.size());
        int axisOperand = site.integers("axis", Shape.of(), axis);
        if (IntStream.of(sizes).distinct().count() == 1) {
            site.emit(Builtin.SPLIT, options, axisOperand, site.input(0));
        } else {
            site.emit(Builtin.SPLIT_V, options, site.input(0), site.integers("sizes", sizes), axisOperand);
        }
    }

    private static void resize(Site site, Operator.Resize operator) {
        site.image();
        Shape result = site.result().shape();
        boolean bilinear = operator.mode() == Operator.Resize.Mode.BILINEAR;
        int first = bilinear ? 2 : 0;
        Options options =
                new Options().flag(first, operator.alignCorners()).flag(first + 1, operator.halfPixelCenters());
        int version = operator.halfPixelCenters() || (operator.alignCorners() && !bilinear) ? 3 : 1;
        ImmutableIntArray inputs =
                ImmutableIntArray.of(site.input(0), site.integers("size", result.height(), result.width()));
        site.emit(bilinear ? Builtin.RESIZE_BILINEAR : Builtin.RESIZE_NEAREST_NEIGHBOR, version, options, inputs);
    }

    private static void pad(Site site, Operator.Pad operator) {
        int rank = operator.before().length();
        int[] borders = new int[2 * rank];
        for (int i = 0; i < rank; i++) {
            borders[2 * i] = operator.before().get(i);
            borders[2 * i + 1] = operator.after().get(i);
        }
        int paddings = site.integers("paddings", Shape.of(rank, 2), borders);
        boolean filled = site.operandCount() > 1;
        if (operator.mode() == Operator.Pad.Mode.CONSTANT) {
            if (filled) {
                site.emit(Builtin.PADV2, new Options(), site.input(0), paddings, site.input(1));
            } else {
                site.emit(Builtin.PAD, new Options(), site.input(0), paddings);
            }
        } else if (filled) {
            throw site.refusal("a mirrored border with a fill value", "one without");
        } else {
            Options mode = new Options().int8(0, operator.mode() == Operator.Pad.Mode.REFLECT ? 0 : 1);
            site.emit(Builtin.MIRROR_PAD, mode, site.input(0), paddings);
        }
    }

    private static void transpose(Site site, Operator.Transpose operator) {
        int permutation = site.integers("permutation", operator.permutation().toArray());
        site.emit(Builtin.TRANSPOSE, new Options(), site.input(0), permutation);
    }

    private static void depthToSpace(Site site, Operator.DepthToSpace operator) {
        site.image();
        site.emit(Builtin.DEPTH_TO_SPACE, new Options().int32(0, operator.block()));
    }

    private static void spaceToDepth(Site site, Operator.SpaceToDepth operator) {
        site.image();
        site.emit(Builtin.SPACE_TO_DEPTH, new Options().int32(0, operator.block()));
    }

    private static void spaceToBatch(Site site, Operator.SpaceToBatch operator) {
        int block = site.integers("block", operator.blockHeight(), operator.blockWidth());
        int padding = borders(site, "padding", operator.padding());
        site.emit(Builtin.SPACE_TO_BATCH_ND, new Options(), site.input(0), block, padding);
    }

    private static void batchToSpace(Site site, Operator.BatchToSpace operator) {
        int block = site.integers("block", operator.blockHeight(), operator.blockWidth());
        int crop = borders(site, "crop", operator.crop());
        site.emit(Builtin.BATCH_TO_SPACE_ND, new Options(), site.input(0), block, crop);
    }

    private static int borders(Site site, String what, Padding padding) {
        return site.integers(what, Shape.of(2, 2), padding.top(), padding.bottom(), padding.left(), padding.right());
    }

    /** A plain slice has sizes; one with strides has ends, and a mask where an end would lie before the first element. */
    private static void slice(Site site, Operator.Slice operator) {
        ImmutableIntArray strides = operator.strides();
        Shape result = site.result().shape();
        int begin = site.integers("begin", operator.begin().toArray());
        if (strides.stream().allMatch(stride -> stride == 1)) {
            int size = site.integers("size", result.dimensions().toArray());
            site.emit(Builtin.SLICE, new Options(), site.input(0), begin, size);
            return;
        }
        int[] ends = new int[strides.length()];
        int masked = 0;
        for (int i = 0; i < ends.length; i++) {
            int last = operator.begin().get(i) + (result.dimension(i) - 1) * strides.get(i);
            ends[i] = last + Integer.signum(strides.get(i));
            masked |= ends[i] < 0 ? 1 << i : 0;
        }
        Options options = new Options()
                .int32(0, 0)
                .int32(1, masked)
                .int32(2, 0)
                .int32(3, 0)
                .int32(4, 0)
                .flag(5, false);
        site.emit(
                Builtin.STRIDED_SLICE,
                options,
                site.input(0),
                begin,
                site.integers("end", ends),
                site.integers("strides", strides.toArray()));
    }

    /** The shape is an operand, but for single numbers, whose list of dimensions would be empty: they are an option of 0. */
    static void reshape(Site site) {
        int[] dimensions = site.result().shape().dimensions().toArray();
        if (dimensions.length == 0) {
            site.emit(Builtin.RESHAPE, new Options().integers(0, 0));
        } else {
            site.emit(Builtin.RESHAPE, new Options(), site.input(0), site.integers("shape", dimensions));
        }
    }

    private static void shapeOf(Site site) {
        site.emit(
                Builtin.SHAPE,
                new Options().int8(0, FlatModel.type(site.result().type())));
    }
}
