package dev.shingle.networks.pictures;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Shape;
import dev.shingle.networks.tensors.RealValues;
import dev.shingle.networks.tensors.TensorData;

/**
 * From a picture to a network's input tensor, in this order:
 *
 * <ol>
 *   <li>samples are brought to 0 .. 255 ({@code sample * 255 / maximum}), whatever their width;
 *   <li>the picture is resized to the input's height and width, without keeping its proportions;
 *   <li>three channels become one as 0.299 R + 0.587 G + 0.114 B, one becomes three equal ones; {@code bgr} turns the order
 *       of three around;
 *   <li>{@code real = (value - mean) / scale}, channel by channel of the input;
 *   <li>a quantised input stores {@code round(real / input scale) + zero point} (ties to even), clamped; a float input real.
 * </ol>
 *
 * Inputs are images of one or three channels, batch 1.
 *
 * @param mean for each channel of the input, or one for all
 * @param scale likewise; the divisor
 */
public record PictureConversion(
        Resampling resampling, boolean bgr, ImmutableDoubleArray mean, ImmutableDoubleArray scale) {

    /** Area resampling, RGB, real values from 0 to 1. */
    public static final PictureConversion UNIT = of(0, 255);

    private static final double[] LUMA = {0.299, 0.587, 0.114};

    private static final int BRIGHTEST = 255;

    public PictureConversion {
        checkArgument(isForChannels(mean), "%s means, expected 1 or 3", mean.length());
        checkArgument(isForChannels(scale), "%s scales, expected 1 or 3", scale.length());
        checkArgument(mean.stream().allMatch(Double::isFinite), "mean %s is not a number", mean);
        checkArgument(
                scale.stream().allMatch(each -> Double.isFinite(each) && each > 0), "scale %s is not above 0", scale);
    }

    /** Area resampling, RGB, the same mean and scale for all channels. */
    public static PictureConversion of(double mean, double scale) {
        return new PictureConversion(
                Resampling.AREA, false, ImmutableDoubleArray.of(mean), ImmutableDoubleArray.of(scale));
    }

    /** The real number that the darkest picture gives in a channel. */
    public double least(int channel) {
        return real(0, channel);
    }

    /** The real number that the brightest picture gives in a channel. */
    public double most(int channel) {
        return real(BRIGHTEST, channel);
    }

    /**
     * The tensor that a network reads in place of the picture.
     *
     * @param source where the picture is from, for messages
     * @throws NetworkFormatException if the input is no image of one or three channels
     */
    public TensorData convert(String source, Picture picture, FeatureMap input) {
        Shape shape = input.shape();
        int channels = shape.channels();
        if (shape.batch() != 1 || (channels != 1 && channels != 3)) {
            throw new NetworkFormatException(
                    source, "input " + input.name(), "shape " + shape, "one image of 1 or 3 channels for a picture");
        }
        double[] values = new double[(int) shape.elements()];
        ResampledAxis rows = ResampledAxis.of(picture.height(), shape.height(), resampling);
        ResampledAxis columns = ResampledAxis.of(picture.width(), shape.width(), resampling);
        int to = 0;
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                for (int c = 0; c < channels; c++) {
                    values[to++] = real(value(picture, rows, y, columns, x, channels, c), c);
                }
            }
        }
        try {
            return RealValues.store(input, values);
        } catch (IllegalArgumentException e) {
            throw new NetworkFormatException(
                    source, "input " + input.name(), "type " + input.type(), "FLOAT32, INT8, UINT8 or INT16");
        }
    }

    /** Of 0 .. 255. */
    private double value(
            Picture picture, ResampledAxis rows, int y, ResampledAxis columns, int x, int channels, int channel) {
        double sum;
        if (channels == 1 && picture.channels() == 3) {
            sum = 0;
            for (int c = 0; c < 3; c++) {
                sum += LUMA[c] * resampled(picture, rows, y, columns, x, c);
            }
        } else {
            int from = picture.channels() == 1 ? 0 : bgr && channels == 3 ? 2 - channel : channel;
            sum = resampled(picture, rows, y, columns, x, from);
        }
        return sum * BRIGHTEST / picture.maximum();
    }

    private static double resampled(
            Picture picture, ResampledAxis rows, int y, ResampledAxis columns, int x, int channel) {
        double sum = 0;
        for (int i = rows.starts().get(y); i < rows.starts().get(y + 1); i++) {
            double row = 0;
            for (int j = columns.starts().get(x); j < columns.starts().get(x + 1); j++) {
                row += columns.weights().get(j)
                        * picture.sample(
                                rows.sources().get(i), columns.sources().get(j), channel);
            }
            sum += rows.weights().get(i) * row;
        }
        return sum;
    }

    private double real(double value, int channel) {
        return (value - of(mean, channel)) / of(scale, channel);
    }

    private static double of(ImmutableDoubleArray perChannel, int channel) {
        return perChannel.get(perChannel.length() == 1 ? 0 : channel);
    }

    private static boolean isForChannels(ImmutableDoubleArray numbers) {
        return numbers.length() == 1 || numbers.length() == 3;
    }
}
