package dev.shingle.fpga.camera;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Shape;
import dev.shingle.networks.pictures.Picture;
import dev.shingle.networks.tensors.TensorData;

/**
 * What the camera front end makes of a picture. Each channel of pixel (r, c) of the frame is the mean of that channel in a
 * block of s x s pixels, rounded half up, through the channel's pixel table:
 *
 * <pre>
 *   table[ (sum of the pixels (top + r*s + i, left + c*s + j) + s*s/2) >> 2*log2(s) ]
 * </pre>
 */
public final class CameraFrame {

    private CameraFrame() {}

    /** The tensor that the network reads; the picture has the sensor's size and channels, and 8 bits. */
    public static TensorData of(Picture picture, Sensor sensor, PixelTable pixels, FeatureMap input) {
        checkArgument(
                picture.height() == sensor.rows()
                        && picture.width() == sensor.columns()
                        && picture.channels() == sensor.pixels().channels()
                        && picture.channels() == input.shape().channels(),
                "%s from %s",
                picture,
                sensor);
        Shape shape = input.shape();
        byte[] stored = new byte[Math.toIntExact(shape.elements())];
        int at = 0;
        for (int r = 0; r < shape.height(); r++) {
            for (int c = 0; c < shape.width(); c++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    int from = pixels.blueFirst() ? shape.channels() - 1 - channel : channel;
                    stored[at++] = pixels.stored(channel, mean(picture, sensor, r, c, from));
                }
            }
        }
        return TensorData.wrap(shape, input.type(), stored);
    }

    private static int mean(Picture picture, Sensor sensor, int r, int c, int channel) {
        int side = sensor.shrink();
        int sum = side * side / 2;
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                int sample = picture.sample(sensor.cropTop() + r * side + i, sensor.cropLeft() + c * side + j, channel);
                sum += sensor.pixels().seen(sample, channel);
            }
        }
        return sum / (side * side);
    }
}
