package dev.shingle.networks.format;

import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import java.util.Optional;

/** The activation that an operator applies to its result; writers may have to make a layer of its own of it. */
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
        if (operator instanceof Operator.Convolution it) {
            return new Operator.Convolution(it.window(), it.groups(), Activation.NONE);
        }
        if (operator instanceof Operator.DepthwiseConvolution it) {
            return new Operator.DepthwiseConvolution(it.window(), it.multiplier(), Activation.NONE);
        }
        if (operator instanceof Operator.TransposedConvolution it) {
            return new Operator.TransposedConvolution(it.window(), Activation.NONE);
        }
        if (operator instanceof Operator.FullyConnected) {
            return new Operator.FullyConnected(Activation.NONE);
        }
        if (operator instanceof Operator.Pool it) {
            return new Operator.Pool(it.kind(), it.window(), it.countsPadding(), Activation.NONE);
        }
        if (operator instanceof Elementwise it) {
            return new Elementwise(it.kind(), Activation.NONE);
        }
        if (operator instanceof Operator.Concatenation it) {
            return new Operator.Concatenation(it.axis(), Activation.NONE);
        }
        return operator;
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
