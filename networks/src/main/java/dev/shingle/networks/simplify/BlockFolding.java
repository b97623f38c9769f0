package dev.shingle.networks.simplify;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import java.util.Optional;

/**
 * Makes one depth-to-space or space-to-depth of the three layers that exporters write for it, where a format or a runtime
 * has no such operator:
 *
 * <pre>
 *   [N, H, W, b*b*C]  -> [N, H, W, b, b, C] -> transpose -> [N, H, b, W, b, C] -> [N, H*b, W*b, C]   depth to space
 *   [N, H*b, W*b, C]  -> [N, H, b, W, b, C] -> transpose -> [N, H, W, b, b, C] -> [N, H, W, b*b*C]   space to depth
 * </pre>
 *
 * Both transpositions swap the two dimensions in the middle. What else reads the inner maps keeps them.
 */
final class BlockFolding implements Pass {

    private static final ImmutableIntArray SWAP = ImmutableIntArray.of(0, 1, 3, 2, 4, 5);

    @Override
    public String name() {
        return "fold-blocks";
    }

    @Override
    public String description() {
        return "makes depth-to-space or space-to-depth of reshapes around a transposition";
    }

    @Override
    public Optional<String> rewrite(Layer layer, Graph graph) {
        if (!isRestated(layer)) {
            return Optional.empty();
        }
        return graph.writer(layer.ifm())
                .filter(BlockFolding::swapsTheMiddle)
                .flatMap(transposition -> graph.writer(transposition.ifm())
                        .filter(BlockFolding::isRestated)
                        .flatMap(first -> folded(first, transposition, layer, graph)));
    }

    private static Optional<String> folded(Layer first, Layer transposition, Layer last, Graph graph) {
        if (!Layers.sameElements(first.ifm(), last.ofm())
                || !Layers.sameElements(first.ifm(), transposition.ifm())
                || !Layers.sameElements(first.ifm(), transposition.ofm())) {
            return Optional.empty();
        }
        Shape from = first.ifm().shape();
        Shape to = last.ofm().shape();
        Shape inner = transposition.ifm().shape();
        if (from.rank() != 4 || to.rank() != 4) {
            return Optional.empty();
        }
        return operator(from, inner, to).map(operator -> {
            Layer block =
                    new Layer(last.name(), operator, ImmutableList.of(first.ifm()), last.outputs(), ImmutableList.of());
            graph.replace(last, Layers.withSourcesOf(block, first, transposition, last));
            return Layers.label(last) + " after " + Layers.label(transposition) + " is " + operator.displayName();
        });
    }

    private static Optional<Operator> operator(Shape from, Shape inner, Shape to) {
        int block = inner.dimension(4);
        if (inner.dimension(3) == block && from.equals(depth(inner, 2)) && to.equals(space(inner, 2))) {
            return Optional.of(new Operator.DepthToSpace(block));
        }
        if (inner.dimension(2) == block && from.equals(space(inner, 3)) && to.equals(depth(inner, 3))) {
            return Optional.of(new Operator.SpaceToDepth(block));
        }
        return Optional.empty();
    }

    /** Blocks as channels; the width stands at the given dimension of the inner shape. */
    private static Shape depth(Shape inner, int width) {
        int block = inner.dimension(4);
        return Shape.of(
                inner.dimension(0), inner.dimension(1), inner.dimension(width), inner.dimension(5) * block * block);
    }

    /** Blocks as pixels. */
    private static Shape space(Shape inner, int width) {
        int block = inner.dimension(4);
        return Shape.of(
                inner.dimension(0), inner.dimension(1) * block, inner.dimension(width) * block, inner.dimension(5));
    }

    private static boolean isRestated(Layer layer) {
        return Layers.isUnary(layer)
                && (layer.operator() instanceof Operator.Reshape || layer.operator() instanceof Operator.View)
                && layer.ifm().shape().elements() == layer.ofm().shape().elements();
    }

    private static boolean swapsTheMiddle(Layer layer) {
        return Layers.isUnary(layer)
                && layer.operator() instanceof Operator.Transpose transpose
                && layer.ifm().shape().rank() == SWAP.length()
                && moved(transpose.permutation(), layer.ifm().shape())
                        .equals(moved(SWAP, layer.ifm().shape()))
                && ShapeInference.problemIn(layer).isEmpty();
    }

    /** Where a dimension of size 1 goes does not matter. */
    private static ImmutableIntArray moved(ImmutableIntArray permutation, Shape shape) {
        return ImmutableIntArray.copyOf(permutation.stream().filter(axis -> shape.dimension(axis) > 1));
    }
}
