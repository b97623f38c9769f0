package dev.shingle.sim.units;

import static dev.shingle.mapper.machine.Traversal.FORWARD;
import static dev.shingle.mapper.machine.Traversal.REVERSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.Cases;
import org.junit.jupiter.api.Test;

/** Unit sequences of tiny layers, written out by hand. */
final class UnitsTest {

    private static final Machine PIXEL = Cases.machine(Cases.PIXEL);

    /** 3 rows, 2 columns, kernel 3x1, padding 1 above only: H != W and not symmetric, so no swap goes unseen. */
    @Test
    void windowSkipsPaddingAndKeepsHeightApartFromWidth() {
        Operation tall = Cases.convolution(Shape.hwc(3, 2, 1), 1, Cases.window(3, 1, 1, new Padding(1, 0, 0, 0)));

        assertThat(UnitTrace.of(tall, PIXEL, FORWARD))
                .containsExactly(
                        "(0,0) r0[0,1) r0[2,3) w0[0,1)",
                        "(0,1) r0[1,2) r0[3,4) w0[1,2)",
                        "(1,0) r0[0,1) r0[2,3) r0[4,5) w0[2,3)",
                        "(1,1) r0[1,2) r0[3,4) r0[5,6) w0[3,4)");
        assertThat(UnitTrace.of(tall, PIXEL, REVERSE))
                .containsExactly(
                        "(1,1) r0[1,2) r0[3,4) r0[5,6) w0[3,4)",
                        "(1,0) r0[0,1) r0[2,3) r0[4,5) w0[2,3)",
                        "(0,1) r0[1,2) r0[3,4) w0[1,2)",
                        "(0,0) r0[0,1) r0[2,3) w0[0,1)");
    }

    /** Stride 2 across, dilation 2 across, one column of padding on the left. */
    @Test
    void windowTakesStrideAndDilation() {
        Window window = new Window(1, 2, 1, 2, 1, 2, new Padding(0, 0, 1, 0));
        Operation wide = Cases.convolution(Shape.hwc(1, 6, 2), 3, window);

        assertThat(UnitTrace.of(wide, PIXEL, FORWARD))
                .containsExactly(
                        "(0,0) r0[2,4) w0[0,3)", "(0,1) r0[2,4) r0[6,8) w0[3,6)", "(0,2) r0[6,8) r0[10,12) w0[6,9)");
    }

    @Test
    void everyGroupOfAConvolutionReadsTheWholeWindowAgain() {
        Operation layer = Cases.convolution(Shape.hwc(1, 2, 2), 5, Window.pointwise());

        assertThat(UnitTrace.of(layer, Cases.machine(Cases.group(2)), FORWARD))
                .containsExactly(
                        "(0,0) r0[0,2) w0[0,2)",
                        "(0,0) r0[0,2) w0[2,4)",
                        "(0,0) r0[0,2) w0[4,5)",
                        "(0,1) r0[2,4) w0[5,7)",
                        "(0,1) r0[2,4) w0[7,9)",
                        "(0,1) r0[2,4) w0[9,10)");
    }

    @Test
    void groupsOfAPixelDescendOrAscendInReverse() {
        Operation layer = Cases.convolution(Shape.hwc(1, 1, 1), 3, Window.pointwise());
        Machine descending = Cases.machine(Cases.group(2));
        Machine ascending = Cases.machine(Cases.group(2), Layout.bytes(), 0, GroupOrder.ASCENDING, Addressing.LINEAR);

        assertThat(UnitTrace.of(layer, descending, REVERSE))
                .containsExactly("(0,0) r0[0,1) w0[2,3)", "(0,0) r0[0,1) w0[0,2)");
        assertThat(UnitTrace.of(layer, ascending, REVERSE))
                .containsExactly("(0,0) r0[0,1) w0[0,2)", "(0,0) r0[0,1) w0[2,3)");
    }

