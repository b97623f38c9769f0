package dev.shingle.sim.energy;

import com.google.common.collect.ImmutableList;

/**
 * A power of the logarithm of the size times one of the logarithm of the word. Logarithms are of base 2 and counted from
 * 32 KiB and 16 bytes, in the middle of what is usual, so that coefficients are of like size.
 *
 * @param sizePower of log2(size / 32768)
 * @param wordPower of log2(word / 16)
 */
record Monomial(int sizePower, int wordPower) {

    private static final double MIDDLE_SIZE_BYTES = 32768;
    private static final double MIDDLE_WORD_BYTES = 16;

    /** All up to a degree, 1 first; powers that so few sizes and words cannot tell apart are left out. */
    static ImmutableList<Monomial> upTo(int degree, int distinctSizes, int distinctWords) {
        ImmutableList.Builder<Monomial> monomials = ImmutableList.builder();
        for (int sum = 0; sum <= degree; sum++) {
            for (int wordPower = 0; wordPower <= sum; wordPower++) {
                if (sum - wordPower < distinctSizes && wordPower < distinctWords) {
                    monomials.add(new Monomial(sum - wordPower, wordPower));
                }
            }
        }
        return monomials.build();
    }

    double of(long sizeBytes, int wordBytes) {
        return power(log2(sizeBytes / MIDDLE_SIZE_BYTES), sizePower)
                * power(log2(wordBytes / MIDDLE_WORD_BYTES), wordPower);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    private static double power(double base, int exponent) {
        double power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= base;
        }
        return power;
    }
}
