package dev.shingle.testkit.overlap;

import static dev.shingle.testkit.overlap.Cases.ELEMENT;
import static dev.shingle.testkit.overlap.Cases.PIXEL;
import static dev.shingle.testkit.overlap.Cases.ROW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.overlap.PairBound;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distances that are known in advance: the formulas for common layers, and numbers that others have published. */
class PublishedDistancesTest {

    @ParameterizedTest(name = "{0}x{1}x{2} to {3} channels, {4}x{4} same")
    @CsvSource({
        "6, 9, 4, 4, 3",
        "6, 9, 5, 3, 3",
        "6, 9, 3, 5, 3",
        "9, 6, 3, 5, 5",
        "8, 5, 7, 2, 5",
        "40, 40, 64, 64, 3",
        "8, 7, 1, 64, 3",
        "8, 7, 64, 1, 7"
    })
    void sameConvolutionWithStrideOne(int height, int width, int from, int to, int kernel) {
        int p = (kernel - 1) / 2;
        Operation layer =
                Cases.convolution(Shape.hwc(height, width, from), to, Window.square(kernel, 1, Padding.symmetric(p)));

        long growth = Math.max(0, to - from);
        long in = (long) height * width * from;
        long out = (long) height * width * to;
        long byPixel = to <= from
                ? (long) p * (width + 1) * to
                : (height * width - 1) * growth + (long) p * (width + 1) * from;
        long byRow =
                to <= from ? (long) p * width * to : (long) width * (height - 1) * growth + (long) p * width * from;
        assertThat(forward(layer, PIXEL)).isEqualTo(byPixel);
        assertThat(forward(layer, ROW)).isEqualTo(byRow);
        assertThat(SafeDistances.reverse(layer, 0, 0, Cases.bytes(PIXEL))).isEqualTo(Distance.ofWords(byPixel));
        long narrow = Math.min(from, to);
        assertThat(PairBound.of(layer, 0, 0, Cases.bytes(PIXEL)).words())
                .isEqualTo(Math.max(out, Math.max(in, out) + (long) p * (width + 1) * narrow - growth));
        assertThat(PairBound.of(layer, 0, 0, Cases.bytes(ROW)).words())
                .isEqualTo(Math.max(out, Math.max(in, out) + (long) p * width * narrow - width * growth));
    }

    @ParameterizedTest(name = "{0}x{1}, {2} to {3} channels")
    @CsvSource({"5, 7, 4, 4", "5, 7, 4, 9", "5, 7, 9, 4", "1, 1, 3, 8", "20, 30, 1, 16"})
    void pointwiseConvolution(int height, int width, int from, int to) {
        Operation layer = Cases.convolution(Shape.hwc(height, width, from), to, Window.pointwise());
        long in = (long) height * width * from;
        long out = (long) height * width * to;

        assertThat(PairBound.of(layer, 0, 0, Cases.bytes(PIXEL)).words()).isEqualTo(Math.max(in, out));
        assertThat(PairBound.of(layer, 0, 0, Cases.bytes(ELEMENT)).words())
                .isEqualTo(Math.max(in, out) + Math.min(from, to) - 1);
    }

    @ParameterizedTest(name = "{0}x{1}x{2}")
    @CsvSource({"4, 6, 3", "8, 4, 16", "2, 4, 1"})
    void poolingByTwo(int height, int width, int channels) {
        Operation pool = Cases.pool(Shape.hwc(height, width, channels), Window.square(2, 2, Padding.NONE));

        assertThat(forward(pool, PIXEL)).isEqualTo(-channels);
        assertThat(PairBound.of(pool, 0, 0, Cases.bytes(PIXEL)).words()).isEqualTo((long) height * width * channels);
    }

