package dev.shingle.networks.json;

import static dev.shingle.networks.json.TensorJson.integers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.BatchToSpace;
import dev.shingle.networks.Operator.Concatenation;
import dev.shingle.networks.Operator.Convolution;
import dev.shingle.networks.Operator.DepthToSpace;
import dev.shingle.networks.Operator.DepthwiseConvolution;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.FullyConnected;
import dev.shingle.networks.Operator.LocalResponseNormalization;
import dev.shingle.networks.Operator.Opaque;
import dev.shingle.networks.Operator.Pack;
import dev.shingle.networks.Operator.Pad;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Operator.Pool;
import dev.shingle.networks.Operator.Reduce;
import dev.shingle.networks.Operator.Reshape;
import dev.shingle.networks.Operator.Resize;
import dev.shingle.networks.Operator.ShapeOf;
import dev.shingle.networks.Operator.Slice;
import dev.shingle.networks.Operator.Softmax;
import dev.shingle.networks.Operator.SpaceToBatch;
import dev.shingle.networks.Operator.SpaceToDepth;
import dev.shingle.networks.Operator.Split;
import dev.shingle.networks.Operator.Transpose;
import dev.shingle.networks.Operator.TransposedConvolution;
import dev.shingle.networks.Operator.View;
import dev.shingle.networks.Padding;
import java.util.function.Supplier;

/** The JSON form of every kind of operator, one entry each. */
final class OperatorCodecs {

    /** Axes are checked against this here, and against the operand's rank by whoever knows the operand. */
    private static final int MAX_AXIS = 8;

    /** Left out unless true. */
    private static final String ASYMMETRIC_INPUTS = "asymmetricInputs";

    static final ImmutableList<OperatorCodec<?>> ALL = ImmutableList.<OperatorCodec<?>>builder()
            .add(convolution(), depthwise(), transposed(), fullyConnected(), pool())
            .add(elementwise(), pointwise(), softmax(), normalization(), reduce(), resize())
            .add(concatenation(), split(), pack(), pad(), slice(), transpose())
            .add(depthToSpace(), spaceToDepth(), spaceToBatch(), batchToSpace())
            .add(plain("reshape", Reshape.class, Reshape::new))
            .add(plain("view", View.class, View::new))
            .add(plain("shapeOf", ShapeOf.class, ShapeOf::new))
            .add(opaque())
            .build();

    private OperatorCodecs() {}

    private static OperatorCodec<Convolution> convolution() {
        return new OperatorCodec<>(
                "convolution",
                Convolution.class,
                (node, operator) -> {
                    WindowJson.put(node, operator.window());
                    node.put("groups", operator.groups());
                    putActivation(node, operator.activation());
                },
                object -> new Convolution(WindowJson.window(object), positive(object, "groups"), activation(object)));
    }

    private static OperatorCodec<DepthwiseConvolution> depthwise() {
        return new OperatorCodec<>(
                "depthwiseConvolution",
                DepthwiseConvolution.class,
                (node, operator) -> {
                    WindowJson.put(node, operator.window());
                    node.put("multiplier", operator.multiplier());
                    putActivation(node, operator.activation());
                },
                object -> new DepthwiseConvolution(
                        WindowJson.window(object), positive(object, "multiplier"), activation(object)));
    }

    private static OperatorCodec<TransposedConvolution> transposed() {
        return new OperatorCodec<>(
                "transposedConvolution",
                TransposedConvolution.class,
                (node, operator) -> {
                    WindowJson.put(node, operator.window());
                    putActivation(node, operator.activation());
                },
                object -> new TransposedConvolution(WindowJson.window(object), activation(object)));
    }

    private static OperatorCodec<FullyConnected> fullyConnected() {
        return new OperatorCodec<>(
                "fullyConnected",
                FullyConnected.class,
                (node, operator) -> {
                    putActivation(node, operator.activation());
                    if (operator.asymmetricInputs()) {
                        node.put(ASYMMETRIC_INPUTS, true);
                    }
                },
                object -> new FullyConnected(
                        activation(object), object.has(ASYMMETRIC_INPUTS) && object.bool(ASYMMETRIC_INPUTS)));
    }