    @Test
    void ownChannelOperatorsReadTheirChannelsOnly() {
        Operation depthwise = Cases.depthwise(Shape.hwc(1, 1, 2), 2, Window.pointwise());
        Operation pool = Cases.pool(Shape.hwc(2, 2, 3), Window.square(2, 2, Padding.NONE));

        assertThat(UnitTrace.of(depthwise, Cases.machine(Cases.group(3)), FORWARD))
                .containsExactly("(0,0) r0[0,2) w0[0,3)", "(0,0) r0[1,2) w0[3,4)");
        assertThat(UnitTrace.of(pool, Cases.machine(Cases.group(2)), FORWARD))
                .containsExactly(
                        "(0,0) r0[0,2) r0[3,5) r0[6,8) r0[9,11) w0[0,2)",
                        "(0,0) r0[2,3) r0[5,6) r0[8,9) r0[11,12) w0[2,3)");
    }

    @Test
    void groupedConvolutionReadsItsGroups() {
        Operator grouped = new Operator.Convolution(Window.pointwise(), 2, Activation.NONE);
        Operation layer = Cases.unary(grouped, Shape.hwc(1, 1, 6), Shape.hwc(1, 1, 4));

        assertThat(UnitTrace.of(layer, Cases.machine(Cases.group(1)), FORWARD))
                .containsExactly(
                        "(0,0) r0[0,3) w0[0,1)",
                        "(0,0) r0[0,3) w0[1,2)",
                        "(0,0) r0[3,6) w0[2,3)",
                        "(0,0) r0[3,6) w0[3,4)");
        assertThat(UnitTrace.of(layer, Cases.machine(Cases.group(3)), FORWARD))
                .containsExactly("(0,0) r0[0,6) w0[0,3)", "(0,0) r0[3,6) w0[3,4)");
    }

    @Test
    void tilesStartAtTheFirstRowOfTheRangeAndAreCutAtTheBorder() {
        Operation copy = Cases.convolution(Shape.hwc(4, 3, 1), 1, Window.pointwise());
        Machine tiles = Cases.machine(Cases.tile(2, 2));

        assertThat(UnitTrace.of(copy, tiles, FORWARD, new RowRange(1, 4)))
                .containsExactly(
                        "(1,0) r0[3,5) r0[6,8) w0[3,5) w0[6,8)",
                        "(1,2) r0[5,6) r0[8,9) w0[5,6) w0[8,9)",
                        "(3,0) r0[9,11) w0[9,11)",
                        "(3,2) r0[11,12) w0[11,12)");
        assertThat(UnitTrace.of(copy, tiles, REVERSE, new RowRange(1, 4)))
                .containsExactly(
                        "(3,2) r0[11,12) w0[11,12)",
                        "(3,1) r0[9,11) w0[9,11)",
                        "(2,2) r0[5,6) r0[8,9) w0[5,6) w0[8,9)",
                        "(2,1) r0[3,5) r0[6,8) w0[3,5) w0[6,8)");
    }

    @Test
    void rowAndTensorWriteAtOnce() {
        Operation layer = Cases.convolution(Shape.hwc(2, 2, 1), 2, Window.pointwise());

        assertThat(UnitTrace.of(layer, Cases.machine(Cases.ROW), REVERSE))
                .containsExactly("(1,1) r0[2,4) w0[4,8)", "(0,1) r0[0,2) w0[0,4)");
        assertThat(UnitTrace.of(layer, Cases.machine(Cases.TENSOR), FORWARD)).containsExactly("(0,0) r0[0,4) w0[0,8)");
    }

    @Test
    void imagesOfABatchDoNotSeeEachOther() {
        Operation layer = Cases.convolution(Shape.of(2, 2, 1, 1), 1, Cases.window(3, 1, 1, new Padding(1, 1, 0, 0)));

        assertThat(UnitTrace.of(layer, PIXEL, FORWARD))
                .containsExactly(
                        "(0,0) r0[0,2) w0[0,1)",
                        "(1,0) r0[0,2) w0[1,2)",
                        "(2,0) r0[2,4) w0[2,3)",
                        "(3,0) r0[2,4) w0[3,4)");
    }