    @ParameterizedTest(name = "{0} to {1} channels")
    @CsvSource({"4, 4", "4, 7", "4, 8", "3, 1"})
    void threeByThreeWithStrideTwo(int from, int to) {
        Operation layer = Cases.convolution(Shape.hwc(8, 12, from), to, Window.square(3, 2, Padding.symmetric(1)));

        assertThat(Math.max(0, forward(layer, PIXEL))).isEqualTo(Math.max(0, to - from));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"INT8, INT32", "INT32, INT8", "INT16, FLOAT32", "INT8, INT8", "FLOAT32, INT16"})
    void elementsOfDifferentWidth(ElementType from, ElementType to) {
        Shape shape = Shape.hwc(3, 5, 4);
        Operation quantize = Cases.operation(
                Operator.Pointwise.of(Operator.Pointwise.Function.QUANTIZE),
                Cases.use("x", shape, from),
                Cases.use("y", shape, to));

        long growth = ((long) to.bits() - from.bits()) / 8;
        assertThat(forward(quantize, ELEMENT)).isEqualTo(growth >= 0 ? (shape.elements() - 1) * growth : growth);
    }

    @Test
    void fourBitActivationsByGuralAndMurmann() {
        Shape from = Shape.hwc(12, 12, 5);
        Operation layer = Cases.operation(
                new Operator.Convolution(Window.square(3, 1, Padding.NONE), 1, Activation.NONE),
                Cases.use("x", from, ElementType.INT4),
                Cases.use("y", Shape.hwc(10, 10, 8), ElementType.INT4));
        Machine nibbles = Cases.machine(new Layout(4, 1, false), PIXEL, 0, GroupOrder.DESCENDING);

        assertThat(PairBound.of(layer, 0, 0, nibbles).words()).isEqualTo(927);
    }

    @Test
    void evenKernelsWithSamePaddingDifferByDirection() {
        Operation layer = Cases.convolution(Shape.hwc(6, 6, 2), 2, Window.square(4, 1, new Padding(1, 2, 1, 2)));

        assertThat(forward(layer, PIXEL)).isEqualTo(14);
        assertThat(SafeDistances.reverse(layer, 0, 0, Cases.bytes(PIXEL)).words())
                .isEqualTo(28);
        assertThat(PairBound.of(layer, 0, 0, Cases.bytes(PIXEL)).words()).isEqualTo(86);
    }

    @ParameterizedTest(name = "DnCNN at {0}x{0}")
    @CsvSource({"40, 105024, 104960", "64, 266304, 266240", "512, 16810048, 16809984"})
    void denoiser(int size, long byPixel, long byRow) {
        Operation layer = Cases.convolution(Shape.hwc(size, size, 64), 64, Window.square(3, 1, Padding.symmetric(1)));

        assertThat(PairBound.of(layer, 0, 0, Cases.bytes(PIXEL)).words()).isEqualTo(byPixel);
        assertThat(PairBound.of(layer, 0, 0, Cases.bytes(ROW)).words()).isEqualTo(byRow);
    }

    @ParameterizedTest(name = "{0} to {1} channels in groups of {2}")
    @CsvSource({"4, 8, 4", "3, 8, 2", "8, 6, 4", "5, 5, 5", "2, 7, 3"})
    void groupsWithinAPixel(int from, int to, int group) {
        Shape shape = Shape.hwc(5, 6, from);
        Operation layer = Cases.convolution(shape, to, Window.pointwise());
        WriteGranularity groups = new WriteGranularity.Group(group);
        int count = (to + group - 1) / group;
        long pixel = 29L * Math.max(0, to - from) - (count == 1 && to < from ? from - to : 0);

        assertThat(forward(layer, groups)).isEqualTo(pixel + (count - 1L) * group);
        long descending = count == 1 ? 0 : to - group;
        assertThat(reverse(layer, groups, GroupOrder.DESCENDING)).isEqualTo(pixel + descending);
        long ascending = count == 1 ? 0 : to;
        assertThat(reverse(layer, groups, GroupOrder.ASCENDING)).isEqualTo(pixel + ascending);
    }

    @Test
    void nothingIsReadAfterTheOnlyWriteOfAWholeTensor() {
        Operation layer = Cases.convolution(Shape.hwc(5, 6, 3), 4, Window.square(3, 1, Padding.symmetric(1)));

        assertThat(SafeDistances.forward(layer, 0, 0, Cases.bytes(new WriteGranularity.Tensor())))
                .isEqualTo(Distance.FREE);
        assertThat(PairBound.of(layer, 0, 0, Cases.bytes(new WriteGranularity.Tensor()))
                        .words())
                .isEqualTo(120);
    }

    @Test
    void anOpaqueOperatorKeepsItsTensorsApart() {
        Operation opaque = Cases.operation(new Operator.Opaque("MYSTERY"), Shape.hwc(2, 3, 5), Shape.hwc(2, 2, 2));

        for (WriteGranularity granularity : new WriteGranularity[] {PIXEL, new WriteGranularity.Tensor()}) {
            assertThat(SafeDistances.forward(opaque, 0, 0, Cases.bytes(granularity))
                            .words())
                    .isEqualTo(8);
            assertThat(SafeDistances.reverse(opaque, 0, 0, Cases.bytes(granularity))
                            .words())
                    .isEqualTo(8);
        }
    }

    @Test
    void constantsAndShapesAreNeverInTheWay() {
        Shape shape = Shape.hwc(2, 3, 4);
        Operator add = new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE);
        TensorUse constant = new TensorUse("c", shape, ElementType.INT8, false, TensorUse.Storage.WEIGHTS);
        Operation sum = Cases.operation(add, constant, Cases.use("y", shape, ElementType.INT8));
        Operation shapeOf = Cases.operation(new Operator.ShapeOf(), shape, Shape.of(4));

        assertThat(SafeDistances.forward(sum, 0, 0, Cases.bytes(PIXEL))).isEqualTo(Distance.FREE);
        assertThat(SafeDistances.reverse(shapeOf, 0, 0, Cases.bytes(PIXEL))).isEqualTo(Distance.FREE);
    }

    @Test
    void sameLayersThroughALineBufferNeedNoSpaceOfTheirOwn() {
        Operation layer = Cases.convolution(Shape.hwc(16, 24, 8), 8, Window.square(3, 1, Padding.symmetric(1)));
        Machine lines = Cases.machine(Layout.bytes(), PIXEL, 3, GroupOrder.DESCENDING);
        Machine tooFew = Cases.machine(Layout.bytes(), PIXEL, 2, GroupOrder.DESCENDING);

        assertThat(PairBound.of(layer, 0, 0, lines).words()).isEqualTo(16 * 24 * 8);
        assertThat(PairBound.of(layer, 0, 0, tooFew).words()).isEqualTo(16 * 24 * 8 + 25 * 8);
    }

    private static long forward(Operation operation, WriteGranularity granularity) {
        return SafeDistances.forward(operation, 0, 0, Cases.bytes(granularity)).words();
    }

    private static long reverse(Operation operation, WriteGranularity granularity, GroupOrder order) {
        Machine machine = Cases.machine(Layout.bytes(), granularity, 0, order);
        return SafeDistances.reverse(operation, 0, 0, machine).words();
    }
}
