package dev.shingle.sim.kernels.integer;

import java.util.function.IntUnaryOperator;

/**
 * LOGISTIC and TANH of 16 bits, by one table of the former from 0 to 10.7 in steps of 1/24, straight lines between. Entries
 * are moved by half of what the line to the next is wrong in the middle.
 *
 * <pre>    tanh(x) = 2 logistic(2x) - 1        logistic(-x) = 1 - logistic(x)        </pre>
 *
 * Arguments are taken to units of 1/(3 * 4096) by a factor of 15 bits; results have a scale of 2^-15. A scale of 2^-12, for
 * TANH of 2^-11 too, is left to {@link FixedSigmoid}.
 */
final class SigmoidTable {

    static final float RESULT_SCALE = 0x1p-15f;

    private static final int STEPS = 256;
    private static final int STEPS_OF_ONE = 24;
    private static final int[] TABLE = table();

    /** Bits of an argument within a step; TANH has twice the argument. */
    private static final int LOGISTIC_BITS = 9;

    private static final int TANH_BITS = 8;

    private static final float NEARLY = 1e-3f;

    private SigmoidTable() {}

    private static int[] table() {
        int[] table = new int[STEPS];
        for (int i = 0; i < STEPS - 1; i++) {
            double value = sigmoid(i);
            double error = sigmoid(i + 0.5) - (value + sigmoid(i + 1)) / 2;
            table[i] = (int) Math.round(value + error / 2);
        }
        table[STEPS - 1] = 0xffff;
        return table;
    }

    /** In 16 bits. */
    private static double sigmoid(double steps) {
        return (1 << Short.SIZE) / (1 + Math.exp(-steps / STEPS_OF_ONE));
    }

    static IntUnaryOperator logistic(float scale) {
        if (doublings(scale) == 0) {
            return FixedSigmoid.logistic();
        }
        IntUnaryOperator argument = argument(scale);
        return stored -> logistic(argument.applyAsInt(stored));
    }

    static IntUnaryOperator tanh(float scale) {
        int doublings = doublings(scale);
        if (doublings == 0 || doublings == 1) {
            return FixedSigmoid.tanh(doublings);
        }
        IntUnaryOperator argument = argument(scale);
        return stored -> tanh(argument.applyAsInt(stored));
    }

    /** How often a scale is the double of 2^-12, nearly; negative if it is none. */
    private static int doublings(float scale) {
        float log = (float) Math.log(scale) * (1.0f / (float) Math.log(2.0f));
        float whole = Math.round(log);
        return Math.abs(log - whole) < NEARLY ? (int) whole + 12 : -1;
    }

    /** Stored numbers in units of the table: times a factor whose fraction is cut off, not rounded. */
    private static IntUnaryOperator argument(float scale) {
        double factor = scale * 4096.0 * 3.0;
        int shift = 0;
        while (factor <= Short.MAX_VALUE / 2.0 && shift <= 30) {
            shift++;
            factor *= 2;
        }
        int multiplier = (int) factor;
        int right = shift;
        int half = shift > 0 ? 1 << (shift - 1) : 0;
        return stored -> (stored * multiplier + half) >> right;
    }

    private static int logistic(int x) {
        int value = interpolated(Math.abs(x), LOGISTIC_BITS, Short.MAX_VALUE << 10);
        int signed = x >= 0 ? value + (1 << 9) : (1 << 25) - value + (1 << 9) - 1;
        return signed >>> 10;
    }

    private static int tanh(int x) {
        int value = interpolated(Math.abs(x), TANH_BITS, 0xffff << 8) - (1 << 23);
        int signed = x >= 0 ? value + (1 << 7) : -value + (1 << 7) - 1;
        return signed >> 8;
    }

    private static int interpolated(int magnitude, int bits, int beyond) {
        int step = magnitude >>> bits;
        if (step >= STEPS - 1) {
            return beyond;
        }
        int rest = magnitude & ((1 << bits) - 1);
        return (TABLE[step] << bits) + rest * (TABLE[step + 1] - TABLE[step]);
    }
}
