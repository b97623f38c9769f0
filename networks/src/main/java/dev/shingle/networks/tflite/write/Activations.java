package dev.shingle.networks.tflite.write;

import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import java.util.Optional;

/** Which activations operators of the format apply themselves; clamps only, although it has numbers for others. */
final class Activations {

    private Activations() {}

    static Activation of(Operator operator) {
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

    static Operator without(Operator operator) {
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

    /** Runtimes know no fused activation of concatenations and of arithmetic without options. */
    static boolean canFuse(Operator operator, Activation activation) {
        boolean clamp = activation == Activation.RELU
                || activation == Activation.RELU6
                || activation == Activation.RELU_N1_TO_1;
        if (operator instanceof Elementwise elementwise) {
            return clamp
                    && switch (elementwise.kind()) {
                        case ADD, SUBTRACT, MULTIPLY, DIVIDE -> true;
                        case MAXIMUM, MINIMUM, SQUARED_DIFFERENCE, POWER -> false;
                    };
        }
        return clamp && !(operator instanceof Operator.Concatenation);
    }

    /** The activation as a function of its own; none where it is more than a clamp of stored numbers. */
    static Optional<Function> function(Activation activation, FeatureMap result) {
        return switch (activation) {
            case RELU -> Optional.of(Function.RELU);
            case RELU6 -> Optional.of(Function.RELU6);
            case RELU_N1_TO_1 -> Optional.of(Function.RELU_N1_TO_1);
            case TANH -> result.quantization().isQuantized() ? Optional.empty() : Optional.of(Function.TANH);
            case NONE, SIGN_BIT -> Optional.empty();
        };
    }
}
