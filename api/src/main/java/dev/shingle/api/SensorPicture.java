package dev.shingle.api;

import dev.shingle.fpga.camera.Sensor;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.StoredNumbers;
import dev.shingle.networks.pictures.GeneratedPictures;
import dev.shingle.networks.pictures.Picture;
import dev.shingle.networks.pictures.PictureConversion;

/** Pictures as a gray sensor would give them: its size, one channel, 8 bits. */
final class SensorPicture {

    private static final int BRIGHTEST = 255;

    private SensorPicture() {}

    /** Made up; the same everywhere. */
    static Picture generated(long seed, Sensor sensor) {
        return GeneratedPictures.of(seed, 0, sensor.rows(), sensor.columns(), 1);
    }

    /** Any picture, resampled by area if it has another size, as luma if it has colours, rounded to 8 bits. */
    static Picture of(Picture picture, Sensor sensor) {
        FeatureMap bytes = new FeatureMap("sensor", Shape.hwc(sensor.rows(), sensor.columns(), 1), ElementType.UINT8);
        StoredNumbers samples =
                PictureConversion.of(0, 1).convert("sensor", picture, bytes).numbers();
        char[] gray = new char[sensor.rows() * sensor.columns()];
        for (int i = 0; i < gray.length; i++) {
            gray[i] = (char) samples.value(i);
        }
        return Picture.of(sensor.rows(), sensor.columns(), 1, BRIGHTEST, gray);
    }
}
