package dev.shingle.fpga.camera;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Shape;
import dev.shingle.networks.pictures.Picture;
import dev.shingle.networks.tensors.TensorData;

/**
 * What the camera front end makes of a picture. Element (r, c) of the frame is the mean of a block of s x s pixels, rounded
 * half up, through the pixel table:
 *
 * <pre>
 *   table[ (sum of the pixels (top + r*s + i, left + c*s + j) + s*s/2) >> 2*log2(s) ]
 * </pre>
 */
public final class CameraFrame {

    private CameraFrame() {}

    /** The tensor that the network reads; the picture is gray, and of the sensor's size. */
    public static TensorData of(Picture picture, Sensor sensor, PixelTable pixels, FeatureMap input) {
        checkArgument(
                picture.height() == sensor.rows() && picture.width() == sensor.columns() && picture.channels() == 1,
                "%s from %s",
                picture,
                sensor);
        Shape shape = input.shape();
        byte[] stored = new byte[Math.toIntExact(shape.elements())];
        for (int r = 0; r < shape.height(); r++) {
            for (int c = 0; c < shape.width(); c++) {
                stored[r * shape.width() + c] = pixels.stored(mean(picture, sensor, r, c));
            }
        }
        return TensorData.wrap(shape, input.type(), stored);
    }

    private static int mean(Picture picture, Sensor sensor, int r, int c) {
        int side = sensor.shrink();
        int sum = side * side / 2;
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                sum += picture.sample(sensor.cropTop() + r * side + i, sensor.cropLeft() + c * side + j, 0);
            }
        }
        return sum / (side * side);
    }
}