    private static OperatorCodec<Pool> pool() {
        return new OperatorCodec<>(
                "pool",
                Pool.class,
                (node, operator) -> {
                    node.put("function", operator.kind().name());
                    WindowJson.put(node, operator.window());
                    node.put("countsPadding", operator.countsPadding());
                    putActivation(node, operator.activation());
                },
                object -> new Pool(
                        object.constant("function", Pool.Kind.class),
                        WindowJson.window(object),
                        object.bool("countsPadding"),
                        activation(object)));
    }

    private static OperatorCodec<Elementwise> elementwise() {
        return new OperatorCodec<>(
                "elementwise",
                Elementwise.class,
                (node, operator) -> {
                    node.put("function", operator.kind().name());
                    putActivation(node, operator.activation());
                },
                object -> new Elementwise(object.constant("function", Elementwise.Kind.class), activation(object)));
    }

    private static OperatorCodec<Pointwise> pointwise() {
        return new OperatorCodec<>(
                "pointwise",
                Pointwise.class,
                (node, operator) ->
                        node.put("function", operator.function().name()).put("parameter", operator.parameter()),
                object ->
                        new Pointwise(object.constant("function", Pointwise.Function.class), object.real("parameter")));
    }

    private static OperatorCodec<Softmax> softmax() {
        return new OperatorCodec<>(
                "softmax",
                Softmax.class,
                (node, operator) -> node.put("beta", operator.beta()),
                object -> new Softmax(object.real("beta")));
    }

    private static OperatorCodec<LocalResponseNormalization> normalization() {
        return new OperatorCodec<>(
                "localResponseNormalization",
                LocalResponseNormalization.class,
                (node, operator) -> node.put("size", operator.size())
                        .put("alpha", operator.alpha())
                        .put("beta", operator.beta())
                        .put("bias", operator.bias()),
                object -> new LocalResponseNormalization(
                        positive(object, "size"), object.real("alpha"), object.real("beta"), object.real("bias")));
    }

    private static OperatorCodec<Reduce> reduce() {
        return new OperatorCodec<>(
                "reduce",
                Reduce.class,
                (node, operator) -> {
                    node.put("function", operator.kind().name());
                    node.set("axes", integers(operator.axes()));
                    node.put("keepDimensions", operator.keepDimensions());
                },
                object -> new Reduce(
                        object.constant("function", Reduce.Kind.class),
                        axes(object, "axes"),
                        object.bool("keepDimensions")));
    }

    private static OperatorCodec<Resize> resize() {
        return new OperatorCodec<>(
                "resize",
                Resize.class,
                (node, operator) -> node.put("mode", operator.mode().name())
                        .put("alignCorners", operator.alignCorners())
                        .put("halfPixelCenters", operator.halfPixelCenters()),
                object -> new Resize(
                        object.constant("mode", Resize.Mode.class),
                        object.bool("alignCorners"),
                        object.bool("halfPixelCenters")));
    }

    private static OperatorCodec<Concatenation> concatenation() {
        return new OperatorCodec<>(
                "concatenation",
                Concatenation.class,
                (node, operator) -> putActivation(node.put("axis", operator.axis()), operator.activation()),
                object -> new Concatenation(axis(object), activation(object)));
    }

    private static OperatorCodec<Split> split() {
        return new OperatorCodec<>(
                "split",
                Split.class,
                (node, operator) -> node.put("axis", operator.axis()),
                object -> new Split(axis(object)));
    }

    private static OperatorCodec<Pack> pack() {
        return new OperatorCodec<>(
                "pack",
                Pack.class,
                (node, operator) -> node.put("axis", operator.axis()),
                object -> new Pack(axis(object)));
    }