    /** 3 channels padded to 4: words 3 and 7 are written, by the last group, and never read. */
    @Test
    void writesCoverThePaddingAndReadsDoNot() {
        Operation layer = Cases.convolution(Shape.hwc(1, 2, 3), 3, Window.square(1, 1, Padding.NONE));
        Machine padded = Cases.machine(Cases.group(2), new Layout(8, 4, false));

        assertThat(UnitTrace.of(layer, padded, FORWARD))
                .containsExactly(
                        "(0,0) r0[0,3) w0[0,2)",
                        "(0,0) r0[0,3) w0[2,4)",
                        "(0,1) r0[4,7) w0[4,6)",
                        "(0,1) r0[4,7) w0[6,8)");
    }

    /** Three bytes a pixel in words of two: pixel 1 is in words 1 and 2. And 32-bit elements in words of 16. */
    @Test
    void wordsHoldPartsOfPixelsAndPartsOfElements() {
        Operation packed = Cases.convolution(Shape.hwc(1, 2, 3), 3, Window.pointwise());
        Operation wide = new Operation(
                Operator.Pointwise.of(Operator.Pointwise.Function.QUANTIZE),
                ImmutableList.of(Cases.use("in", Shape.hwc(1, 2, 1), ElementType.FLOAT32)),
                ImmutableList.of(Cases.bytes("out", Shape.hwc(1, 2, 1))));
        Machine halves = Cases.machine(Cases.PIXEL, new Layout(16, 1, false));

        assertThat(UnitTrace.of(packed, halves, FORWARD))
                .containsExactly("(0,0) r0[0,2) w0[0,2)", "(0,1) r0[1,3) w0[1,3)");
        assertThat(UnitTrace.of(wide, halves, FORWARD))
                .containsExactly("(0,0) r0[0,2) w0[0,1)", "(0,1) r0[2,4) w0[0,1)");
    }

    @Test
    void denseTensorsAreNotPadded() {
        TensorUse frame = new TensorUse("in", Shape.hwc(1, 2, 3), ElementType.INT8, true, TensorUse.Storage.SCRATCHPAD);
        Operation layer = new Operation(
                new Operator.Convolution(Window.pointwise(), 1, Activation.NONE),
                ImmutableList.of(frame, Cases.weights(1, 1, 1, 3)),
                ImmutableList.of(Cases.bytes("out", Shape.hwc(1, 2, 1))));

        assertThat(UnitTrace.of(layer, Cases.machine(Cases.PIXEL, new Layout(8, 4, true)), FORWARD))
                .containsExactly("(0,0) r0[0,3) w0[0,4)", "(0,1) r0[3,6) w0[4,8)");
    }

    /** Output rows 0..3 of a 3x1 kernel, stride 2, cropped by 1: y = (r + 1 - i) / 2 where that is whole. */
    @Test
    void transposedConvolutionGathersWhatScatters() {
        Window window = new Window(3, 1, 2, 1, 1, 1, new Padding(1, 0, 0, 0));
        Operator operator = new Operator.TransposedConvolution(window, Activation.NONE);

        assertThat(UnitTrace.of(Cases.unary(operator, Shape.hwc(2, 1, 1), Shape.hwc(4, 1, 1)), PIXEL, FORWARD))
                .containsExactly(
                        "(0,0) r0[0,1) w0[0,1)",
                        "(1,0) r0[0,2) w0[1,2)",
                        "(2,0) r0[1,2) w0[2,3)",
                        "(3,0) r0[1,2) w0[3,4)");
    }

    @Test
    void broadcastOperandsAreReadAgainAndAgain() {
        Operation sum = new Operation(
                new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE),
                ImmutableList.of(Cases.bytes("a", Shape.hwc(2, 1, 2)), Cases.bytes("b", Shape.of(2))),
                ImmutableList.of(Cases.bytes("out", Shape.hwc(2, 1, 2))));

