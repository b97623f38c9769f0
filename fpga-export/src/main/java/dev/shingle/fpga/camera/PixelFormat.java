package dev.shingle.fpga.camera;

import java.util.Locale;

/**
 * How a sensor sends a pixel over its eight data lines, byte after byte:
 *
 * <pre>
 *   GRAY      brightness
 *   YUYV      brightness, chroma                   YUV 4:2:2; the chroma is not used
 *   UYVY      chroma, brightness                   likewise
 *   RGB565    RRRRRGGG, GGGBBBBB
 *   RGB888    red, green, blue
 * </pre>
 */
public enum PixelFormat {
    GRAY(1, 1, 0),
    YUYV(1, 2, 0),
    UYVY(1, 2, 1),
    RGB565(3, 2, 0),
    RGB888(3, 3, 0);

    private static final int GREEN = 1;

    private final int channels;
    private final int bytes;
    private final int lumaByte;

    PixelFormat(int channels, int bytes, int lumaByte) {
        this.channels = channels;
        this.bytes = bytes;
        this.lumaByte = lumaByte;
    }

    /** What sensors with eight data lines usually send if a network reads so many channels. */
    public static PixelFormat usualFor(int channels) {
        return channels == 1 ? GRAY : RGB565;
    }

    /** 1: gray; 3: red, green, blue. */
    public int channels() {
        return channels;
    }

    /** Cycles of the pixel clock that a pixel takes. */
    int bytes() {
        return bytes;
    }

    /** The byte that holds the brightness, of gray pixels. */
    int lumaByte() {
        return lumaByte;
    }

    /** What the front end makes of 8 bits of a channel: 5 or 6 of them, in RGB565, and the highest of these again. */
    int seen(int sample, int channel) {
        if (this != RGB565) {
            return sample;
        }
        int bits = channel == GREEN ? 6 : 5;
        int kept = sample >> (Byte.SIZE - bits);
        return kept << (Byte.SIZE - bits) | kept >> (2 * bits - Byte.SIZE);
    }

    /** As it is written on the command line and in manifests. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
