package dev.shingle.networks.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.shingle.networks.NetworkFormatException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Files are put together here, byte by byte, so that no other encoder's habits are relied on. */
class PngFileTest {

    private static final int GRAY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GRAY_ALPHA = 4;
    private static final int RGBA = 6;

    @Test
    void grayValuesAreThoseOfTheFile() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        Picture picture = read(png(16, 16, 8, GRAY, all));
        for (int i = 0; i < 256; i++) {
            assertThat(picture.sample(i / 16, i % 16, 0)).isEqualTo(i);
        }
    }

    @Test
    void wideAndNarrowSamplesKeepTheirWidth() {
        Picture wide = read(png(1, 2, 16, GRAY, bytes(0x12, 0x34, 0xff, 0xfe)));
        assertThat(wide).isEqualTo(Picture.of(1, 2, 1, 65535, PnmFileTest.chars(0x1234, 0xfffe)));
        Picture narrow = read(png(1, 4, 2, GRAY, bytes(0b00_01_10_11)));
        assertThat(narrow.sample(0, 3, 0) * 255 / narrow.maximum()).isEqualTo(255);
        assertThat(narrow.sample(0, 1, 0) * 255 / narrow.maximum()).isEqualTo(85);
    }

    @Test
    void paletteIsExpanded() {
        byte[] file = png(1, 2, 8, PALETTE, bytes(1, 0), chunk("PLTE", bytes(10, 20, 30, 40, 50, 60)));
        assertThat(read(file)).isEqualTo(Picture.of(1, 2, 3, 255, PnmFileTest.chars(40, 50, 60, 10, 20, 30)));
    }

    @Test
    void opaqueAlphaIsDroppedAndOtherAlphaRefused() {
        assertThat(read(png(1, 1, 8, GRAY_ALPHA, bytes(77, 255)))).isEqualTo(Picture.of(1, 1, 1, 255, (char) 77));
        assertThat(read(png(1, 1, 8, RGBA, bytes(1, 2, 3, 255))))
                .isEqualTo(Picture.of(1, 1, 3, 255, PnmFileTest.chars(1, 2, 3)));
        refuses(png(1, 2, 8, RGBA, bytes(1, 2, 3, 255, 4, 5, 6, 254)), "pixel 1,0: found alpha 254");
        refuses(png(1, 1, 8, GRAY_ALPHA, bytes(77, 0)), "alpha 0");
    }

    @Property(tries = 60)
    void anyPictureSurvives(
            @ForAll @IntRange(min = 1, max = 12) int height,
            @ForAll @IntRange(min = 1, max = 12) int width,
            @ForAll boolean isColour,
            @ForAll boolean isWide,
            @ForAll long seed) {
        int channels = isColour ? 3 : 1;
        Picture picture = PnmFileTest.noise(height, width, channels, isWide ? 65535 : 255, seed);
        ByteArrayOutputStream samples = new ByteArrayOutputStream();
        for (int i = 0; i < height * width * channels; i++) {
            int sample = picture.sample(i / channels / width, i / channels % width, i % channels);
            if (isWide) {
                samples.write(sample >> 8);
            }
            samples.write(sample);
        }
        assertThat(read(png(height, width, isWide ? 16 : 8, isColour ? RGB : GRAY, samples.toByteArray())))
                .isEqualTo(picture);
    }

    @Test
    void hugePicturesAreRefusedBeforeTheyAreDecoded() {
        refuses(png(100_000, 100_000, 8, GRAY, bytes(0)), "100000 x 100000 pixels");
        refuses(png(-1, -1, 8, RGB, bytes(0)), "4294967295 x 4294967295 pixels");
        refuses(png(0, 5, 8, RGB, bytes(0)), "5 x 0 pixels");
        refuses(png(8000, 8000, 8, GRAY, bytes(0)), "8000 x 8000 pixels");
    }

    @Test
    void everyTruncationAndManyChangesAreRefusedOrRead() {
        byte[] file = png(3, 3, 8, RGB, new byte[27]);
        for (int length = 8; length < file.length; length++) {
            refuses(Arrays.copyOf(file, length), "test: ");
        }
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            byte[] changed = file.clone();
            changed[8 + random.nextInt(file.length - 8)] ^= (byte) (1 << random.nextInt(8));
            refuses(changed, "test: ");
        }
    }

    /** Check sums are right, contents are not. */
    @Test
    void contentsThatDoNotUnfoldAreRefused() {
        refuses(assemble(header(4, 4, 8, GRAY), chunk("IDAT", bytes(1, 2, 3, 4))), "can be decoded");
        refuses(assemble(header(4, 4, 3, GRAY), chunk("IDAT", deflated(new byte[20]))), "test: ");
        refuses(assemble(header(4, 4, 8, 9), chunk("IDAT", deflated(new byte[20]))), "test: ");
        refuses(assemble(header(4, 4, 8, PALETTE), chunk("IDAT", deflated(new byte[20]))), "test: ");
    }

    private static void refuses(byte[] file, String part) {
        assertThatExceptionOfType(NetworkFormatException.class)
                .isThrownBy(() -> read(file))
                .satisfies(e -> assertThat(e.getMessage()).contains(part).doesNotContain("\n"));
    }

    private static Picture read(byte[] file) {
        return PictureFile.read("test", ByteBuffer.wrap(file));
    }

    private static byte[] png(int height, int width, int bits, int kind, byte[] samples, byte[]... more) {
        int rowBytes = height <= 0 ? 0 : samples.length / height;
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        for (int y = 0; y < height && rowBytes > 0; y++) {
            rows.write(0);
            rows.write(samples, y * rowBytes, rowBytes);
        }
        byte[][] chunks = Arrays.copyOf(more, more.length + 1);
        chunks[more.length] = chunk("IDAT", deflated(rows.toByteArray()));
        return assemble(header(height, width, bits, kind), chunks);
    }

    private static byte[] header(int height, int width, int bits, int kind) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) bits)
                        .put((byte) kind)
                        .array());
    }

    private static byte[] assemble(byte[] header, byte[]... chunks) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(bytes(0x89, 'P', 'N', 'G', 13, 10, 26, 10));
        file.writeBytes(header);
        for (byte[] chunk : chunks) {
            file.writeBytes(chunk);
        }
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    private static byte[] chunk(String name, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
        for (int i = 0; i < 4; i++) {
            chunk.put((byte) name.charAt(i));
        }
        chunk.put(data);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + data.length);
        return chunk.putInt((int) sum.getValue()).array();
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] buffer = new byte[data.length + 100];
        byte[] result = Arrays.copyOf(buffer, deflater.deflate(buffer));
        System.arraycopy(buffer, 0, result, 0, result.length);
        deflater.end();
        return result;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
