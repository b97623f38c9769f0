package dev.shingle.networks.onnx.write;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;

/** Operators that only move elements, or interpolate between neighbours. Batches made of blocks the format does not have. */
final class MovementNodes {

    private MovementNodes() {}

    static ImmutableMap<Class<? extends Operator>, Rule> all() {
        return ImmutableMap.<Class<? extends Operator>, Rule>builder()
                .put(Operator.Concatenation.class, Rule.of(Operator.Concatenation.class, MovementNodes::concatenation))
                .put(Operator.Split.class, Rule.of(Operator.Split.class, MovementNodes::split))
                .put(Operator.Resize.class, Rule.of(Operator.Resize.class, MovementNodes::resize))
                .put(Operator.Pad.class, Rule.of(Operator.Pad.class, MovementNodes::pad))
                .put(Operator.Transpose.class, Rule.of(Operator.Transpose.class, MovementNodes::transpose))
                .put(Operator.DepthToSpace.class, Rule.of(Operator.DepthToSpace.class, MovementNodes::depthToSpace))
                .put(Operator.SpaceToDepth.class, Rule.of(Operator.SpaceToDepth.class, MovementNodes::spaceToDepth))
                .put(Operator.Slice.class, Rule.of(Operator.Slice.class, MovementNodes::slice))
                .put(Operator.Reshape.class, (site, operator) -> reshape(site))
                .put(Operator.View.class, (site, operator) -> reshape(site))
                .put(Operator.ShapeOf.class, (site, operator) -> shapeOf(site))
                .put(Operator.Pack.class, Rule.of(Operator.Pack.class, MovementNodes::pack))
                .buildOrThrow();
    }

    private static void concatenation(Site site, Operator.Concatenation operator) {
        long axis = FileOrder.usual(site.result().shape().rank()).axis(operator.axis());
        ImmutableList.Builder<String> parts = ImmutableList.builder();
        for (int i = 0; i < site.operandCount(); i++) {
            parts.add(site.moving(i));
        }
        Chain chain = site.chain("").node("Concat", parts.build(), ImmutableList.of(Attribute.of("axis", axis)));
        if (operator.activation() == Activation.NONE) {
            site.moved(chain);
        } else {
            site.finish(chain, operator.activation());
        }
    }

    /** The new axis first, for each part; then they are laid one behind another. */
    private static void pack(Site site, Operator.Pack operator) {
        site.requireNumbersKept();
        ImmutableList.Builder<String> parts = ImmutableList.builder();
        for (int i = 0; i < site.operandCount(); i++) {
            parts.add(site.chain(site.inOurOrder(i))
                    .with("Unsqueeze", "axis", operator.axis())
                    .current());
        }
        Chain chain = site.chain("")
                .node("Concat", parts.build(), ImmutableList.of(Attribute.of("axis", (long) operator.axis())));
        site.endInOurOrder(chain);
    }

    private static void split(Site site, Operator.Split operator) {
        site.requireNumbersKept();
        ImmutableList<FeatureMap> parts = site.layer().outputs();
        long axis = FileOrder.usual(site.operand(0).shape().rank()).axis(operator.axis());
        String sizes = site.graph()
                .integers(
                        site.layer().name() + "/sizes",
                        parts.stream()
                                .mapToLong(part -> part.shape().dimension(operator.axis()))
                                .toArray());
        NodeProto.Builder node = site.graph()
                .node(
                        "Split",
                        ImmutableList.of(site.stored(0), sizes),
                        ImmutableList.of(Attribute.of("axis", axis)),
                        site.graph().name(parts.get(0)));
        parts.stream().skip(1).forEach(part -> node.addOutput(site.graph().name(part)));
    }

    private static void resize(Site site, Operator.Resize operator) {
        if (operator.alignCorners() && operator.halfPixelCenters()) {
            throw site.refusal("corners aligned and half pixels", "one of them");
        }
        site.image();
        boolean nearest = operator.mode() == Operator.Resize.Mode.NEAREST;
        String rule =
                operator.alignCorners() ? "align_corners" : operator.halfPixelCenters() ? "half_pixel" : "asymmetric";
        boolean isPlain = !operator.alignCorners() && !operator.halfPixelCenters();
        Shape size = FileOrder.IMAGE.inFile(site.result().shape());
        String sizes = site.graph()
                .integers(
                        site.layer().name() + "/size",
                        size.dimensions().stream().asLongStream().toArray());
        Chain chain = site.chain(site.real(0))
                .then(
                        "Resize",
                        ImmutableList.of("", "", sizes),
                        Attribute.of("mode", nearest ? "nearest" : "linear"),
                        Attribute.of("coordinate_transformation_mode", rule),
                        Attribute.of("nearest_mode", isPlain ? "floor" : "round_prefer_ceil"));
        site.finish(chain, Activation.NONE);
    }

