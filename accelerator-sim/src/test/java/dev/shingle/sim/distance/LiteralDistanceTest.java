package dev.shingle.sim.distance;

import static dev.shingle.mapper.machine.Traversal.FORWARD;
import static dev.shingle.mapper.machine.Traversal.REVERSE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distances that were computed by hand or are published. */
final class LiteralDistanceTest {

    private static final Machine PIXEL = Cases.machine(Cases.PIXEL);

    private static long words(Operation operation, Machine machine, Traversal traversal) {
        return LiteralDistance.of(operation, 0, 0, traversal, machine).words();
    }

    private static Operation same(int height, int width, int inputs, int outputs, int kernel) {
        Window window = Window.square(kernel, 1, Padding.symmetric(kernel / 2));
        return Cases.convolution(Shape.hwc(height, width, inputs), outputs, window);
    }

    @ParameterizedTest
    @CsvSource({"4, 7, 3, 2, 3", "7, 4, 2, 2, 3", "5, 9, 4, 4, 5", "6, 5, 5, 1, 5"})
    void sameWindowThatDoesNotWiden(int height, int width, int inputs, int outputs, int kernel) {
        long expected = (long) kernel / 2 * (width + 1) * outputs;

        assertThat(words(same(height, width, inputs, outputs, kernel), PIXEL, FORWARD))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"4, 7, 2, 3, 3", "7, 4, 1, 5, 3", "5, 9, 4, 5, 5"})
    void sameWindowThatWidens(int height, int width, int inputs, int outputs, int kernel) {
        long expected = (long) (height * width - 1) * (outputs - inputs) + (long) kernel / 2 * (width + 1) * inputs;

        assertThat(words(same(height, width, inputs, outputs, kernel), PIXEL, FORWARD))
                .isEqualTo(expected);
        assertThat(words(same(height, width, inputs, outputs, kernel), PIXEL, REVERSE))
                .isEqualTo(expected);
    }

    @Test
    void sameWindowByRows() {
        assertThat(words(same(4, 7, 3, 2, 3), Cases.machine(Cases.ROW), FORWARD))
                .isEqualTo(7 * 2);
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 0", "3, 2, -1", "5, 1, -4", "2, 5, 57"})
    void pointwiseConvolution(int inputs, int outputs, long expected) {
        assertThat(words(same(4, 5, inputs, outputs, 1), PIXEL, FORWARD)).isEqualTo(expected);
        assertThat(words(same(4, 5, inputs, outputs, 1), PIXEL, REVERSE)).isEqualTo(expected);
    }

    /** M = max(I, O) + min(Ci, Co) - 1 for ELEMENT. */
    @Test
    void pointwiseConvolutionByElements() {
        assertThat(words(same(4, 5, 3, 2, 1), Cases.machine(Cases.group(1)), FORWARD))
                .isEqualTo(1);
        assertThat(words(same(4, 5, 3, 3, 1), Cases.machine(Cases.group(1)), FORWARD))
                .isEqualTo(2);
    }

    @Test
    void groupsAddAllButTheirLast() {
        Operation layer = same(4, 7, 5, 5, 3);
        long pixel = 8 * 5;

        assertThat(words(layer, Cases.machine(Cases.group(2)), FORWARD)).isEqualTo(pixel + 2 * 2);
        assertThat(words(layer, Cases.machine(Cases.group(1)), FORWARD)).isEqualTo(pixel + 4);
        assertThat(words(layer, Cases.machine(Cases.group(2)), REVERSE))
                .as("descending groups: Co - G")
                .isEqualTo(pixel + 3);
        Machine ascending = Cases.machine(Cases.group(2), Layout.bytes(), 0, GroupOrder.ASCENDING, Addressing.LINEAR);
        assertThat(words(layer, ascending, REVERSE)).as("ascending groups: Co").isEqualTo(pixel + 5);
    }

    @Test
    void poolingLeavesRoom() {
        Operation pool = Cases.pool(Shape.hwc(4, 6, 3), Window.square(2, 2, Padding.NONE));

        assertThat(words(pool, PIXEL, FORWARD)).isEqualTo(-3);
        assertThat(words(pool, PIXEL, REVERSE)).isEqualTo(-3);
    }

    /** A kernel of 5x1 reaches two rows up, one of 1x5 two columns left: swapping them gives 4 for 28 and 28 for 4. */
    @Test
    void heightAndWidthAreNotTheSame() {
        Operation tall = Cases.convolution(Shape.hwc(6, 7, 2), 2, Cases.window(5, 1, 1, new Padding(2, 2, 0, 0)));
        Operation wide = Cases.convolution(Shape.hwc(6, 7, 2), 2, Cases.window(1, 5, 1, new Padding(0, 0, 2, 2)));

        assertThat(words(tall, PIXEL, FORWARD)).isEqualTo(2 * 7 * 2);
        assertThat(words(wide, PIXEL, FORWARD)).isEqualTo(2 * 2);
        assertThat(words(tall, PIXEL, REVERSE)).isEqualTo(2 * 7 * 2);
        assertThat(words(wide, PIXEL, REVERSE)).isEqualTo(2 * 2);
    }

    /** 1x1, stride 2 on 4x4x2: output pixel 1 is written from input pixel 2. Without the stride it would be 0. */
    @Test
    void strideCounts() {
        Operation layer = Cases.convolution(Shape.hwc(4, 4, 2), 2, Cases.window(1, 1, 2, Padding.NONE));

        assertThat(words(layer, PIXEL, FORWARD)).isEqualTo(2 - 4);
        // From the ends: row 3 and column 3 are never read, so input pixel 10 lies 5 pixels before the end.
        assertThat(words(layer, PIXEL, REVERSE)).isEqualTo(2 - (5 + 2) * 2);
    }

    /** 3x3, stride 2, padding 1, even size, Co <= 2*Ci: max(0, D) = max(0, Co - Ci). */
    @Test
    void strideTwoWithPadding() {
        Window window = Cases.window(3, 3, 2, Padding.symmetric(1));

        assertThat(words(Cases.convolution(Shape.hwc(4, 6, 2), 3, window), PIXEL, FORWARD))
                .isEqualTo(1);
        assertThat(words(Cases.convolution(Shape.hwc(6, 4, 2), 4, window), PIXEL, FORWARD))
                .isEqualTo(2);
    }

    /** All padding behind: forward reads at the output pixel, reverse reaches two rows and columns ahead. */
    @Test
    void paddingIsNotSymmetric() {
        Shape shape = Shape.hwc(4, 5, 1);
        Operation behind = Cases.convolution(shape, 1, Cases.window(3, 3, 1, new Padding(0, 2, 0, 2)));
        Operation above = Cases.convolution(shape, 1, Cases.window(3, 3, 1, new Padding(1, 1, 0, 2)));

        assertThat(words(behind, PIXEL, FORWARD)).isZero();
        assertThat(words(behind, PIXEL, REVERSE)).isEqualTo(2 * 5 + 2);
        assertThat(words(above, PIXEL, FORWARD)).isEqualTo(5);
        assertThat(words(above, PIXEL, REVERSE)).isEqualTo(5 + 2);
    }

    /** Two published pairs: a 4x4 SAME layer on 6x6x2, and 12x12x5 to 10x10x8 in 4-bit words. */
    @Test
    void publishedExamples() {
        Window four = Window.square(4, 1, new Padding(1, 2, 1, 2));
        Operation small = Cases.convolution(Shape.hwc(6, 6, 2), 2, four);
        Operation digits = new Operation(
                new Operator.Convolution(Window.square(3, 1, Padding.NONE), 1, Activation.NONE),
                ImmutableList.of(Cases.use("in", Shape.hwc(12, 12, 5), ElementType.INT4)),
                ImmutableList.of(Cases.use("out", Shape.hwc(10, 10, 8), ElementType.INT4)));
        Machine nibbles = Cases.machine(Cases.PIXEL, new Layout(4, 1, false));

        assertThat(words(small, PIXEL, FORWARD)).isEqualTo(14);
        assertThat(words(small, PIXEL, REVERSE)).isEqualTo(28);
        assertThat(720 + words(digits, nibbles, FORWARD)).isEqualTo(927);
        assertThat(words(same(128, 128, 64, 64, 3), PIXEL, FORWARD)).isEqualTo(1_056_832 - 128 * 128 * 64);
    }

    @Test
    void wideningElements() {
        Operation dequantize = new Operation(
                Operator.Pointwise.of(Operator.Pointwise.Function.DEQUANTIZE),
                ImmutableList.of(Cases.use("in", Shape.hwc(2, 3, 4), ElementType.INT8)),
                ImmutableList.of(Cases.use("out", Shape.hwc(2, 3, 4), ElementType.FLOAT32)));
        Operation quantize = new Operation(
                Operator.Pointwise.of(Operator.Pointwise.Function.QUANTIZE),
                dequantize.results(),
                dequantize.operands());

        assertThat(words(dequantize, Cases.machine(Cases.group(1)), FORWARD)).isEqualTo(23 * 3);
        assertThat(words(quantize, Cases.machine(Cases.group(1)), FORWARD)).isEqualTo(-3);
    }

    @Test
    void lineBufferOfASameLayerNeedsNoDistance() {
        assertThat(words(same(5, 6, 3, 3, 3), Cases.lineBuffer(3, Cases.PIXEL), FORWARD))
                .isLessThanOrEqualTo(0);
        assertThat(words(same(5, 6, 3, 3, 3), Cases.lineBuffer(3, Cases.PIXEL), REVERSE))
                .isLessThanOrEqualTo(0);
    }

    @Test
    void nothingReadAfterAWriteIsFree() {
        Operation mean = same(3, 3, 2, 4, 3);

        assertThat(LiteralDistance.of(mean, 0, 0, FORWARD, Cases.machine(Cases.TENSOR)))
                .isEqualTo(Distance.FREE);
        assertThat(LiteralDistance.of(mean, 0, 0, FORWARD, PIXEL, new RowRange(1, 2))
                        .words())
                .as("row 1 only: pixel 4 is written when pixel 5 reads from pixel 1 on")
                .isEqualTo(5 * 4 - 1 * 2);
    }

    @Test
    void opaqueMeansDisjoint() {
        Operation custom = Cases.unary(new Operator.Opaque("CUSTOM"), Shape.of(3), Shape.of(5));

        assertThat(words(custom, PIXEL, FORWARD)).isEqualTo(5);
        assertThat(words(custom, PIXEL, REVERSE)).isEqualTo(5);
    }
}
