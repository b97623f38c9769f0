package dev.shingle.sim.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.constants.StoredNumbers;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** All halves, and what lies between two neighbours. */
class HalfPrecisionTest {

    private static final int INFINITY = 0x7c00;

    @Test
    void everyHalfIsItself() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfPrecision.value((short) bits);
            if ((bits & 0x7fff) <= INFINITY) {
                assertThat(HalfPrecision.bits(value)).as("%x", bits).isEqualTo((short) bits);
                assertThat((double) value).as("%x", bits).isEqualTo(told(bits));
            } else {
                assertThat(value).as("%x", bits).isNaN();
                assertThat(HalfPrecision.value(HalfPrecision.bits(value))).isNaN();
            }
        }
    }

    private static double told(int bits) {
        ByteBuffer stored = ByteBuffer.wrap(new byte[] {(byte) bits, (byte) (bits >> 8)});
        return StoredNumbers.of(stored, ElementType.FLOAT16).value(0);
    }

    @Test
    void betweenTwoTheNearerIsTakenAndOfTiesTheEven() {
        for (int bits = 0; bits < INFINITY; bits++) {
            float low = HalfPrecision.value((short) bits);
            float high = bits + 1 == INFINITY ? 65_536 : HalfPrecision.value((short) (bits + 1));
            float middle = (low + high) / 2;
            int even = bits + (bits & 1);
            for (int sign : new int[] {1, -1}) {
                int signBit = sign < 0 ? 0x8000 : 0;
                assertRounded(sign * middle, signBit | even);
                assertRounded(sign * Math.nextDown(middle), signBit | bits);
                assertRounded(sign * Math.nextUp(middle), signBit | (bits + 1));
            }
        }
    }

    private static void assertRounded(float value, int bits) {
        assertThat(HalfPrecision.bits(value)).as("%s", value).isEqualTo((short) bits);
    }

    @Test
    void whatIsTooLargeIsInfiniteAndWhatIsTooSmallIsZero() {
        assertRounded(Float.MAX_VALUE, INFINITY);
        assertRounded(Float.NEGATIVE_INFINITY, 0x8000 | INFINITY);
        assertRounded(Float.MIN_VALUE, 0);
        assertRounded(-0x1p-25f, 0x8000);
    }
}
