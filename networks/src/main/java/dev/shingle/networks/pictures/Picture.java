package dev.shingle.networks.pictures;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * A picture as its file has it: samples from 0 (dark) to {@code maximum} (bright), row by row, the channels of a pixel side
 * by side. One channel is gray, three are red, green and blue. No gamma is applied and none is undone.
 */
public final class Picture {

    /** Larger pictures are refused by all readers; as many samples as fit 128 MiB. */
    static final long MOST_SAMPLES = 64L << 20;

    private final int height;
    private final int width;
    private final int channels;
    private final int maximum;
    private final char[] samples;

    private Picture(int height, int width, int channels, int maximum, char[] samples) {
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.maximum = maximum;
        this.samples = samples;
    }

    /**
     * A picture of the given samples, which are copied.
     *
     * @param maximum the brightest sample there can be, 1 to 65535
     */
    public static Picture of(int height, int width, int channels, int maximum, char... samples) {
        return wrap(height, width, channels, maximum, samples.clone());
    }

    /** Takes the array over: nobody may write to it any more. */
    static Picture wrap(int height, int width, int channels, int maximum, char[] samples) {
        checkArgument(height >= 1 && width >= 1, "a picture of %s x %s pixels", width, height);
        checkArgument(channels == 1 || channels == 3, "a picture of %s channels", channels);
        checkArgument(maximum >= 1 && maximum <= Character.MAX_VALUE, "samples up to %s", maximum);
        checkArgument(
                samples.length == Math.multiplyExact(Math.multiplyExact((long) height, width), channels),
                "%s samples for %s x %s pixels",
                samples.length,
                width,
                height);
        for (char sample : samples) {
            checkArgument(sample <= maximum, "sample %s above %s", (int) sample, maximum);
        }
        return new Picture(height, width, channels, maximum, samples);
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** 1 or 3. */
    public int channels() {
        return channels;
    }

    /** The brightest sample there can be. */
    public int maximum() {
        return maximum;
    }

    public int sample(int row, int column, int channel) {
        return samples[(row * width + column) * channels + channel];
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Picture other
                && height == other.height
                && width == other.width
                && channels == other.channels
                && maximum == other.maximum
                && Arrays.equals(samples, other.samples);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(samples);
    }

    @Override
    public String toString() {
        return "Picture[" + width + "x" + height + ", " + channels + " channels up to " + maximum + "]";
    }
}
