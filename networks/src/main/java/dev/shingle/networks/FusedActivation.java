package dev.shingle.networks;

import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import java.util.Optional;

/**
 * The activation that an operator applies to its result: passes make it of the layer that follows, writers may have to make a
 * layer of it again.
 */
public final class FusedActivation {

    private FusedActivation() {}

    /** {@link Activation#NONE} for operators that have none. */
    public static Activation of(Operator operator) {
        if (operator instanceof Operator.Convolution it) {
            return it.activation();
        }
        if (operator instanceof Operator.DepthwiseConvolution it) {
            return it.activation();
        }
        if (operator instanceof Operator.TransposedConvolution it) {
            return it.activation();
        }
        if (operator instanceof Operator.FullyConnected it) {
            return it.activation();
        }
        if (operator instanceof Operator.Pool it) {
            return it.activation();
        }
        if (operator instanceof Elementwise it) {
            return it.activation();
        }
        return operator instanceof Operator.Concatenation it ? it.activation() : Activation.NONE;
    }

    /** The operator alone. */
    public static Operator without(Operator operator) {
        return with(operator, Activation.NONE).orElse(operator);
    }

    /** The operator with this activation in place of its own; empty if it has none. */
    public static Optional<Operator> with(Operator operator, Activation activation) {
        if (operator instanceof Operator.Convolution it) {
            return Optional.of(new Operator.Convolution(it.window(), it.groups(), activation));
        }
        if (operator instanceof Operator.DepthwiseConvolution it) {
            return Optional.of(new Operator.DepthwiseConvolution(it.window(), it.multiplier(), activation));
        }
        if (operator instanceof Operator.TransposedConvolution it) {
            return Optional.of(new Operator.TransposedConvolution(it.window(), activation));
        }
        if (operator instanceof Operator.FullyConnected it) {
            return Optional.of(new Operator.FullyConnected(activation, it.asymmetricInputs()));
        }
        if (operator instanceof Operator.Pool it) {
            return Optional.of(new Operator.Pool(it.kind(), it.window(), it.countsPadding(), activation));
        }
        if (operator instanceof Elementwise it) {
            return Optional.of(new Elementwise(it.kind(), activation));
        }
        if (operator instanceof Operator.Concatenation it) {
            return Optional.of(new Operator.Concatenation(it.axis(), activation));
        }
        return Optional.empty();
    }

    /** The activation as a function of its own; none where it is more than a clamp of stored numbers. */
    public static Optional<Function> function(Activation activation, FeatureMap result) {
        return switch (activation) {
            case RELU -> Optional.of(Function.RELU);
            case RELU6 -> Optional.of(Function.RELU6);
            case RELU_N1_TO_1 -> Optional.of(Function.RELU_N1_TO_1);
            case TANH -> result.quantization().isQuantized() ? Optional.empty() : Optional.of(Function.TANH);
            case NONE, SIGN_BIT -> Optional.empty();
        };
    }
}
