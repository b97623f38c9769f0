package dev.shingle.api;

import dev.shingle.fpga.camera.Sensor;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.StoredNumbers;
import dev.shingle.networks.pictures.GeneratedPictures;
import dev.shingle.networks.pictures.Picture;
import dev.shingle.networks.pictures.PictureConversion;

/** Pictures as a sensor would see them: of its size and channels, 8 bits. */
final class SensorPicture {

    private static final int BRIGHTEST = 255;

    private SensorPicture() {}

    /** Made up; the same everywhere. */
    static Picture generated(long seed, Sensor sensor) {
        return GeneratedPictures.of(
                seed, 0, sensor.rows(), sensor.columns(), sensor.pixels().channels());
    }

    /**
     * Any picture, resampled by area if it has another size, rounded to 8 bits; a gray sensor sees the luma of colours, and
     * one with colours sees gray as three equal channels.
     */
    static Picture of(Picture picture, Sensor sensor) {
        Shape shape = Shape.hwc(sensor.rows(), sensor.columns(), sensor.pixels().channels());
        FeatureMap bytes = new FeatureMap("sensor", shape, ElementType.UINT8);
        StoredNumbers samples =
                PictureConversion.of(0, 1).convert("sensor", picture, bytes).numbers();
        char[] seen = new char[samples.count()];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = (char) samples.value(i);
        }
        return Picture.of(sensor.rows(), sensor.columns(), shape.channels(), BRIGHTEST, seen);
    }
}
