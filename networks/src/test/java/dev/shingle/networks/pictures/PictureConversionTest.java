package dev.shingle.networks.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.StoredNumbers;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PictureConversionTest {

    private static final ImmutableDoubleArray ZERO = ImmutableDoubleArray.of(0);
    private static final ImmutableDoubleArray ONE = ImmutableDoubleArray.of(1);

    @Test
    void everyByteIsStoredExactlyWhereTheScaleAllows() {
        FeatureMap input =
                new FeatureMap("in", Shape.hwc(16, 16, 1), ElementType.INT8, Quantization.perTensor(1.0 / 128, -1));
        char[] all = new char[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (char) i;
        }
        Picture picture = Picture.of(16, 16, 1, 255, all);
        StoredNumbers stored =
                PictureConversion.of(127, 128).convert("test", picture, input).numbers();
        for (int i = 0; i < all.length; i++) {
            assertThat(stored.integer(i)).isEqualTo(i - 128);
        }
    }

    @Test
    void channelsMeanAndOrder() {
        Picture pixel = Picture.of(1, 1, 3, 255, PnmFileTest.chars(10, 20, 40));
        PictureConversion bgr = new PictureConversion(
                Resampling.AREA, true, ImmutableDoubleArray.of(1, 2, 3), ImmutableDoubleArray.of(1, 2, 4));
        assertThat(floats(bgr, pixel, Shape.hwc(1, 1, 3))).containsExactly(39, 9, 1.75);
        PictureConversion plain = new PictureConversion(Resampling.AREA, false, ZERO, ONE);
        assertThat(floats(plain, pixel, Shape.hwc(1, 1, 1))[0]).isEqualTo(2.99 + 11.74 + 4.56, within(1e-5));
        Picture gray = Picture.of(1, 1, 1, 510, (char) 100);
        assertThat(floats(plain, gray, Shape.hwc(1, 1, 3))).containsExactly(50, 50, 50);
    }

    @Test
    void waysOfResampling() {
        Picture row = Picture.of(1, 4, 1, 255, PnmFileTest.chars(0, 10, 20, 100));
        assertThat(resized(row, Resampling.NEAREST, 2)).containsExactly(10, 100);
        assertThat(resized(row, Resampling.AREA, 2)).containsExactly(5, 60);
        assertThat(resized(row, Resampling.BILINEAR, 2)).containsExactly(5, 60);
        assertThat(resized(row, Resampling.BILINEAR, 8)).containsExactly(0, 2.5, 7.5, 12.5, 17.5, 40, 80, 100);
        assertThat(resized(row, Resampling.AREA, 8)).containsExactly(0, 0, 10, 10, 20, 20, 100, 100);
        assertThat(resized(row, Resampling.NEAREST, 8)).containsExactly(0, 0, 10, 10, 20, 20, 100, 100);
        double[] three = resized(row, Resampling.AREA, 3);
        assertThat(three[0]).isEqualTo((0 + 10 / 3.0) / (4 / 3.0), within(1e-5));
        assertThat(three[1]).isEqualTo((10 * 2 / 3.0 + 20 * 2 / 3.0) / (4 / 3.0), within(1e-5));
    }

    @Property(tries = 200)
    void weightsSumToOneAndAreaKeepsTheMean(
            @ForAll @IntRange(min = 1, max = 40) int from, @ForAll @IntRange(min = 1, max = 40) int to) {
        for (Resampling resampling : Resampling.values()) {
            ResampledAxis axis = ResampledAxis.of(from, to, resampling);
            double[] perSource = new double[from];
            for (int i = 0; i < to; i++) {
                double sum = 0;
                for (int tap = axis.starts().get(i); tap < axis.starts().get(i + 1); tap++) {
                    sum += axis.weights().get(tap);
                    perSource[axis.sources().get(tap)] += axis.weights().get(tap);
                    assertThat(axis.weights().get(tap)).isBetween(-1e-9, 1 + 1e-9);
                }
                assertThat(sum).isEqualTo(1, within(1e-9));
            }
            if (resampling == Resampling.AREA && to <= from) {
                for (double sum : perSource) {
                    assertThat(sum).isEqualTo((double) to / from, within(1e-9));
                }
            }
        }
    }

    @Test
    void inputsThatAreNoPicturesAreRefused() {
        Picture pixel = Picture.of(1, 1, 1, 255, (char) 1);
        FeatureMap four = new FeatureMap("in", Shape.hwc(2, 2, 4), ElementType.FLOAT32);
        FeatureMap integers = new FeatureMap("in", Shape.hwc(2, 2, 3), ElementType.INT32);
        for (FeatureMap input : new FeatureMap[] {four, integers}) {
            assertThatExceptionOfType(NetworkFormatException.class)
                    .isThrownBy(() -> PictureConversion.UNIT.convert("test", pixel, input))
                    .withMessageStartingWith("test: input in: found ");
        }
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> PictureConversion.of(0, 0));
    }

    @Test
    void generatedPicturesAreTheSameForTheSameSeedOnly() {
        Picture first = GeneratedPictures.of(1, 0, 24, 32, 3);
        assertThat(GeneratedPictures.of(1, 0, 24, 32, 3)).isEqualTo(first);
        assertThat(GeneratedPictures.of(1, 1, 24, 32, 3)).isNotEqualTo(first);
        assertThat(GeneratedPictures.of(2, 0, 24, 32, 3)).isNotEqualTo(first);
        assertThat(GeneratedPictures.of(1, 0, 1, 1, 1).channels()).isEqualTo(1);
    }

    private static double[] resized(Picture row, Resampling resampling, int width) {
        return floats(new PictureConversion(resampling, false, ZERO, ONE), row, Shape.hwc(1, width, 1));
    }

    private static double[] floats(PictureConversion conversion, Picture picture, Shape shape) {
        FeatureMap input = new FeatureMap("in", shape, ElementType.FLOAT32);
        StoredNumbers numbers = conversion.convert("test", picture, input).numbers();
        double[] values = new double[numbers.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.value(i);
        }
        return values;
    }
}
