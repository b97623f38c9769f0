package dev.shingle.networks.pictures;

import java.util.SplittableRandom;

/**
 * Pictures for who has none: made from a seed, the same everywhere, and with the statistics that photographs have on
 * average.
 *
 * <p>Amplitudes of photographs fall with frequency about as 1/f, so that every octave has the same power (D. Field,
 * Relations between the statistics of natural images and the response properties of cortical cells, 1987). A picture is
 * therefore a sum of octaves of smooth noise, mostly common to the three channels; and light falls off to one side, some
 * shapes are darker or brighter than what surrounds them, and the sensor adds noise to every sample.
 *
 * <pre>
 *   value = brightness + slope . position + contrast * (noise of 1, 2, 4, ... pixels) + shapes + sensor noise
 * </pre>
 */
public final class GeneratedPictures {

    private static final int BRIGHTEST = 255;

    /** Part of the noise that each channel has for itself. */
    private static final double COLORFULNESS = 0.35;

    private static final double SENSOR_NOISE = 3;

    private final SplittableRandom random;
    private final int height;
    private final int width;
    private final int channels;
    private final double[] values;

    private GeneratedPictures(SplittableRandom random, int height, int width, int channels) {
        this.random = random;
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.values = new double[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
    }

    /** A picture; others seeds and other indices give others. */
    public static Picture of(long seed, int index, int height, int width, int channels) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
        return new GeneratedPictures(random, height, width, channels).make();
    }

    private Picture make() {
        light();
        double contrast = between(18, 34);
        for (int pixels = 1; pixels < Math.max(height, width); pixels *= 2) {
            octave(pixels, contrast * between(0.5, 1.2));
        }
        int shapes = random.nextInt(2, 9);
        for (int i = 0; i < shapes; i++) {
            shape();
        }
        char[] samples = new char[values.length];
        for (int i = 0; i < samples.length; i++) {
            double noise = SENSOR_NOISE * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5) * 2;
            samples[i] = (char) Math.max(0, Math.min(BRIGHTEST, Math.rint(values[i] + noise)));
        }
        return Picture.wrap(height, width, channels, BRIGHTEST, samples);
    }

    private void light() {
        double brightness = between(80, 170);
        double down = between(-60, 60) / height;
        double right = between(-60, 60) / width;
        for (int c = 0; c < channels; c++) {
            double tint = between(-20, 20);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    values[(y * width + x) * channels + c] =
                            brightness + tint + down * (y - height / 2.0) + right * (x - width / 2.0);
                }
            }
        }
    }

    /** Noise on a grid of so many pixels, bilinear between its points. */
    private void octave(int pixels, double amplitude) {
        int rows = height / pixels + 2;
        int columns = width / pixels + 2;
        double[][] grids = new double[channels + 1][rows * columns];
        for (double[] grid : grids) {
            for (int i = 0; i < grid.length; i++) {
                grid[i] = amplitude * between(-1, 1);
            }
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double common = between(grids[channels], columns, y, x, pixels);
                for (int c = 0; c < channels; c++) {
                    values[(y * width + x) * channels + c] +=
                            common + COLORFULNESS * between(grids[c], columns, y, x, pixels);
                }
            }
        }
    }

    private static double between(double[] grid, int columns, int y, int x, int pixels) {
        int at = y / pixels * columns + x / pixels;
        double down = (double) (y % pixels) / pixels;
        double right = (double) (x % pixels) / pixels;
        double above = grid[at] * (1 - right) + grid[at + 1] * right;
        double below = grid[at + columns] * (1 - right) + grid[at + columns + 1] * right;
        return above * (1 - down) + below * down;
    }

    /** A turned ellipse or rectangle whose inside is brighter or darker, with sharp edges. */
    private void shape() {
        double row = between(0, height);
        double column = between(0, width);
        double tall = between(2, height / 3.0 + 2);
        double wide = between(2, width / 3.0 + 2);
        double turn = between(0, Math.PI);
        boolean isRound = random.nextBoolean();
        double[] steps = new double[channels];
        double step = between(-70, 70);
        for (int c = 0; c < channels; c++) {
            steps[c] = step + between(-25, 25);
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = ((x - column) * Math.cos(turn) + (y - row) * Math.sin(turn)) / wide;
                double v = ((y - row) * Math.cos(turn) - (x - column) * Math.sin(turn)) / tall;
                boolean isInside = isRound ? u * u + v * v < 1 : Math.max(Math.abs(u), Math.abs(v)) < 1;
                for (int c = 0; isInside && c < channels; c++) {
                    values[(y * width + x) * channels + c] += steps[c];
                }
            }
        }
    }

    private double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }
}
