package dev.shingle.networks.tflite.write;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;

/** Which activations operators of the format apply themselves; clamps only, although it has numbers for others. */
final class Activations {

    private Activations() {}

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
}
