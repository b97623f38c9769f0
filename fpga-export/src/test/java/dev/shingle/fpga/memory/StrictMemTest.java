package dev.shingle.fpga.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.NetworkFormatException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StrictMemTest {

    @Test
    void laneZeroIsTheRightmostPair() {
        MemoryImage image = MemoryImage.of(24, new byte[] {1, 2, (byte) 0xab, 0, 0, 15});

        assertThat(StrictMem.text(image)).isEqualTo("ab0201\n0f0000\n");
        assertThat(StrictMem.text(MemoryImage.of(12, new byte[] {0x34, 0x02}))).isEqualTo("234\n");
        assertThat(StrictMem.text(MemoryImage.ofWords(ImmutableIntArray.of(-2))))
                .isEqualTo("fffffffe\n");
    }

    @Property(tries = 100)
    void whatIsWrittenIsRead(
            @ForAll @IntRange(min = 1, max = 300) int bits, @ForAll @IntRange(max = 40) int words, @ForAll long seed) {
        int wordBytes = (bits + 7) / 8;
        byte[] bytes = new byte[words * wordBytes];
        new Random(seed).nextBytes(bytes);
        for (int word = 0; word < words; word++) {
            bytes[(word + 1) * wordBytes - 1] &= (byte) (0xff >> (8 * wordBytes - bits));
        }
        MemoryImage image = MemoryImage.of(bits, bytes);

        String text = StrictMem.text(image);

        assertThat(text).matches("([0-9a-f]{" + (bits + 3) / 4 + "}\n)*");
        assertThat(StrictMem.read("a.mem", text, bits)).isEqualTo(image);
    }

    @Test
    void anythingElseIsRefused() {
        refused("0a\n0b", "end of file: found 5 characters, expected lines of 2 digits and a line feed");
        refused("0a\n0B\n", "line 2: found character 0x42, expected a digit from 0 to f");
        refused("0a0b0c", "line 1: found character 0x30, expected a line feed");
    }

    @Test
    void imagesGrowButDoNotShrink() {
        MemoryImage image = MemoryImage.of(8, new byte[] {1, 2});

        assertThat(image.paddedTo(3).bytes()).containsExactly(1, 2, 0);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> image.paddedTo(1));
    }

    private static void refused(String text, String message) {
        assertThatExceptionOfType(NetworkFormatException.class)
                .isThrownBy(() -> StrictMem.read("a.mem", text, 8))
                .withMessage("a.mem: " + message);
    }
}
