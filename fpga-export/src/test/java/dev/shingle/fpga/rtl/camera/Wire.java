package dev.shingle.fpga.rtl.camera;

import java.util.Random;

/**
 * How a sensor's bytes make a pixel. A pixel is the number that its meaningful bytes are, first byte highest; what it stands
 * for is computed in whole numbers and fractions, not by moving bits.
 *
 * @param channels of a pixel
 * @param bytes of a pixel
 * @param lumaByte of a gray pixel's bytes, the one that counts
 */
record Wire(int channels, int bytes, int lumaByte) {

    static final Wire GRAY = new Wire(1, 1, 0);
    static final Wire UYVY = new Wire(1, 2, 1);
    static final Wire RGB565 = new Wire(3, 2, 0);
    static final Wire RGB888 = new Wire(3, 3, 0);

    static Wire random(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> GRAY;
            case 1 -> new Wire(1, 2, 0);
            case 2 -> UYVY;
            case 3 -> RGB565;
            default -> RGB888;
        };
    }

    /** Any pixel, or one near the darkest or the brightest of every channel, so that sums come near their limits. */
    int pixel(Random random, int least, int range) {
        int pixel = 0;
        for (int channel = 0; channel < channels; channel++) {
            int levels = levels(channel);
            int sample = least + random.nextInt(range);
            pixel = pixel * levels + sample * levels / 256;
        }
        return pixel;
    }

    /** What is on the pins in byte {@code at} of a pixel. */
    int pins(int pixel, int at, int noise) {
        if (channels == 1) {
            return at == lumaByte ? pixel : noise;
        }
        return (int) (pixel / Math.pow(256, bytes - 1.0 - at)) % 256;
    }

    /** 0 to 255; red, green, blue. */
    int sample(int pixel, int channel) {
        int rest = pixel;
        for (int above = channels - 1; above > channel; above--) {
            rest /= levels(above);
        }
        int levels = levels(channel);
        int sample = rest % levels;
        // A fraction in base `levels` whose digits are all the same begins like this.
        return levels == 256 ? sample : (int) Math.floor((sample + (double) sample / levels) * 256 / levels);
    }

    private int levels(int channel) {
        return channels == 1 || bytes == 3 ? 256 : channel == 1 ? 64 : 32;
    }
}
