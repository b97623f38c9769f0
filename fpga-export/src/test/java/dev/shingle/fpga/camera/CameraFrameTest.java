package dev.shingle.fpga.camera;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.pictures.GeneratedPictures;
import dev.shingle.networks.pictures.Picture;
import dev.shingle.networks.pictures.PictureConversion;
import dev.shingle.networks.pictures.Resampling;
import dev.shingle.networks.tensors.TensorData;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraFrameTest {

    private static final FeatureMap INPUT =
            new FeatureMap("image", Shape.hwc(6, 7, 1), ElementType.INT8, Quantization.perTensor(1 / 255.0, -128));

    /** Without crop and shrinkage the camera is what pictures go through elsewhere. */
    @ParameterizedTest
    @CsvSource({"0, 255", "127.5, 127.5", "30, 100", "200, 700"})
    void aFrameOfTheSensorsSizeIsTheConvertedPicture(double mean, double scale) {
        PictureConversion conversion = PictureConversion.of(mean, scale);
        Picture picture = GeneratedPictures.of(3, 1, 6, 7, 1);
        TensorData frame = CameraFrame.of(
                picture, Sensor.around(6, 7, 0, 0, 1, PixelFormat.GRAY), PixelTable.of(INPUT, conversion), INPUT);
        assertThat(frame).isEqualTo(conversion.convert("picture", picture, INPUT));
    }

    @Test
    void theSignBitSufficesForTheWholeRange() {
        assertThat(PixelTable.of(INPUT, PictureConversion.of(0, 255)).isSignFlip())
                .isTrue();
        assertThat(PixelTable.of(INPUT, PictureConversion.of(0, 254)).isSignFlip())
                .isFalse();
        assertThat(PixelTable.of(INPUT, PictureConversion.of(1, 255)).isSignFlip())
                .isFalse();
    }

    /** Colours go the same ways, in either order, each with numbers of its own. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aColourFrameIsTheConvertedPicture(boolean bgr) {
        PictureConversion conversion = new PictureConversion(
                Resampling.AREA, bgr, ImmutableDoubleArray.of(10, 20, 30), ImmutableDoubleArray.of(200, 100, 300));
        FeatureMap colour =
                new FeatureMap("image", Shape.hwc(6, 7, 3), ElementType.INT8, Quantization.perTensor(1 / 255.0, -128));
        Picture picture = GeneratedPictures.of(3, 1, 6, 7, 3);
        PixelTable table = PixelTable.of(colour, conversion);
        TensorData frame = CameraFrame.of(picture, Sensor.around(6, 7, 0, 0, 1, PixelFormat.RGB888), table, colour);
        assertThat(frame).isEqualTo(conversion.convert("picture", picture, colour));
        assertThat(table.blueFirst()).isEqualTo(bgr);
        assertThat(table.image().depthWords()).isEqualTo(3 * 256);
    }

    /** Black and white stay what they are, order is kept, and what is lost lies below the bits that are sent. */
    @ParameterizedTest
    @CsvSource({"0, 32", "1, 64", "2, 32"})
    void ofRgb565FewerBitsAreSeen(int channel, int levels) {
        assertThat(PixelFormat.RGB565.seen(0, channel)).isZero();
        assertThat(PixelFormat.RGB565.seen(255, channel)).isEqualTo(255);
        Set<Integer> seen = new TreeSet<>();
        for (int sample = 0; sample < 256; sample++) {
            int now = PixelFormat.RGB565.seen(sample, channel);
            assertThat(now * levels / 256).isEqualTo(sample * levels / 256);
            seen.add(now);
            assertThat(PixelFormat.RGB888.seen(sample, channel)).isEqualTo(sample);
        }
        assertThat(seen).hasSize(levels);
    }

    /** A picture whose windows are even: the mean is that brightness; one more than half a step in sum rounds up. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void blocksAreAveragedHalfUp(int shrink) {
        Sensor sensor = new Sensor(6 * shrink + 5, 7 * shrink + 4, 2, 3, shrink, PixelFormat.GRAY);
        PixelTable flip = PixelTable.of(INPUT, PictureConversion.of(0, 255));
        for (int more : new int[] {shrink * shrink / 2 - 1, shrink * shrink / 2}) {
            char[] samples = new char[sensor.rows() * sensor.columns()];
            for (int y = 0; y < sensor.rows(); y++) {
                for (int x = 0; x < sensor.columns(); x++) {
                    samples[y * sensor.columns() + x] = brightness(sensor, y, x, more);
                }
            }
            Picture picture = Picture.of(sensor.rows(), sensor.columns(), 1, 255, samples);
            TensorData frame = CameraFrame.of(picture, sensor, flip, INPUT);
            for (int i = 0; i < 42; i++) {
                int expected = 5 * i + (more >= shrink * shrink / 2 ? 1 : 0);
                assertThat(frame.numbers().value(i)).isEqualTo(expected - 128);
            }
        }
    }

    /** 5 * element in the window, with some pixels of each block one brighter; white outside. */
    private static char brightness(Sensor sensor, int y, int x, int more) {
        int row = y - sensor.cropTop();
        int column = x - sensor.cropLeft();
        int side = sensor.shrink();
        if (row < 0 || column < 0 || row >= 6 * side || column >= 7 * side) {
            return 255;
        }
        int element = row / side * 7 + column / side;
        int inBlock = row % side * side + column % side;
        return (char) (5 * element + (inBlock < more ? 1 : 0));
    }
}
