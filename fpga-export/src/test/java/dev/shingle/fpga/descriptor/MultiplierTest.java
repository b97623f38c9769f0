package dev.shingle.fpga.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class MultiplierTest {

    @Test
    void theHighestBitIsSet() {
        assertThat(Multiplier.of(0.75, "")).isEqualTo(new Multiplier(1610612736, 0));
        assertThat(Multiplier.of(0.5, "")).isEqualTo(Multiplier.HALF);
        assertThat(Multiplier.of(0.1, "")).isEqualTo(new Multiplier(1717986918, 3));
        assertThat(Multiplier.of(Math.scalb(1.0, -32), "")).isEqualTo(new Multiplier(1 << 30, 31));
        assertThat(Multiplier.of(Math.scalb(0.999, -32), "")).isEqualTo(Multiplier.ZERO);
        assertThat(Multiplier.of(0, "")).isEqualTo(Multiplier.ZERO);
    }

    @Test
    void leftShiftsAreRefused() {
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> Multiplier.of(1, "the factor"))
                .withMessage("the factor is 1.0; the accelerator shifts to the right only, so it must be below 1");
        assertThatExceptionOfType(UnsupportedException.class).isThrownBy(() -> Multiplier.of(Math.nextDown(1.0), ""));
    }

    /** Every sum of every count that a window of 16 x 16 can have, and the extremes of large ones. */
    @Test
    void reciprocalsDivideLikeTheReference() {
        for (int count = 1; count <= 256; count++) {
            for (int sum = -128 * count; sum <= 127 * count; sum++) {
                checkQuotient(sum, count);
            }
        }
        for (int count = 257; count <= 65536; count++) {
            for (int quotient : new int[] {-128, -127, -1, 0, 1, 126}) {
                for (int above = -1; above <= 1; above++) {
                    checkQuotient(quotient * count + count / 2 + above, count);
                    checkQuotient(quotient * count + above, count);
                }
            }
        }
    }

    private static void checkQuotient(int sum, int count) {
        Multiplier multiplier = Multiplier.reciprocal(count);
        int expected = (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
        long product = (2L * Math.abs(sum) + count) * multiplier.mult();
        int quotient = (int) (product >> (31 + multiplier.shift()));
        if ((sum < 0 ? -quotient : quotient) != expected) {
            throw new AssertionError(sum + " / " + count + " is " + expected + ", not " + quotient);
        }
    }
}
