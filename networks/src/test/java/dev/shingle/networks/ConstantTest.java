package dev.shingle.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConstantTest {

    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    /** The recipe of the class comment in arithmetic without a word size. */
    private static int recipe(long seed, long index, int k) {
        BigInteger z = modulo(new BigInteger(Long.toUnsignedString(seed))
                .add(BigInteger.valueOf(index + 1).multiply(hex("9E3779B97F4A7C15"))));
        z = modulo(z.xor(z.shiftRight(30)).multiply(hex("BF58476D1CE4E5B9")));
        z = modulo(z.xor(z.shiftRight(27)).multiply(hex("94D049BB133111EB")));
        z = z.xor(z.shiftRight(31));
        BigInteger range = BigInteger.ONE.shiftLeft(k);
        return z.mod(range).intValue() + z.shiftRight(k).mod(range).intValue() - (range.intValue() - 1);
    }

    private static BigInteger modulo(BigInteger number) {
        return number.mod(TWO_TO_64);
    }

    private static BigInteger hex(String digits) {
        return new BigInteger(digits, 16);
    }

    @Property
    void seededContentsFollowTheRecipe(@ForAll long seed, @ForAll @IntRange(max = 20) int elements) {
        ByteBuffer bytes = new Constant.Seeded(seed, ElementType.INT8, elements).bytes();
        ByteBuffer words = new Constant.Seeded(seed, ElementType.INT32, elements).bytes();
        ByteBuffer halves = new Constant.Seeded(seed, ElementType.INT16, elements).bytes();
        ByteBuffer unsigned = new Constant.Seeded(seed, ElementType.UINT8, elements).bytes();
        ByteBuffer reals = new Constant.Seeded(seed, ElementType.FLOAT32, elements).bytes();
        for (int i = 0; i < elements; i++) {
            assertThat(bytes.get()).isEqualTo((byte) recipe(seed, i, 6));
            assertThat(words.getInt()).isEqualTo(recipe(seed, i, 10));
            assertThat(halves.getShort()).isEqualTo((short) recipe(seed, i, 10));
            assertThat(unsigned.get() & 0xff).isEqualTo(recipe(seed, i, 6) + 128);
            assertThat(reals.getFloat()).isEqualTo(recipe(seed, i, 10) / 1024f);
        }
        assertThat(bytes.hasRemaining() || words.hasRemaining() || reals.hasRemaining())
                .isFalse();
    }

    @Test
    void seededWeightsAreSmallAndHaveNoBias() {
        ByteBuffer bytes =
                Constant.Seeded.of(1, Shape.of(100_000), ElementType.INT8).bytes();
        long sum = 0;
        int largest = 0;
        while (bytes.hasRemaining()) {
            byte value = bytes.get();
            sum += value;
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(sum / 100_000.0).isBetween(-0.5, 0.5);
        assertThat(largest).isEqualTo(63);
    }

    @Test
    void seededContentsArePresentAndReadOnly() {
        Constant.Contents contents = Constant.Seeded.of(7, Shape.of(2, 3), ElementType.INT32);
        assertThat(contents.isPresent()).isTrue();
        assertThat(contents.bytes().remaining()).isEqualTo(24);
        assertThat(contents.bytes().isReadOnly()).isTrue();
        assertThat(contents.bytes()).isEqualTo(contents.bytes());
    }

    @Test
    void typesWithoutARuleAreRefused() {
        assertThatThrownBy(() -> new Constant.Seeded(0, ElementType.FLOAT16, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FLOAT16");
    }

    @Test
    void noMoreThanABufferHolds() {
        long most = Integer.MAX_VALUE / 4;
        assertThat(new Constant.Seeded(0, ElementType.INT32, most).elements()).isEqualTo(most);
        assertThatThrownBy(() -> new Constant.Seeded(0, ElementType.INT32, most + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