    private static void pad(Site site, Operator.Pad operator) {
        FeatureMap result = site.result();
        if (operator.mode() == Operator.Pad.Mode.SYMMETRIC) {
            throw site.refusal("a border that mirrors the outermost elements too", "one that leaves them out");
        }
        boolean constant = operator.mode() == Operator.Pad.Mode.CONSTANT;
        FileOrder order = FileOrder.usual(result.shape().rank());
        ImmutableIntArray pads = ImmutableIntArray.builder()
                .addAll(order.inFile(operator.before()))
                .addAll(order.inFile(operator.after()))
                .build();
        ImmutableList.Builder<String> more = ImmutableList.builder();
        more.add(site.graph()
                .integers(
                        site.layer().name() + "/pads",
                        pads.stream().asLongStream().toArray()));
        if (constant && site.operandCount() > 1) {
            more.add(site.single(1));
        }
        site.moved(site.chain(site.moving(0))
                .then("Pad", more.build(), Attribute.of("mode", constant ? "constant" : "reflect")));
    }

    /**
     * In one step from the file's order of the operand to that of the result, but for the step from channels last to
     * channels first: where an input is read by that, readers take the input to come with its channels last.
     */
    private static void transpose(Site site, Operator.Transpose operator) {
        int rank = operator.permutation().length();
        FileOrder order = FileOrder.usual(rank);
        int[] permutation = new int[rank];
        for (int i = 0; i < rank; i++) {
            permutation[i] = order.axis(operator.permutation().get(order.axes().get(i)));
        }
        Chain chain = site.chain(site.moving(0));
        if (rank == 4 && FileOrder.of(permutation).equals(FileOrder.IMAGE)) {
            AttributeProto half = Attribute.list("perm", FileOrder.BACK.axes().toArray());
            chain.then("Transpose", half).then("Transpose", half);
        } else {
            chain.then("Transpose", Attribute.list("perm", permutation));
        }
        site.moved(chain);
    }

    /** ONNX Runtime moves stored numbers where it sees a conversion on both sides, and has that for some types only. */
    private static void depthToSpace(Site site, Operator.DepthToSpace operator) {
        site.image();
        if (site.operand(0).type() == ElementType.INT8) {
            blocks(site, operator.block());
            return;
        }
        Chain chain = site.chain(site.real(0))
                .then("DepthToSpace", Attribute.of("blocksize", (long) operator.block()), Attribute.of("mode", "DCR"));
        site.finish(chain, Activation.NONE);
    }

    /** {@code [N, b, b, C, H, W]} to {@code [N, C, H, b, W, b]}. */
    private static void blocks(Site site, int block) {
        site.requireNumbersKept();
        Shape image = site.image();
        Shape result = site.result().shape();
        int[] parts = {image.dimension(0), block, block, result.channels(), image.height(), image.width()};
        int[] joined = FileOrder.IMAGE.inFile(result).dimensions().toArray();
        site.chain(site.stored(0))
                .with("Reshape", "blocks", parts)
                .then("Transpose", Attribute.list("perm", 0, 3, 4, 1, 5, 2))
                .with("Reshape", "image", joined)
                .end(site.graph().name(site.result()));
    }

    private static void spaceToDepth(Site site, Operator.SpaceToDepth operator) {
        site.image();
        Chain chain = site.chain(site.real(0)).then("SpaceToDepth", Attribute.of("blocksize", (long) operator.block()));
        site.finish(chain, Activation.NONE);
    }

    /** Ends lie behind the last element in the direction of the stride; in front of the first it has a number of its own. */
    private static void slice(Site site, Operator.Slice operator) {
        Shape result = site.result().shape();
        FileOrder order = FileOrder.usual(result.rank());
        long[] starts = new long[result.rank()];
        long[] ends = new long[result.rank()];
        long[] steps = new long[result.rank()];
        long[] axes = new long[result.rank()];
        for (int i = 0; i < result.rank(); i++) {
            int dimension = order.axes().get(i);
            int stride = operator.strides().get(dimension);
            axes[i] = i;
            starts[i] = operator.begin().get(dimension);
            steps[i] = stride;
            ends[i] = starts[i] + (result.dimension(dimension) - 1L) * stride + Integer.signum(stride);
            ends[i] = ends[i] < 0 ? -(1L << Integer.SIZE) : ends[i];
        }
        Graph graph = site.graph();
        String name = site.layer().name();
        site.moved(site.chain(site.moving(0))
                .then(
                        "Slice",
                        ImmutableList.of(
                                graph.integers(name + "/starts", starts),
                                graph.integers(name + "/ends", ends),
                                graph.integers(name + "/axes", axes),
                                graph.integers(name + "/steps", steps))));
    }

    /** In our order, in which elements keep their sequence. */
    private static void reshape(Site site) {
        site.movedInOurOrder(site.movingInOurOrder()
                .with("Reshape", "shape", site.result().shape().dimensions().toArray()));
    }

    private static void shapeOf(Site site) {
        Chain chain = site.chain(site.inOurOrder(0)).then("Shape");
        if (site.result().type() != ElementType.INT64) {
            chain.then(
                    "Cast", Attribute.of("to", (long) Stored.type(site.result().type())));
        }
        chain.end(site.graph().name(site.result()));
    }
}
