package dev.shingle.sim.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Rounding, against exact numbers. */
class ArithmeticTest {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    @Test
    void modesDifferInTies() {
        // Half of -3 is a tie: up, away from zero, up.
        assertThat(Rounding.TFLITE.scale(-3, 1 << 30, 0)).isEqualTo(-1);
        assertThat(Rounding.TFLM_REFERENCE.scale(-3, 1 << 30, 0)).isEqualTo(-1);
        assertThat(Rounding.SINGLE.scale(-3, 1 << 30, 0)).isEqualTo(-1);
        // A quarter of -6: the first rounding is exact, the second is the tie.
        assertThat(Rounding.TFLITE.scale(-6, 1 << 30, -1)).isEqualTo(-1);
        assertThat(Rounding.TFLM_REFERENCE.scale(-6, 1 << 30, -1)).isEqualTo(-2);
        assertThat(Rounding.SINGLE.scale(-6, 1 << 30, -1)).isEqualTo(-1);
        // A quarter of 5 is 1.25; rounded twice it is 3, then 2.
        assertThat(Rounding.TFLITE.scale(5, 1 << 30, -1)).isEqualTo(2);
        assertThat(Rounding.SINGLE.scale(5, 1 << 30, -1)).isEqualTo(1);
    }

    @Test
    void onlyMatrixProductsRoundTiesUp() {
        assertThat(Rounding.TFLITE.outsideProducts()).isEqualTo(Rounding.TFLM_REFERENCE);
        assertThat(Rounding.TFLM_REFERENCE.outsideProducts()).isEqualTo(Rounding.TFLM_REFERENCE);
        assertThat(Rounding.SINGLE.outsideProducts()).isEqualTo(Rounding.SINGLE);
    }

    @Property
    void roundsLikeExactNumbers(
            @ForAll int value,
            @ForAll @IntRange(min = 1 << 30, max = Integer.MAX_VALUE) int multiplier,
            @ForAll @IntRange(min = -31, max = 0) int shift) {
        BigDecimal product = BigDecimal.valueOf(value).multiply(BigDecimal.valueOf(multiplier));
        BigInteger high = halfUp(product.divide(TWO.pow(31)));
        BigDecimal shifted = new BigDecimal(high).divide(TWO.pow(-shift));
        assertThat(Rounding.TFLITE.scale(value, multiplier, shift))
                .isEqualTo(halfUp(shifted).intValueExact());
        assertThat(Rounding.TFLM_REFERENCE.scale(value, multiplier, shift))
                .isEqualTo(shifted.setScale(0, RoundingMode.HALF_UP).intValueExact());
        assertThat(Rounding.SINGLE.scale(value, multiplier, shift))
                .isEqualTo(halfUp(product.divide(TWO.pow(31 - shift))).intValueExact());
    }

    @Property
    void shiftsLeftBeforeItMultiplies(
            @ForAll @IntRange(min = -1000, max = 1000) int value,
            @ForAll @IntRange(min = 1 << 30, max = Integer.MAX_VALUE) int multiplier,
            @ForAll @IntRange(min = 1, max = 12) int shift) {
        BigDecimal exact = BigDecimal.valueOf((long) value << shift)
                .multiply(BigDecimal.valueOf(multiplier))
                .divide(TWO.pow(31));
        for (Rounding rounding : Rounding.values()) {
            assertThat(rounding.scale(value, multiplier, shift))
                    .isEqualTo(halfUp(exact).intValueExact());
        }
    }

    /** Ties towards positive infinity. */
    private static BigInteger halfUp(BigDecimal number) {
        return number.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR).toBigInteger();
    }
}
