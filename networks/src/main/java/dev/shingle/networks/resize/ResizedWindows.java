package dev.shingle.networks.resize;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.List;
import java.util.Optional;

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
 * <p>A pool over the whole image, without padding, keeps to the whole image.
 */
final class ResizedWindows {

    private final boolean followsSame;

    private ResizedWindows(boolean followsSame) {
        this.followsSame = followsSame;
    }

    static ResizedWindows of(Network network) {
        boolean anySame = false;
        boolean anyFixed = false;
        for (Layer layer : network.layers()) {
            Optional<Window> window = window(layer.operator());
            if (window.isPresent()) {
                for (Side side : sides(window.get(), layer.operands().get(0).shape())) {
                    anySame |= side.isSame() && !side.isSymmetric();
                    anyFixed |= side.stride() > 1 && side.isPadded() && !side.isSame();
                }
            }
        }
        return new ResizedWindows(anySame || !anyFixed);
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
        if (operator instanceof Operator.Pool pool && isWhole(window, before)) {
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

    private static boolean isWhole(Window window, Shape image) {
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
        Padding same =
                window.withSamePadding(image.height(), image.width()).padding();
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
