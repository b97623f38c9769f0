package dev.shingle.sim.kernels.integer;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * A function of 16 bits as TensorFlow Lite tabulates it: 512 pieces of 128 arguments each, straight lines between.
 *
 * <pre>
 *   argument   -32768   -32640            32640   32767
 *   entry         0        1       ...     511     512
 * </pre>
 *
 * An entry is not the function's own value: it is moved by half of what the line through two values is wrong in the middle
 * between them. Sums of 16 bits wrap around, where a function rises too fast for the table.
 */
final class InterpolatedTable implements IntUnaryOperator {

    private static final int PIECES = 512;
    private static final int PIECE_BITS = 7;
    private static final int STORED_NUMBERS = 1 << Short.SIZE;

    private final int[] entries = new int[PIECES + 1];

    private InterpolatedTable() {}

    /** Scale and zero point of a side of the table. */
    record Side(double scale, int zeroPoint) {

        private double real(int stored, Precision precision) {
            return precision.of(scale * (stored - zeroPoint));
        }
    }

    /** What becomes of every result of an operation. Doubles hold enough that none is rounded twice. */
    enum Precision {
        SINGLE {
            @Override
            double of(double exact) {
                return (float) exact;
            }
        },
        DOUBLE {
            @Override
            double of(double exact) {
                return exact;
            }
        };

        abstract double of(double exact);
    }

    static InterpolatedTable of(Side input, Side output, Precision precision, DoubleUnaryOperator function) {
        double least = input.real(Short.MIN_VALUE, precision);
        double greatest = input.real(Short.MAX_VALUE, precision);
        double step = precision.of(precision.of(greatest - least) / PIECES);
        double range = precision.of(output.real(Short.MAX_VALUE, precision) - output.real(Short.MIN_VALUE, precision));
        double inverse = precision.of(STORED_NUMBERS / range);
        DoubleUnaryOperator scaled = x -> precision.of(precision.of(function.applyAsDouble(x)) * inverse);
        InterpolatedTable table = new InterpolatedTable();
        for (int i = 0; i < PIECES; i++) {
            double start = precision.of(least + precision.of(i * step));
            double middle = precision.of(start + precision.of(step / 2));
            double end = precision.of(least + precision.of((i + 1) * step));
            double value = round(scaled.applyAsDouble(start));
            double between = round(precision.of(precision.of(scaled.applyAsDouble(end) + value) / 2));
            double error = precision.of(between - round(scaled.applyAsDouble(middle)));
            table.entries[i] = saturated(precision.of(value - round(precision.of(error / 2))));
        }
        table.entries[PIECES] = saturated(round(scaled.applyAsDouble(greatest)));
        return table;
    }

    /** Half away from zero. Neither precision holds a number just below a half that would become one by adding a half. */
    private static double round(double value) {
        double magnitude = Math.abs(value);
        double whole = Math.floor(magnitude);
        double rounded = magnitude - whole >= 0.5 ? whole + 1 : whole;
        return Math.copySign(rounded, value);
    }

    private static int saturated(double value) {
        return (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }

    @Override
    public int applyAsInt(int stored) {
        int piece = PIECES / 2 + (stored >> PIECE_BITS);
        int rest = stored & ((1 << PIECE_BITS) - 1);
        int rise = (short) (entries[piece + 1] - entries[piece]);
        return (short) (entries[piece] + ((rise * rest + (1 << (PIECE_BITS - 1))) >> PIECE_BITS));
    }
}
