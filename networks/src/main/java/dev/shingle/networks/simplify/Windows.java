package dev.shingle.networks.simplify;

import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Window;
import java.util.Optional;

/** The window of a convolution or depthwise convolution, and changed copies of it. */
final class Windows {

    private Windows() {}

    /** The window of an operator that multiplies its padding with weights, so that zeros around the input are padding. */
    static Optional<Window> ofConvolution(Operator operator) {
        if (operator instanceof Operator.Convolution convolution) {
            return Optional.of(convolution.window());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return Optional.of(depthwise.window());
        }
        return Optional.empty();
    }

    static Operator withWindow(Operator operator, Window window) {
        if (operator instanceof Operator.Convolution convolution) {
            return new Operator.Convolution(window, convolution.groups(), convolution.activation());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return new Operator.DepthwiseConvolution(window, depthwise.multiplier(), depthwise.activation());
        }
        throw new AssertionError("no window of a convolution in " + operator);
    }

    /** Empty if a border is negative or beyond an int. */
    static Optional<Padding> padding(long top, long bottom, long left, long right) {
        return isSize(top) && isSize(bottom) && isSize(left) && isSize(right)
                ? Optional.of(new Padding((int) top, (int) bottom, (int) left, (int) right))
                : Optional.empty();
    }

    static boolean isSize(long value) {
        return value >= 0 && value <= Integer.MAX_VALUE;
    }
}
