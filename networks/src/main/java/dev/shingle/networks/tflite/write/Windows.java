package dev.shingle.networks.tflite.write;

import dev.shingle.networks.Operator;
import dev.shingle.networks.Window;
import java.util.Optional;

/** The window of operators that have one over their input. */
final class Windows {

    private Windows() {}

    static Optional<Window> of(Operator operator) {
        if (operator instanceof Operator.Convolution convolution) {
            return Optional.of(convolution.window());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return Optional.of(depthwise.window());
        }
        return operator instanceof Operator.Pool pool ? Optional.of(pool.window()) : Optional.empty();
    }

    /** The same operator, or a transposed convolution, with another window. */
    static Operator with(Operator operator, Window window) {
        if (operator instanceof Operator.Convolution it) {
            return new Operator.Convolution(window, it.groups(), it.activation());
        }
        if (operator instanceof Operator.DepthwiseConvolution it) {
            return new Operator.DepthwiseConvolution(window, it.multiplier(), it.activation());
        }
        if (operator instanceof Operator.TransposedConvolution it) {
            return new Operator.TransposedConvolution(window, it.activation());
        }
        if (operator instanceof Operator.Pool it) {
            return new Operator.Pool(it.kind(), window, false, it.activation());
        }
        throw new AssertionError("no window in " + operator);
    }
}
