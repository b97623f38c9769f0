package dev.shingle.sim.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shingle.networks.ElementType;
import dev.shingle.sim.replay.MalformedPlanException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MemoryTest {

    /** Random writes of all kinds, kept as single bits beside it: whatever the words, wrapping or ending. */
    @Property(tries = 500)
    void everyBitIsWhereItBelongs(
            @ForAll @IntRange(min = 1, max = 40) int wordBits,
            @ForAll @IntRange(min = 1, max = 30) int words,
            @ForAll boolean isCircular,
            @ForAll long seed) {
        Random random = new Random(seed);
        Memory memory = new Memory(words, wordBits, isCircular);
        int bits = words * wordBits;
        boolean[] twin = new boolean[bits];
        for (int i = 0; i < 20; i++) {
            int at = random.nextInt(bits);
            byte[] bytes = new byte[random.nextInt(bits / Byte.SIZE + 1)];
            random.nextBytes(bytes);
            boolean isCleared = random.nextInt(4) == 0;
            if (isCleared) {
                memory.clear(at, bytes.length * 8L);
            } else {
                memory.writeBytes(at, bytes.length, bytes, 0);
            }
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                if (isCircular || at + bit < bits) {
                    twin[(at + bit) % bits] = !isCleared && (bytes[bit / 8] >> bit % 8 & 1) != 0;
                }
            }
        }
        int at = random.nextInt(bits);
        byte[] read = new byte[bits / Byte.SIZE];
        memory.readBytes(at, read.length, read, 0);
        for (int bit = 0; bit < read.length * 8; bit++) {
            boolean isThere = (isCircular || at + bit < bits) && twin[(at + bit) % bits];
            assertThat((read[bit / 8] >> bit % 8 & 1) != 0).as("bit %s", bit).isEqualTo(isThere);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"INT8", "UINT8", "INT16", "INT32", "INT64", "BOOL"})
    void integersComeBackAsTheyWent(ElementType type) {
        int[] numbers = type == ElementType.UINT8 ? new int[] {0, 7, 255} : new int[] {-128, 1, 127};
        for (int wordBits : new int[] {8, 12, 32}) {
            Memory memory = new Memory(40, wordBits, false);
            memory.writeIntegers(wordBits, 3, type, numbers, 0);
            int[] read = new int[4];
            memory.readIntegers(wordBits, 3, type, read, 1);
            assertThat(read).as("words of %s", wordBits).containsExactly(0, numbers[0], numbers[1], numbers[2]);
        }
    }

    @Test
    void realNumbersComeBackAsTheyWent() {
        Memory memory = new Memory(9, 12, true);
        memory.writeFloats(60, 2, new float[] {1.5f, -0.0f}, 0);
        float[] read = new float[2];
        memory.readFloats(60, 2, read, 0);
        assertThat(read).containsExactly(1.5f, -0.0f);
    }

    @Test
    void whatLiesBeyondTheEndIsZero() {
        Memory memory = new Memory(2, 8, false);
        memory.writeIntegers(8, 2, ElementType.INT8, new int[] {3, 4}, 0);
        int[] read = {9, 9};
        memory.readIntegers(memory.bitOfWord(1), 2, ElementType.INT8, read, 0);
        assertThat(read).containsExactly(3, 0);
        memory.readIntegers(memory.bitOfWord(Long.MAX_VALUE), 1, ElementType.INT8, read, 0);
        assertThat(read[0]).isZero();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new Memory(1L << 40, 8, false))
                .isInstanceOf(MalformedPlanException.class)
                .hasMessageContaining("at most");
    }
}
