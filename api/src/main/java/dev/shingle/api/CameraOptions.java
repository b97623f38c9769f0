package dev.shingle.api;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.fpga.camera.PixelFormat;
import dev.shingle.networks.pictures.Picture;
import dev.shingle.networks.pictures.PictureConversion;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a network is built behind a camera.
 *
 * @param sensorRows lines of the sensor's picture; if empty, as many as the network's frame needs
 * @param sensorColumns pixels of a line, likewise
 * @param cropTop lines above the frame
 * @param cropLeft pixels to the left of it
 * @param shrink pixels of the sensor to one of the frame, each way: 1, 2 or 4
 * @param pixels how the sensor sends a pixel; if empty, as sensors for so many channels usually do
 * @param picture what the test bench shows to the sensor; if empty, one that is made up
 * @param conversion from brightness to the network's real numbers; if empty, black and white are the ends of what it stores
 * @param evenIfTooLarge make the folder also if the part has too few blocks of RAM
 */
public record CameraOptions(
        OptionalInt sensorRows,
        OptionalInt sensorColumns,
        int cropTop,
        int cropLeft,
        int shrink,
        Optional<PixelFormat> pixels,
        Optional<Picture> picture,
        Optional<PictureConversion> conversion,
        boolean evenIfTooLarge) {

    public CameraOptions {
        checkArgument(sensorRows.isPresent() == sensorColumns.isPresent(), "a sensor of rows or of columns only");
        checkArgument(cropTop >= 0 && cropLeft >= 0, "a window at line %s, pixel %s", cropTop, cropLeft);
        checkArgument(shrink == 1 || shrink == 2 || shrink == 4, "a shrinkage of %s; it can be 1, 2 or 4", shrink);
    }

    /** A sensor of the frame's size, and a picture that is made up. */
    public static CameraOptions defaults() {
        return new CameraOptions(
                OptionalInt.empty(),
                OptionalInt.empty(),
                0,
                0,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    public CameraOptions withSensor(int rows, int columns) {
        return new CameraOptions(
                OptionalInt.of(rows),
                OptionalInt.of(columns),
                cropTop,
                cropLeft,
                shrink,
                pixels,
                picture,
                conversion,
                evenIfTooLarge);
    }

    public CameraOptions withCrop(int top, int left) {
        return new CameraOptions(
                sensorRows, sensorColumns, top, left, shrink, pixels, picture, conversion, evenIfTooLarge);
    }

    public CameraOptions withShrink(int by) {
        return new CameraOptions(
                sensorRows, sensorColumns, cropTop, cropLeft, by, pixels, picture, conversion, evenIfTooLarge);
    }

    public CameraOptions withPixels(PixelFormat other) {
        return new CameraOptions(
                sensorRows,
                sensorColumns,
                cropTop,
                cropLeft,
                shrink,
                Optional.of(other),
                picture,
                conversion,
                evenIfTooLarge);
    }

    public CameraOptions withPicture(Picture other) {
        return new CameraOptions(
                sensorRows,
                sensorColumns,
                cropTop,
                cropLeft,
                shrink,
                pixels,
                Optional.of(other),
                conversion,
                evenIfTooLarge);
    }

    public CameraOptions withConversion(PictureConversion other) {
        return new CameraOptions(
                sensorRows,
                sensorColumns,
                cropTop,
                cropLeft,
                shrink,
                pixels,
                picture,
                Optional.of(other),
                evenIfTooLarge);
    }

    public CameraOptions withEvenIfTooLarge(boolean wanted) {
        return new CameraOptions(
                sensorRows, sensorColumns, cropTop, cropLeft, shrink, pixels, picture, conversion, wanted);
    }
}
