package dev.shingle.fpga.camera;

import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Shape;
import dev.shingle.networks.pictures.Picture;
import dev.shingle.networks.pictures.PictureConversion;

/** What the network stores, channel by channel, for each of the 256 brightnesses of a sensor. */
public final class PixelTable {

    static final String FILE = "pixels.mem";

    private static final int BRIGHTNESSES = 256;
    private static final int SIGN = 0x80;

    /** The table of channel 0, then that of channel 1, ... */
    private final byte[] stored;

    private final boolean blueFirst;

    private PixelTable(byte[] stored, boolean blueFirst) {
        this.stored = stored;
        this.blueFirst = blueFirst;
    }

    /** The table of an int8 input of 1 or 3 channels, by the conversion that its pictures go through elsewhere. */
    public static PixelTable of(FeatureMap input, PictureConversion conversion) {
        int channels = input.shape().channels();
        char[] samples = new char[BRIGHTNESSES];
        for (int i = 0; i < BRIGHTNESSES; i++) {
            samples[i] = (char) i;
        }
        Picture ramp = Picture.of(BRIGHTNESSES, 1, 1, BRIGHTNESSES - 1, samples);
        FeatureMap column =
                new FeatureMap(input.name(), Shape.hwc(BRIGHTNESSES, 1, channels), input.type(), input.quantization());
        byte[] pixels = new byte[BRIGHTNESSES * channels];
        conversion.convert("the pixel table", ramp, column).bytes().get(pixels);
        byte[] stored = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            stored[i % channels * BRIGHTNESSES + i / channels] = pixels[i];
        }
        return new PixelTable(stored, conversion.bgr() && channels > 1);
    }

    /** Flipping the sign bit does it: black is the least number, white the greatest. */
    boolean isSignFlip() {
        for (int i = 0; i < stored.length; i++) {
            if (stored[i] != (byte) (i ^ SIGN)) {
                return false;
            }
        }
        return true;
    }

    /** Channel 0 of the network's input is blue, channel 2 is red. */
    boolean blueFirst() {
        return blueFirst;
    }

    byte stored(int channel, int brightness) {
        return stored[channel * BRIGHTNESSES + brightness];
    }

    MemoryImage image() {
        return MemoryImage.of(Byte.SIZE, stored);
    }
}
