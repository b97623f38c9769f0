package dev.shingle.networks.fixedpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FixedPointTest {

    @Test
    void factorsAreFractionsOfAPowerOfTwo() {
        assertThat(FixedPoint.of(0.75)).isEqualTo(new FixedPoint(1610612736, 0));
        assertThat(FixedPoint.of(0.1)).isEqualTo(new FixedPoint(1717986918, -3));
        assertThat(FixedPoint.of(0.5)).isEqualTo(new FixedPoint(1 << 30, 0));
        assertThat(FixedPoint.of(1)).isEqualTo(new FixedPoint(1 << 30, 1));
        assertThat(FixedPoint.of(3)).isEqualTo(new FixedPoint(1610612736, 2));
        assertThat(FixedPoint.of(0)).isEqualTo(new FixedPoint(0, 0));
    }

    @Test
    void aFractionThatRoundsToOneTakesTheNextPower() {
        assertThat(FixedPoint.of(Math.nextDown(1.0))).isEqualTo(new FixedPoint(1 << 30, 1));
        assertThat(FixedPoint.of(1 - 0x1p-31)).isEqualTo(new FixedPoint(Integer.MAX_VALUE, 0));
        assertThat(FixedPoint.of(1 - 0x1p-32)).isEqualTo(new FixedPoint(1 << 30, 1));
    }

    @Test
    void factorsBeyondTheShifterAreZeroOrTheLargest() {
        assertThat(FixedPoint.of(0x1p-32)).isEqualTo(new FixedPoint(1 << 30, -31));
        assertThat(FixedPoint.of(0x1.8p-33)).isEqualTo(new FixedPoint(0, 0));
        assertThat(FixedPoint.of(Double.MIN_VALUE)).isEqualTo(new FixedPoint(0, 0));
        assertThat(FixedPoint.of(0x1p29)).isEqualTo(new FixedPoint(1 << 30, 30));
        assertThat(FixedPoint.of(0x1p40)).isEqualTo(new FixedPoint(Integer.MAX_VALUE, 30));
        assertThatIllegalArgumentException().isThrownBy(() -> FixedPoint.of(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> FixedPoint.of(Double.NaN));
    }

    @Property
    void factorsAreNear(
            @ForAll @DoubleRange(min = 1, max = 2) double fraction, @ForAll @IntRange(min = -31, max = 28) int power) {
        double real = Math.scalb(fraction, power);
        FixedPoint factor = FixedPoint.of(real);
        assertThat(factor.multiplier()).isGreaterThanOrEqualTo(1 << 30);
        assertThat(Math.abs(factor.value() - real)).isLessThanOrEqualTo(real * 0x1p-31);
    }
}
