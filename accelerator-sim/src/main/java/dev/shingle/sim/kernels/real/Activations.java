package dev.shingle.sim.kernels.real;

import dev.shingle.networks.Activation;

/** Activations of real numbers. */
public final class Activations {

    private Activations() {}

    /** The activated number. */
    public static float apply(Activation activation, float x) {
        return switch (activation) {
            case NONE -> x;
            case RELU -> Math.max(0, x);
            case RELU6 -> Math.max(0, Math.min(6, x));
            case RELU_N1_TO_1 -> Math.max(-1, Math.min(1, x));
            case TANH -> (float) Math.tanh(x);
            case SIGN_BIT -> x < 0 ? 1 : 0;
        };
    }

    static void apply(Activation activation, float[] values, int at, int count) {
        if (activation != Activation.NONE) {
            for (int i = at; i < at + count; i++) {
                values[i] = apply(activation, values[i]);
            }
        }
    }
}
