package dev.shingle.fpga.descriptor;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.networks.fixedpoint.FixedPoint;

/**
 * A factor below 1 as {@code mult * 2^-(31 + shift)}: 31 bits with the highest one set, as {@link FixedPoint} has them.
 *
 * @param mult 0, or 2^30 to 2^31 - 1
 * @param shift places to the right, 0 to 31
 */
record Multiplier(int mult, int shift) {

    static final Multiplier ZERO = new Multiplier(0, 0);

    /** Half: what takes twice a number back to the number. */
    static final Multiplier HALF = new Multiplier(1 << 30, 0);

    private static final int MOST_SHIFT = 31;

    Multiplier {
        checkArgument(mult >= 0 && shift >= 0 && shift <= MOST_SHIFT, "multiplier %s, shift %s", mult, shift);
    }

    /** The format's; only those below 1 can be run. */
    static Multiplier of(double real, String meaning) {
        FixedPoint factor = FixedPoint.of(real);
        if (factor.shift() > 0) {
            throw new UnsupportedException("%s is %s; the accelerator shifts to the right only, so it must be below 1"
                    .formatted(meaning, real));
        }
        return new Multiplier(factor.multiplier(), -factor.shift());
    }

    /**
     * For a division by a count: {@code (2*|x| + count) * mult >> (31 + shift)} is |x| / count, half rounded up. The
     * multiplier is {@code 2^(31 + shift) / (2*count)}, rounded up; with 31 bits of it no quotient below 2^22 is missed.
     */
    static Multiplier reciprocal(int count) {
        int shift = Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
        long divisor = 2L * count;
        long mult = ((1L << (31 + shift)) + divisor - 1) / divisor;
        return new Multiplier(Math.toIntExact(mult), shift);
    }
}