    private static OperatorCodec<Pad> pad() {
        return new OperatorCodec<>(
                "pad",
                Pad.class,
                (node, operator) -> {
                    node.set("before", integers(operator.before()));
                    node.set("after", integers(operator.after()));
                    node.put("mode", operator.mode().name());
                },
                object -> new Pad(
                        object.integers("before", 0, Integer.MAX_VALUE),
                        object.integers("after", 0, Integer.MAX_VALUE),
                        object.constant("mode", Pad.Mode.class)));
    }

    private static OperatorCodec<Slice> slice() {
        return new OperatorCodec<>(
                "slice",
                Slice.class,
                (node, operator) -> {
                    node.set("begin", integers(operator.begin()));
                    node.set("strides", integers(operator.strides()));
                },
                object -> new Slice(
                        object.integers("begin", 0, Integer.MAX_VALUE),
                        object.integers("strides", -Integer.MAX_VALUE, Integer.MAX_VALUE)));
    }

    private static OperatorCodec<Transpose> transpose() {
        return new OperatorCodec<>(
                "transpose",
                Transpose.class,
                (node, operator) -> node.set("permutation", integers(operator.permutation())),
                object -> new Transpose(axes(object, "permutation")));
    }

    private static OperatorCodec<DepthToSpace> depthToSpace() {
        return new OperatorCodec<>(
                "depthToSpace",
                DepthToSpace.class,
                (node, operator) -> node.put("block", operator.block()),
                object -> new DepthToSpace(positive(object, "block")));
    }

    private static OperatorCodec<SpaceToDepth> spaceToDepth() {
        return new OperatorCodec<>(
                "spaceToDepth",
                SpaceToDepth.class,
                (node, operator) -> node.put("block", operator.block()),
                object -> new SpaceToDepth(positive(object, "block")));
    }

    private static OperatorCodec<SpaceToBatch> spaceToBatch() {
        return new OperatorCodec<>(
                "spaceToBatch",
                SpaceToBatch.class,
                (node, operator) -> {
                    WindowJson.putPair(node, "block", operator.blockHeight(), operator.blockWidth());
                    WindowJson.put(node, "padding", operator.padding());
                },
                object -> {
                    ImmutableIntArray block = WindowJson.pair(object, "block");
                    Padding padding = WindowJson.padding(object, "padding");
                    return new SpaceToBatch(block.get(0), block.get(1), padding);
                });
    }

    private static OperatorCodec<BatchToSpace> batchToSpace() {
        return new OperatorCodec<>(
                "batchToSpace",
                BatchToSpace.class,
                (node, operator) -> {
                    WindowJson.putPair(node, "block", operator.blockHeight(), operator.blockWidth());
                    WindowJson.put(node, "crop", operator.crop());
                },
                object -> {
                    ImmutableIntArray block = WindowJson.pair(object, "block");
                    Padding crop = WindowJson.padding(object, "crop");
                    return new BatchToSpace(block.get(0), block.get(1), crop);
                });
    }

    private static OperatorCodec<Opaque> opaque() {
        return new OperatorCodec<>(
                "opaque",
                Opaque.class,
                (node, operator) -> node.put("name", operator.kind()),
                object -> new Opaque(object.text("name")));
    }

    private static <T extends Operator> OperatorCodec<T> plain(String kind, Class<T> type, Supplier<T> instance) {
        return new OperatorCodec<>(kind, type, (node, operator) -> {}, object -> instance.get());
    }

    private static void putActivation(ObjectNode node, Activation activation) {
        node.put("activation", activation.name());
    }

    private static Activation activation(StrictObject object) {
        return object.constant("activation", Activation.class);
    }

    private static int positive(StrictObject object, String key) {
        return object.integer(key, 1, Integer.MAX_VALUE);
    }

    private static int axis(StrictObject object) {
        return object.integer("axis", 0, MAX_AXIS);
    }

    private static ImmutableIntArray axes(StrictObject object, String key) {
        return object.integers(key, 0, MAX_AXIS);
    }
}