        assertThat(UnitTrace.of(sum, PIXEL, FORWARD))
                .containsExactly("(0,0) r0[0,2) r1[0,2) w0[0,2)", "(1,0) r0[2,4) r1[0,2) w0[2,4)");
        assertThat(UnitTrace.of(sum, Cases.machine(Cases.group(1)), REVERSE))
                .containsExactly(
                        "(1,0) r0[3,4) r1[1,2) w0[3,4)",
                        "(1,0) r0[2,3) r1[0,1) w0[2,3)",
                        "(0,0) r0[1,2) r1[1,2) w0[1,2)",
                        "(0,0) r0[0,1) r1[0,1) w0[0,1)");
    }

    @Test
    void fullyConnectedReadsItsVectorForEveryGroup() {
        Operation layer = Cases.unary(new Operator.FullyConnected(Activation.NONE), Shape.of(2, 1, 3), Shape.of(2, 2));

        assertThat(UnitTrace.of(layer, Cases.machine(Cases.group(1)), FORWARD))
                .containsExactly(
                        "(0,0) r0[0,3) w0[0,1)",
                        "(0,0) r0[0,3) w0[1,2)",
                        "(0,1) r0[3,6) w0[2,3)",
                        "(0,1) r0[3,6) w0[3,4)");
    }

    @Test
    void reductionsFoldPixelsOrChannels() {
        Operator mean = new Operator.Reduce(Operator.Reduce.Kind.MEAN, ImmutableIntArray.of(1, 2), false);
        Operator most = new Operator.Reduce(Operator.Reduce.Kind.ARG_MAXIMUM, ImmutableIntArray.of(3), true);
        Shape image = Shape.hwc(1, 2, 2);

        assertThat(UnitTrace.of(Cases.unary(mean, image, Shape.of(1, 2)), Cases.machine(Cases.group(1)), FORWARD))
                .containsExactly("(0,0) r0[0,1) r0[2,3) w0[0,1)", "(0,0) r0[1,2) r0[3,4) w0[1,2)");
        assertThat(UnitTrace.of(Cases.unary(most, image, Shape.hwc(1, 2, 1)), PIXEL, FORWARD))
                .containsExactly("(0,0) r0[0,2) w0[0,1)", "(0,1) r0[2,4) w0[1,2)");
    }

    /** 2 columns to 4: nearest takes 0 0 1 1; half-pixel bilinear is at -0.25, 0.25, 0.75, 1.25. */
    @Test
    void resizesReadTheirSources() {
        Shape in = Shape.hwc(1, 2, 1);
        Shape out = Shape.hwc(1, 4, 1);
        Operator nearest = new Operator.Resize(Operator.Resize.Mode.NEAREST, false, false);
        Operator bilinear = new Operator.Resize(Operator.Resize.Mode.BILINEAR, false, true);

        assertThat(UnitTrace.of(Cases.unary(nearest, in, out), PIXEL, FORWARD))
                .containsExactly(
                        "(0,0) r0[0,1) w0[0,1)",
                        "(0,1) r0[0,1) w0[1,2)",
                        "(0,2) r0[1,2) w0[2,3)",
                        "(0,3) r0[1,2) w0[3,4)");
        assertThat(UnitTrace.of(Cases.unary(bilinear, in, out), PIXEL, FORWARD))
                .containsExactly(
                        "(0,0) r0[0,1) w0[0,1)",
                        "(0,1) r0[0,2) w0[1,2)",
                        "(0,2) r0[0,2) w0[2,3)",
                        "(0,3) r0[1,2) w0[3,4)");
    }

    @Test
    void normalizationsReadTheChannelsAround() {
        Operator three = new Operator.LocalResponseNormalization(3, 1, 1, 1);
        Operator four = new Operator.LocalResponseNormalization(4, 1, 1, 1);
        Shape shape = Shape.hwc(1, 1, 5);

        assertThat(UnitTrace.of(Cases.unary(three, shape, shape), Cases.machine(Cases.group(2)), FORWARD))
                .containsExactly("(0,0) r0[0,3) w0[0,2)", "(0,0) r0[1,5) w0[2,4)", "(0,0) r0[3,5) w0[4,5)");
        assertThat(UnitTrace.of(Cases.unary(four, shape, shape), Cases.machine(Cases.group(2)), FORWARD))
                .containsExactly("(0,0) r0[0,4) w0[0,2)", "(0,0) r0[1,5) w0[2,4)", "(0,0) r0[3,5) w0[4,5)");
    }

    @Test
    void bilinearResizesOfSignedBytesCountIn1024ths() {
        Operator bilinear = new Operator.Resize(Operator.Resize.Mode.BILINEAR, false, false);
        Shape in = Shape.hwc(1, 2, 1);
        Shape out = Shape.hwc(1, 6, 1);
        Operation unsigned = new Operation(
                bilinear,
                ImmutableList.of(Cases.use("in", in, ElementType.UINT8)),
                ImmutableList.of(Cases.use("out", out, ElementType.UINT8)));

        assertThat(UnitTrace.of(unsigned, PIXEL, FORWARD)).contains("(0,3) r0[1,2) w0[3,4)");
        assertThat(UnitTrace.of(Cases.unary(bilinear, in, out), PIXEL, FORWARD)).contains("(0,3) r0[0,2) w0[3,4)");
    }

    @Test
    void concatenationTakesFromTheOperandThatOwnsTheElement() {
        Operation channels = new Operation(
                new Operator.Concatenation(3, Activation.NONE),
                ImmutableList.of(Cases.bytes("a", Shape.hwc(1, 2, 1)), Cases.bytes("b", Shape.hwc(1, 2, 2))),
                ImmutableList.of(Cases.bytes("out", Shape.hwc(1, 2, 3))));

        assertThat(UnitTrace.of(channels, PIXEL, FORWARD))
                .containsExactly("(0,0) r0[0,1) r1[0,2) w0[0,3)", "(0,1) r0[1,2) r1[2,4) w0[3,6)");
        assertThat(UnitTrace.of(channels, Cases.machine(Cases.group(2)), FORWARD)
                        .get(1))
                .isEqualTo("(0,0) r1[1,2) w0[2,3)");
    }

    /** The grid of a split is the operand's: groups of 2 of 3 channels go into results of 1 and 2 channels. */
    @Test
    void splitRunsOverItsOperand() {
        Operation split = new Operation(
                new Operator.Split(3),
                ImmutableList.of(Cases.bytes("in", Shape.hwc(1, 2, 3))),
                ImmutableList.of(Cases.bytes("a", Shape.hwc(1, 2, 1)), Cases.bytes("b", Shape.hwc(1, 2, 2))));

        assertThat(UnitTrace.of(split, Cases.machine(Cases.group(2)), FORWARD))
                .containsExactly(
                        "(0,0) r0[0,2) w0[0,1) w1[0,1)",
                        "(0,0) r0[2,3) w1[1,2)",
                        "(0,1) r0[3,5) w0[1,2) w1[2,3)",
                        "(0,1) r0[5,6) w1[3,4)");
    }

    @Test
    void movesFollowTheirElements() {
        Operator transpose = new Operator.Transpose(ImmutableIntArray.of(0, 2, 1, 3));
        Operator backwards = new Operator.Slice(ImmutableIntArray.of(0, 0, 2, 0), ImmutableIntArray.of(1, 1, -2, 1));
        Operator mirrored = new Operator.Pad(
                ImmutableIntArray.of(0, 0, 2, 0), ImmutableIntArray.of(0, 0, 0, 0), Operator.Pad.Mode.REFLECT);
        Operator shuffle = new Operator.DepthToSpace(2);

        assertThat(UnitTrace.of(
                        Cases.unary(transpose, Shape.hwc(2, 3, 1), Shape.hwc(3, 2, 1)),
                        Cases.machine(Cases.ROW),
                        FORWARD))
                .containsExactly(
                        "(0,0) r0[0,1) r0[3,4) w0[0,2)",
                        "(1,0) r0[1,2) r0[4,5) w0[2,4)",
                        "(2,0) r0[2,3) r0[5,6) w0[4,6)");
        assertThat(UnitTrace.of(Cases.unary(backwards, Shape.hwc(1, 3, 2), Shape.hwc(1, 2, 2)), PIXEL, FORWARD))
                .containsExactly("(0,0) r0[4,6) w0[0,2)", "(0,1) r0[0,2) w0[2,4)");
        assertThat(UnitTrace.of(Cases.unary(mirrored, Shape.hwc(1, 3, 1), Shape.hwc(1, 5, 1)), PIXEL, FORWARD))
                .containsExactly(
                        "(0,0) r0[2,3) w0[0,1)",
                        "(0,1) r0[1,2) w0[1,2)",
                        "(0,2) r0[0,1) w0[2,3)",
                        "(0,3) r0[1,2) w0[3,4)",
                        "(0,4) r0[2,3) w0[4,5)");
        assertThat(UnitTrace.of(Cases.unary(shuffle, Shape.hwc(1, 2, 4), Shape.hwc(2, 4, 1)), PIXEL, FORWARD))
                .extracting(unit -> unit.split(" ")[1])
                .containsExactly(
                        "r0[0,1)", "r0[1,2)", "r0[4,5)", "r0[5,6)", "r0[2,3)", "r0[3,4)", "r0[6,7)", "r0[7,8)");
    }

    @Test
    void opaqueWritesEverythingAndThenReadsEverything() {
        Operation custom = Cases.unary(new Operator.Opaque("CUSTOM"), Shape.of(3), Shape.of(5));

        assertThat(UnitTrace.of(custom, PIXEL, REVERSE)).containsExactly("(0,0) w0[0,5)", "(0,0) r0[0,3)");
    }

    @Test
    void shapeOfReadsNothing() {
        Operation shapeOf = Cases.unary(new Operator.ShapeOf(), Shape.hwc(2, 2, 2), Shape.of(4));

        assertThat(UnitTrace.of(shapeOf, PIXEL, FORWARD)).containsExactly("(0,0) w0[0,4)");
    }

    /** The picture in the class comment of LineBuffer: 3x3, padding 1, 3 rows of 4 columns. */
    @Test
    void lineBufferWritesAsSoonAsTheLastWordHasPassed() {
        Operation layer = Cases.convolution(Shape.hwc(3, 4, 1), 1, Window.square(3, 1, Padding.symmetric(1)));

        assertThat(UnitTrace.of(layer, Cases.lineBuffer(3, Cases.PIXEL), FORWARD))
                .containsExactly(
                        "(0,0) r0[0,6) w0[0,1)",
                        "(0,1) r0[6,7) w0[1,2)",
                        "(0,2) r0[7,8) w0[2,3)",
                        "(0,3) w0[3,4)",
                        "(1,0) r0[8,10) w0[4,5)",
                        "(1,1) r0[10,11) w0[5,6)",
                        "(1,2) r0[11,12) w0[6,7)",
                        "(1,3) w0[7,8)",
                        "(2,0) w0[8,9)",
                        "(2,1) w0[9,10)",
                        "(2,2) w0[10,11)",
                        "(2,3) w0[11,12)");
        assertThat(UnitTrace.of(layer, Cases.lineBuffer(3, Cases.ROW), REVERSE))
                .containsExactly("(2,3) r0[4,12) w0[8,12)", "(1,3) r0[0,4) w0[4,8)", "(0,3) w0[0,4)");
        assertThat(UnitTrace.of(layer, Cases.lineBuffer(2, Cases.PIXEL), FORWARD))
                .as("a kernel of 3 rows does not fit into 2")
                .isEqualTo(UnitTrace.of(layer, PIXEL, FORWARD));
    }

    @Test
    void lineBufferStreamsWhatNoWindowNeedsInBetween() {
        Operation layer = Cases.pool(Shape.hwc(1, 6, 1), Cases.window(1, 1, 3, Padding.NONE));

        assertThat(UnitTrace.of(layer, Cases.lineBuffer(1, Cases.group(1)), FORWARD))
                .as("words 4 and 5 are behind the last that is needed")
                .containsExactly("(0,0) r0[0,1) w0[0,1)", "(0,1) r0[1,4) w0[1,2)");
        assertThat(UnitTrace.of(layer, Cases.lineBuffer(1, Cases.group(1)), REVERSE))
                .containsExactly("(0,1) r0[3,4) w0[1,2)", "(0,0) r0[0,3) w0[0,1)");
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        Operator sum = new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE);
        Operation uneven = Cases.unary(sum, Shape.hwc(2, 3, 4), Shape.hwc(2, 4, 4));
        Operation fine = Cases.convolution(Shape.hwc(2, 2, 1), 1, Window.pointwise());

        assertThatThrownBy(() -> UnitTrace.of(uneven, PIXEL, FORWARD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an operand of size 3 cannot be broadcast to 4");
        assertThatThrownBy(() -> UnitTrace.of(fine, PIXEL, FORWARD, new RowRange(0, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows [0, 3) of 2");
    }
}
