package dev.shingle.networks.quantize;

import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import java.util.Optional;

/** What TensorFlow Lite's int8 operators demand of the quantisations of operands and results. */
final class IntegerForms {

    private IntegerForms() {}

    /** Operators that copy or compare stored numbers: operands and results share one quantisation. */
    static boolean sharesQuantization(Operator operator) {
        if (operator instanceof Operator.Elementwise it) {
            return it.kind() == Operator.Elementwise.Kind.MAXIMUM || it.kind() == Operator.Elementwise.Kind.MINIMUM;
        }
        if (operator instanceof Operator.Reduce it) {
            return it.kind() == Operator.Reduce.Kind.MAXIMUM || it.kind() == Operator.Reduce.Kind.MINIMUM;
        }
        if (operator instanceof Operator.Pointwise it) {
            return it.function() == Operator.Pointwise.Function.COPY;
        }
        return !WeightLayout.isWeighted(operator) && !(operator instanceof Operator.Softmax);
    }

    /** The one quantisation that an operator can write, if there is only one. */
    static Optional<Quantization> result(Operator operator) {
        if (operator instanceof Operator.Softmax) {
            return Optional.of(AffineScheme.PROBABILITY);
        }
        if (operator instanceof Operator.Pointwise it) {
            return switch (it.function()) {
                case LOGISTIC -> Optional.of(AffineScheme.PROBABILITY);
                case TANH -> Optional.of(AffineScheme.SIGNED_UNIT);
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    /**
     * Finds out that a layer has an int8 form.
     *
     * @throws NetworkFormatException if it has none, with its name and the reason
     */
    static void check(String source, Layer layer) {
        Operator operator = layer.operator();
        if (!hasForm(operator)) {
            throw refusal(source, layer, operator.displayName(), "an operator that computes with int8");
        }
        for (Operand operand : layer.operands()) {
            checkFloat(source, layer, operand);
        }
        layer.outputs().forEach(output -> checkFloat(source, layer, output));
        if (WeightLayout.isWeighted(operator)) {
            if (!WeightLayout.isReadable(layer)) {
                throw refusal(source, layer, "weights or a bias without contents", "constants in the file");
            }
            Activation activation = WeightLayout.activation(layer);
            if (activation == Activation.TANH || activation == Activation.SIGN_BIT) {
                throw refusal(
                        source, layer, "fused " + activation, "a layer of its own (leave pass fuse-activation out)");
            }
        } else if (layer.constants().stream()
                .anyMatch(constant -> !constant.contents().isPresent())) {
            throw refusal(source, layer, "a constant without contents", "constants in the file");
        }
    }

    private static void checkFloat(String source, Layer layer, Operand operand) {
        boolean isFloat = operand.type() == ElementType.FLOAT32
                || (operand.type() == ElementType.FLOAT16 && !(operand instanceof FeatureMap));
        if (!isFloat) {
            throw refusal(source, layer, operand.name() + " of type " + operand.type(), "float tensors only");
        }
    }

    private static boolean hasForm(Operator operator) {
        if (operator instanceof Operator.Elementwise it) {
            return it.kind() != Operator.Elementwise.Kind.DIVIDE && it.kind() != Operator.Elementwise.Kind.POWER;
        }
        if (operator instanceof Operator.Reduce it) {
            return switch (it.kind()) {
                case MEAN, SUM, MAXIMUM, MINIMUM -> true;
                case PRODUCT, ARG_MAXIMUM, ARG_MINIMUM -> false;
            };
        }
        if (operator instanceof Operator.Pointwise it) {
            return hasForm(it.function());
        }
        return !(operator instanceof Operator.Opaque)
                && !(operator instanceof Operator.LocalResponseNormalization)
                && !(operator instanceof Operator.ShapeOf);
    }

    private static boolean hasForm(Operator.Pointwise.Function function) {
        return switch (function) {
            case COPY, RELU, RELU6, RELU_N1_TO_1, LEAKY_RELU, PRELU, ELU, LOGISTIC, TANH, HARD_SWISH -> true;
            case ABSOLUTE, EXPONENTIAL, LOGARITHM, RECIPROCAL_SQUARE_ROOT -> true;
            case QUANTIZE, DEQUANTIZE, CAST, NEGATE, SQUARE_ROOT, SQUARE, FLOOR, CEILING, ROUND -> false;
        };
    }

    private static NetworkFormatException refusal(String source, Layer layer, String found, String expected) {
        return new NetworkFormatException(source, "layer " + layer.name(), found, expected);
    }
}
