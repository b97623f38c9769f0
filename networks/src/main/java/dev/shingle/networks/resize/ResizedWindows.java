package dev.shingle.networks.resize;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Windows over an image of another size.
 *
 * <p>A network knows its padding in pixels, not the rule behind it. Three rules are in use, and they differ for strided
 * windows only: none at all; a fixed border; and TensorFlow's SAME, whose border follows from the size. A border that SAME
 * would not give is fixed, none is none. What both SAME and a fixed symmetric border would give (3x3, stride 2, odd size)
 * is read in the network's own manner: fixed if some other border of it must be and none must be SAME's.
 *
 * <pre>
 *   3x3, stride 2      even size        odd size
 *   SAME               0 and 1          1 and 1
 *   symmetric          1 and 1          1 and 1
 * </pre>
 *
 * <p>A pool over the whole image, without padding, keeps to the whole image; but not if the network has the same pool
 * slide elsewhere: then it only happens to cover an image that has become small.
 */
final class ResizedWindows {

    private final boolean followsSame;
    private final ImmutableSet<Window> slidingPools;

    private ResizedWindows(boolean followsSame, Set<Window> slidingPools) {
        this.followsSame = followsSame;
        this.slidingPools = ImmutableSet.copyOf(slidingPools);
    }

    static ResizedWindows of(Network network) {
        boolean anySame = false;
        boolean anyFixed = false;
        Set<Window> slidingPools = new HashSet<>();
        for (Layer layer : network.layers()) {
            Optional<Window> window = window(layer.operator());
            if (window.isPresent()) {
                Shape image = layer.operands().get(0).shape();
                if (layer.operator() instanceof Operator.Pool && !covers(window.get(), image)) {
                    slidingPools.add(window.get().withPadding(Padding.NONE));
                }
                for (Side side : sides(window.get(), image)) {
                    anySame |= side.isSame() && !side.isSymmetric();
                    anyFixed |= side.stride() > 1 && side.isPadded() && !side.isSame();
                }
            }
        }
        return new ResizedWindows(anySame || !anyFixed, slidingPools);
    }

    /** The operator over an operand of another shape. */
    Operator resized(Layer layer, Shape now) {
        Operator operator = layer.operator();
        Optional<Window> found = window(operator);
        if (found.isEmpty()) {
            return operator;
        }
        Window window = found.get();
        Shape before = layer.operands().get(0).shape();
        if (operator instanceof Operator.Pool pool && covers(window, before) && !slidingPools.contains(window)) {
            Window whole = new Window(now.height(), now.width(), 1, 1, 1, 1, Padding.NONE);
            return new Operator.Pool(pool.kind(), whole, pool.countsPadding(), pool.activation());
        }
        Window same = window.withSamePadding(now.height(), now.width());
        List<Side> sides = sides(window, before);
        boolean rowsFollow = follows(sides.get(0));
        boolean columnsFollow = follows(sides.get(1));
        Padding padding = new Padding(
                (rowsFollow ? same : window).padding().top(),
                (rowsFollow ? same : window).padding().bottom(),
                (columnsFollow ? same : window).padding().left(),
                (columnsFollow ? same : window).padding().right());
        return with(operator, window.withPadding(padding));
    }

    private boolean follows(Side side) {
        return side.isPadded() && side.isSame() && (followsSame || !side.isSymmetric());
    }

    private static boolean covers(Window window, Shape image) {
        return window.kernelHeight() == image.height()
                && window.kernelWidth() == image.width()
                && window.padding().equals(Padding.NONE);
    }

    /** One dimension of a window over an image. */
    private record Side(int stride, int before, int after, int sameBefore, int sameAfter) {

        boolean isPadded() {
            return before + after > 0;
        }

        boolean isSymmetric() {
            return before == after;
        }

        boolean isSame() {
            return before == sameBefore && after == sameAfter;
        }
    }

    private static ImmutableList<Side> sides(Window window, Shape image) {
        Padding is = window.padding();
        Padding same = window.withSamePadding(image.height(), image.width()).padding();
        return ImmutableList.of(
                new Side(window.strideHeight(), is.top(), is.bottom(), same.top(), same.bottom()),
                new Side(window.strideWidth(), is.left(), is.right(), same.left(), same.right()));
    }

    private static Optional<Window> window(Operator operator) {
        if (operator instanceof Operator.Convolution convolution) {
            return Optional.of(convolution.window());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return Optional.of(depthwise.window());
        }
        return operator instanceof Operator.Pool pool ? Optional.of(pool.window()) : Optional.empty();
    }

    private static Operator with(Operator operator, Window window) {
        if (operator instanceof Operator.Convolution convolution) {
            return new Operator.Convolution(window, convolution.groups(), convolution.activation());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return new Operator.DepthwiseConvolution(window, depthwise.multiplier(), depthwise.activation());
        }
        if (operator instanceof Operator.Pool pool) {
            return new Operator.Pool(pool.kind(), window, pool.countsPadding(), pool.activation());
        }
        throw new AssertionError("no window in " + operator);
    }
}
