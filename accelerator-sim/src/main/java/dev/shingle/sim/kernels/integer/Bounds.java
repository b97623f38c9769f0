package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Operand;

/** Stored numbers that a result may take: those of its type, cut by the activation. */
record Bounds(int least, int greatest) {

    static Bounds of(Operand result, Activation activation) {
        int least = Scales.least(result.type());
        int greatest = Scales.greatest(result.type());
        return switch (activation) {
            case NONE -> new Bounds(least, greatest);
            case RELU -> new Bounds(Math.max(least, stored(result, 0)), greatest);
            case RELU6 -> new Bounds(Math.max(least, stored(result, 0)), Math.min(greatest, stored(result, 6)));
            case RELU_N1_TO_1 -> new Bounds(Math.max(least, stored(result, -1)), Math.min(greatest, stored(result, 1)));
            case TANH, SIGN_BIT ->
                throw new IllegalArgumentException("activation " + activation + " of stored integers");
        };
    }

    /** Rounded half away from zero, in single precision. */
    private static int stored(Operand result, float real) {
        return Scales.zeroPoint(result) + Decimals.roundedAway(real / Scales.scale(result));
    }

    int clamp(int value) {
        return Math.max(least, Math.min(greatest, value));
    }

    int clamp(long value) {
        return (int) Math.max(least, Math.min(greatest, value));
    }
}
