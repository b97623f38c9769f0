package dev.shingle.fpga.memory.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.WordLayout;
import dev.shingle.fpga.memory.WordLayout.End;
import dev.shingle.networks.NetworkFormatException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every format does. */
class MemoryFormatContractTest {

    static ImmutableList<MemoryFormat> formats() {
        return MemoryFormats.all();
    }

    @Provide
    Arbitrary<MemoryFormat> format() {
        return Arbitraries.of(MemoryFormats.all());
    }

    @Provide
    Arbitrary<WordLayout> layout() {
        Arbitrary<Integer> laneBits = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, Arbitraries.of(1, 4, 8, 16, 32)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(1, 64)));
        return Combinators.combine(
                        laneBits,
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.of(End.class),
                        Arbitraries.of(End.class))
                .as((bits, lanes, laneZero, wordZero) ->
                        new WordLayout(bits * Math.min(lanes, 1024 / bits), bits, laneZero, wordZero));
    }

    @Property(tries = 1500)
    void whatIsWrittenIsRead(
            @ForAll("format") MemoryFormat format, @ForAll("layout") WordLayout layout, @ForAll Random random) {
        MemoryImage image = image(layout, 1 + random.nextInt(40), random);
        if (format.refusal(image).isPresent()) {
            assertThatThrownBy(() -> format.write("x", image)).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        byte[] file = format.write("some words", image);
        assertThat(format.read("file", file, layout)).isEqualTo(image);
    }

    /** One character more, less or other: the same words, other words, or one line that says what and where. */
    @Property(tries = 3000)
    void aDamagedFileGivesOneLine(
            @ForAll("format") MemoryFormat format, @ForAll("layout") WordLayout layout, @ForAll Random random) {
        MemoryImage image = image(layout, 1 + random.nextInt(6), random);
        if (format.refusal(image).isPresent()) {
            return;
        }
        byte[] file = damaged(format.write("words", image), random);
        try {
            MemoryImage read = format.read("some-file", file, layout);
            assertThat(read.layout()).isEqualTo(layout);
        } catch (NetworkFormatException e) {
            assertThat(e.getMessage())
                    .startsWith("some-file: ")
                    .contains("found ", "expected ")
                    .doesNotContain("\n");
            assertThat(e.getMessage()).hasSizeLessThan(250);
        }
    }

    private static byte[] damaged(byte[] file, Random random) {
        StringBuilder text = new StringBuilder(new String(file, StandardCharsets.ISO_8859_1));
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.setLength(at);
                case 1 -> text.insert(at, (char) random.nextInt(256));
                case 2 -> text.insert(at, "-;:,[..]{}%#0123456789abcdefXYZ \n".charAt(random.nextInt(33)));
                default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(5)));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void widthsFrom1To1024(MemoryFormat format) {
        Random random = new Random(1);
        for (int bits = 1; bits <= WordLayout.MOST_WORD_BITS; bits += bits < 70 ? 1 : 59) {
            MemoryImage image = image(WordLayout.ofBytes(bits), 256, random);
            if (format.refusal(image).isEmpty()) {
                assertThat(format.read("file", format.write("x", image), image.layout()))
                        .as("%s bits", bits)
                        .isEqualTo(image);
            } else {
                assertThat(bits % 4 != 0 || bits > 256).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void anEmptyMemoryIsRefusedAndAnEmptyFileToo(MemoryFormat format) {
        MemoryImage empty = MemoryImage.of(8, new byte[0]);
        assertThat(format.refusal(empty)).isPresent();
        assertThatThrownBy(() -> format.read("nothing.x", new byte[0], empty.layout()))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("nothing.x: ")
                .hasMessageContaining("end of the file");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theSameWordsAreTheSameBytes(MemoryFormat format) {
        MemoryImage image = image(WordLayout.of(64, 8), 256, new Random(2));
        assertThat(format.write("x", image)).isEqualTo(format.write("x", image));
        assertThat(MemoryFormats.byName(format.name())).contains(format);
        assertThat(format.description()).isNotEmpty();
        assertThat(format.ending()).doesNotStartWith(".");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void anyTitleWillDo(MemoryFormat format) {
        MemoryImage image = image(WordLayout.of(16, 8), 256, new Random(3));
        for (String title : new String[] {"", "a */ b", "x;\ny", "%", "\u00e4\u2028", "9", "--"}) {
            assertThat(format.read("file", format.write(title, image), image.layout()))
                    .isEqualTo(image);
        }
    }

    @Test
    void refusalsNameTheWayOut() {
        assertThat(refusal("icebram", 16, 300))
                .isEqualTo("300 words; icebram takes multiples of 256; pad the memory to 512 words");
        assertThat(refusal("icebram", 16, 512)).isEmpty();
        assertThat(refusal("textio", 37, 4)).contains("multiples of 4", "make the words 40 bits wide");
        assertThat(refusal("lattice", 8, 65536)).isEmpty();
        assertThat(refusal("lattice", 8, 65537)).contains("at most 65536", "divide the memory into 2");
        assertThat(refusal("lattice", 256, 4)).isEmpty();
        assertThat(refusal("lattice", 512, 4)).contains("at most 256", "2 memories side by side");
    }

    private static String refusal(String format, int wordBits, int depth) {
        MemoryImage image = MemoryImage.of(wordBits, new byte[depth * ((wordBits + 7) / 8)]);
        return MemoryFormats.byName(format)
                .orElseThrow()
                .refusal(image)
                .map(Object::toString)
                .orElse("");
    }

    static MemoryImage image(WordLayout layout, int depth, Random random) {
        byte[] bytes = new byte[depth * layout.wordBytes()];
        for (int word = 0; word < depth; word++) {
            byte[] high = new BigInteger(layout.wordBits(), random).toByteArray();
            for (int i = 0; i < Math.min(high.length, layout.wordBytes()); i++) {
                bytes[word * layout.wordBytes() + i] = high[high.length - 1 - i];
            }
        }
        return MemoryImage.of(layout, bytes);
    }
}
