package dev.shingle.networks.pictures;

import dev.shingle.networks.NetworkFormatException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * PNG through the platform's decoder, behind checks of our own: every chunk lies within the file and has the check sum that
 * it says, and the picture is not larger than so many bytes can unfold to.
 *
 * <p>Samples are taken from the decoder's raster: its conversion to sRGB would change gray values. Of transparency, only the
 * trivial kind is accepted: an alpha channel that is opaque everywhere is dropped, any other is refused, because what lies
 * behind the picture is not known.
 */
final class PngFile {

    private static final long MAGIC = 0x89504E470D0A1A0AL;

    private static final int HEADER = chunkName("IHDR");

    private static final int END = chunkName("IEND");

    /** Length, name and check sum. */
    private static final int CHUNK_FRAME_BYTES = 12;

    /** Deflate's two bits per run of 258 bytes. */
    private static final int MOST_EXPANSION = 1032;

    private static final int COLOR = 2;
    private static final int PALETTE = 3;
    private static final int ALPHA = 4;

    private final String source;
    private final ByteBuffer bytes;

    private PngFile(String source, ByteBuffer bytes) {
        this.source = source;
        this.bytes = bytes;
    }

    static boolean claims(ByteBuffer bytes) {
        return bytes.remaining() >= Long.BYTES && bytes.getLong(0) == MAGIC;
    }

    static Picture read(String source, ByteBuffer bytes) {
        return new PngFile(source, bytes).read();
    }

    private Picture read() {
        checkChunks();
        checkSize();
        BufferedImage image = decode();
        return image.getColorModel() instanceof IndexColorModel palette
                ? expand(image.getRaster(), palette)
                : plain(image.getRaster(), maximum(image));
    }

    private void checkChunks() {
        int position = Long.BYTES;
        int name = 0;
        while (name != END) {
            int rest = bytes.limit() - position - CHUNK_FRAME_BYTES;
            long length = rest < 0 ? 0 : Integer.toUnsignedLong(bytes.getInt(position));
            if (rest < length) {
                throw failure(position, "the end of the file", "a whole chunk, and IEND as the last");
            }
            name = bytes.getInt(position + Integer.BYTES);
            if (position == Long.BYTES && (name != HEADER || length != 13)) {
                throw failure(position, "another chunk", "IHDR of 13 bytes first");
            }
            CRC32 sum = new CRC32();
            sum.update(bytes.slice(position + Integer.BYTES, Integer.BYTES + (int) length));
            position += CHUNK_FRAME_BYTES + (int) length;
            if ((int) sum.getValue() != bytes.getInt(position - Integer.BYTES)) {
                throw failure(position - Integer.BYTES, "another check sum", Long.toHexString(sum.getValue()));
            }
        }
    }

    /** Fields of IHDR: width, height, bits per sample, colour type. */
    private void checkSize() {
        long width = Integer.toUnsignedLong(bytes.getInt(16));
        long height = Integer.toUnsignedLong(bytes.getInt(20));
        int bits = bytes.get(24);
        int kind = bytes.get(25);
        int bands = kind == PALETTE ? 1 : ((kind & COLOR) == 0 ? 1 : 3) + ((kind & ALPHA) == 0 ? 0 : 1);
        int channels = (kind & COLOR) == 0 ? 1 : 3;
        boolean isHuge = width == 0 || height == 0 || width > Picture.MOST_SAMPLES / channels / height;
        if (isHuge) {
            throw failure(16, width + " x " + height + " pixels", "1 to " + Picture.MOST_SAMPLES / channels);
        }
        long unfoldedBytes = width * height * bands * bits / Byte.SIZE;
        if (unfoldedBytes > (long) MOST_EXPANSION * bytes.limit()) {
            throw failure(16, width + " x " + height + " pixels", "no more than " + bytes.limit() + " bytes can hold");
        }
    }

    private BufferedImage decode() {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
        if (!readers.hasNext()) {
            throw failure(0, "a PNG file", "another format: this Java has no reader for PNG");
        }
        ImageReader reader = readers.next();
        byte[] copy = new byte[bytes.limit()];
        bytes.get(0, copy);
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(copy))) {
            reader.setInput(stream, true, true);
            return reader.read(0);
        } catch (IOException | RuntimeException e) {
            throw failure(0, "a fault (" + reason(e) + ")", "a PNG file that can be decoded");
        } finally {
            reader.dispose();
        }
    }

    private static String reason(Exception e) {
        return String.valueOf(e.getMessage()).replace('\n', ' ').replace('\r', ' ');
    }

    private static int maximum(BufferedImage image) {
        return (1 << image.getSampleModel().getSampleSize(0)) - 1;
    }

    private Picture plain(Raster raster, int maximum) {
        int bands = raster.getNumBands();
        int channels = bands >= 3 ? 3 : 1;
        int width = raster.getWidth();
        char[] samples = new char[raster.getHeight() * width * channels];
        int[] row = new int[width * bands];
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    samples[to++] = (char) row[x * bands + c];
                }
                checkOpaque(bands > channels ? row[x * bands + channels] : maximum, maximum, x, y);
            }
        }
        return Picture.wrap(raster.getHeight(), width, channels, maximum, samples);
    }

    /** Indices become the colours that they stand for. */
    private Picture expand(Raster raster, IndexColorModel palette) {
        int width = raster.getWidth();
        char[] samples = new char[raster.getHeight() * width * 3];
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < width; x++) {
                int index = raster.getSample(raster.getMinX() + x, raster.getMinY() + y, 0);
                checkOpaque(palette.getAlpha(index), 255, x, y);
                samples[to++] = (char) palette.getRed(index);
                samples[to++] = (char) palette.getGreen(index);
                samples[to++] = (char) palette.getBlue(index);
            }
        }
        return Picture.wrap(raster.getHeight(), width, 3, 255, samples);
    }

    private void checkOpaque(int alpha, int maximum, int x, int y) {
        if (alpha != maximum) {
            throw new NetworkFormatException(
                    source,
                    "pixel " + x + "," + y,
                    "alpha " + alpha,
                    maximum + " (opaque): what is behind is not known");
        }
    }

    private static int chunkName(String name) {
        return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
    }

    private NetworkFormatException failure(int position, String found, String expected) {
        return new NetworkFormatException(source, "byte " + position, found, expected);
    }
}
