package dev.shingle.networks.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.primitives.Bytes;
import dev.shingle.networks.NetworkFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PnmFileTest {

    @Test
    void grayTextWithComments() {
        Picture picture = read("P2 # a comment\n# another\n3 2#width and height\n15\n0 5 10\n15 1 2");
        assertThat(picture).isEqualTo(Picture.of(2, 3, 1, 15, chars(0, 5, 10, 15, 1, 2)));
    }

    @Test
    void colourText() {
        assertThat(read("P3\n1 2\n255\n1 2 3\n4 5 255\n"))
                .isEqualTo(Picture.of(2, 1, 3, 255, chars(1, 2, 3, 4, 5, 255)));
    }

    @Test
    void bytesStartBehindOneWhiteSpace() {
        assertThat(read("P5 2 1 255\n", 10, 200)).isEqualTo(Picture.of(1, 2, 1, 255, chars(10, 200)));
        assertThat(read("P5\n2\n2\n100\n", 10, 32, 9, 35)).isEqualTo(Picture.of(2, 2, 1, 100, chars(10, 32, 9, 35)));
    }

    @Test
    void wideSamplesHaveTheHighByteFirst() {
        assertThat(read("P5 1 2 1000\n", 1, 2, 3, 0xe8)).isEqualTo(Picture.of(2, 1, 1, 1000, chars(258, 1000)));
        assertThat(read("P6 1 1 65535 ", 1, 2, 0, 0, 255, 255))
                .isEqualTo(Picture.of(1, 1, 3, 65535, chars(258, 0, 65535)));
    }

    @Test
    void whatFollowsThePictureIsLeftAlone() {
        assertThat(read("P5 1 1 255 ", 7, 1, 2, 3).sample(0, 0, 0)).isEqualTo(7);
    }

    @Property(tries = 100)
    void anyPictureSurvives(
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll boolean isColour,
            @ForAll @IntRange(min = 1, max = 65535) int maximum,
            @ForAll long seed) {
        Picture picture = noise(height, width, isColour ? 3 : 1, maximum, seed);
        StringBuilder text = new StringBuilder();
        int[] bytes = new int[height * width * picture.channels() * (maximum > 255 ? 2 : 1)];
        int to = 0;
        for (int i = 0; i < height * width * picture.channels(); i++) {
            int sample = picture.sample(
                    i / picture.channels() / width, i / picture.channels() % width, i % picture.channels());
            text.append(sample).append(i % 7 == 0 ? "\n" : "\t ");
            if (maximum > 255) {
                bytes[to++] = sample >> 8;
            }
            bytes[to++] = sample & 0xff;
        }
        String header = width + " " + height + "\n" + maximum + "\n";
        assertThat(read((isColour ? "P3\n" : "P2\n") + header + text)).isEqualTo(picture);
        assertThat(read((isColour ? "P6\n" : "P5\n") + header, bytes)).isEqualTo(picture);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P5",
                "P5 ",
                "P5 2147483647 2147483647 255 ",
                "P5 99999999999999999999 1 255 ",
                "P5 20000 20000 255 ",
                "P2 8000 8000 255 1 2 3",
                "P5 0 4 255 ",
                "P5 4 -4 255 ",
                "P5 2 2 0 ",
                "P5 2 2 65536 ",
                "P5 2 2 255 abc",
                "P5 2 2 255",
                "P6 2 2 255 abcd",
                "P2 2 1 7 3 8",
                "P2 2 1 7 3 x",
                "P2 2 1 7 3 ",
                "P5 1 1 7 ~",
                "P2 # only a comment",
                "P1 1 1 1",
                "P4 1 1 a",
                "P7 1 1 a",
                "",
                "P",
                "GIF89a"
            })
    void hostileFilesAreRefusedInOneLine(String text) {
        assertThatExceptionOfType(NetworkFormatException.class)
                .isThrownBy(() -> read(text))
                .satisfies(e -> assertThat(e.getMessage()).startsWith("test: ").doesNotContain("\n"));
    }

    static Picture noise(int height, int width, int channels, int maximum, long seed) {
        Random random = new Random(seed);
        char[] samples = new char[height * width * channels];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (char) random.nextInt(maximum + 1);
        }
        return Picture.of(height, width, channels, maximum, samples);
    }

    static char[] chars(int... samples) {
        char[] chars = new char[samples.length];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) samples[i];
        }
        return chars;
    }

    private static Picture read(String header, int... samples) {
        byte[] bytes = new byte[samples.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) samples[i];
        }
        return PictureFile.read(
                "test", ByteBuffer.wrap(Bytes.concat(header.getBytes(StandardCharsets.ISO_8859_1), bytes)));
    }
}
