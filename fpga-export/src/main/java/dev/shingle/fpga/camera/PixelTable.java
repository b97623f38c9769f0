package dev.shingle.fpga.camera;

import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Shape;
import dev.shingle.networks.pictures.Picture;
import dev.shingle.networks.pictures.PictureConversion;

/** What the network stores for each of the 256 brightnesses of a sensor. */
public final class PixelTable {

    static final String FILE = "pixels.mem";

    private static final int BRIGHTNESSES = 256;
    private static final int SIGN = 0x80;

    private final byte[] stored;

    private PixelTable(byte[] stored) {
        this.stored = stored;
    }

    /** The table of an int8 input, by the conversion that its pictures go through elsewhere. */
    public static PixelTable of(FeatureMap input, PictureConversion conversion) {
        char[] samples = new char[BRIGHTNESSES];
        for (int i = 0; i < BRIGHTNESSES; i++) {
            samples[i] = (char) i;
        }
        Picture ramp = Picture.of(1, BRIGHTNESSES, 1, BRIGHTNESSES - 1, samples);
        FeatureMap row =
                new FeatureMap(input.name(), Shape.hwc(1, BRIGHTNESSES, 1), input.type(), input.quantization());
        byte[] stored = new byte[BRIGHTNESSES];
        conversion.convert("the pixel table", ramp, row).bytes().get(stored);
        return new PixelTable(stored);
    }

    /** Flipping the sign bit does it: black is the least number, white the greatest. */
    boolean isSignFlip() {
        for (int i = 0; i < BRIGHTNESSES; i++) {
            if (stored[i] != (byte) (i ^ SIGN)) {
                return false;
            }
        }
        return true;
    }

    byte stored(int brightness) {
        return stored[brightness];
    }

    MemoryImage image() {
        return MemoryImage.of(Byte.SIZE, stored);
    }
}
