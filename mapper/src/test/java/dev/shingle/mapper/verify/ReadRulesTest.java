package dev.shingle.mapper.verify;

import static dev.shingle.networks.ElementType.FLOAT32;
import static dev.shingle.networks.ElementType.INT8;
import static dev.shingle.networks.ElementType.UINT8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pad.Mode;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Single units whose reads are counted by hand: borders, where one index more or less seldom changes a distance. */
class ReadRulesTest {

    @Test
    void aGroupedConvolutionReadsTheChannelsOfItsGroups() {
        Operator operator = new Operator.Convolution(Window.square(1, 1, Padding.NONE), 3, Activation.NONE);
        Operation operation = operation(operator, Shape.hwc(1, 1, 6), Shape.hwc(1, 1, 6));
        assertThat(reads(operation, 0, 0, 0, 2)).containsExactly("0: 0-2");
        assertThat(reads(operation, 0, 0, 1, 2)).containsExactly("0: 0-2");
        assertThat(reads(operation, 0, 0, 2, 4)).containsExactly("0: 2-4");
        assertThat(reads(operation, 0, 0, 1, 3)).containsExactly("0: 0-4");
        assertThat(reads(operation, 0, 0, 5, 6)).containsExactly("0: 4-6");
    }

    @Test
    void aDepthwiseConvolutionReadsTheChannelsItMultiplies() {
        Operator operator = new Operator.DepthwiseConvolution(Window.square(1, 1, Padding.NONE), 2, Activation.NONE);
        Operation operation = operation(operator, Shape.hwc(1, 1, 3), Shape.hwc(1, 1, 6));
        assertThat(reads(operation, 0, 0, 0, 2)).containsExactly("0: 0-1");
        assertThat(reads(operation, 0, 0, 1, 3)).containsExactly("0: 0-2");
        assertThat(reads(operation, 0, 0, 4, 6)).containsExactly("0: 2-3");
    }

    @Test
    void aNormalizationReadsNeighboursThatExist() {
        Operator odd = new Operator.LocalResponseNormalization(5, 1, 1, 1);
        Operation five = operation(odd, Shape.hwc(1, 2, 8), Shape.hwc(1, 2, 8));
        assertThat(reads(five, 0, 1, 0, 1)).containsExactly("1: 0-3");
        assertThat(reads(five, 0, 1, 3, 5)).containsExactly("1: 1-7");
        assertThat(reads(five, 0, 1, 7, 8)).containsExactly("1: 5-8");
        Operator even = new Operator.LocalResponseNormalization(2, 1, 1, 1);
        Operation two = operation(even, Shape.hwc(1, 2, 8), Shape.hwc(1, 2, 8));
        assertThat(reads(two, 0, 0, 3, 4)).containsExactly("0: 3-5");
        assertThat(reads(two, 0, 0, 7, 8)).containsExactly("0: 7-8");
        Operator wide = new Operator.LocalResponseNormalization(Integer.MAX_VALUE, 1, 1, 1);
        assertThat(reads(operation(wide, Shape.hwc(1, 2, 8), Shape.hwc(1, 2, 8)), 0, 0, 3, 4))
                .containsExactly("0: 0-8");
        Operator none = new Operator.LocalResponseNormalization(0, 1, 1, 1);
        assertThat(ShapeRules.problem(operation(none, Shape.hwc(1, 2, 8), Shape.hwc(1, 2, 8))))
                .isPresent();
        assertThat(ShapeRules.problem(operation(even, Shape.hwc(1, 2, 8), Shape.hwc(2, 1, 8))))
                .isPresent();
    }

    @Test
    void bilinearUpsamplingReadsTwoPixelsButNotBeyondTheBorder() {
        AxisReads axis = ResizeRules.axis(resize(Operator.Resize.Mode.BILINEAR, false, true), FLOAT32, 4, 8);
        assertThat(along(axis, 0)).containsExactly(0);
        assertThat(along(axis, 1)).containsExactly(0, 1);
        assertThat(along(axis, 6)).containsExactly(2, 3);
        assertThat(along(axis, 7)).containsExactly(3);
    }

    @Test
    void theArithmeticOfATypeDecidesWhichPixelsAreRead() {
        Operator.Resize plain = resize(Operator.Resize.Mode.BILINEAR, false, false);
        assertThat(along(ResizeRules.axis(plain, FLOAT32, 2, 6), 3)).containsExactly(1);
        assertThat(along(ResizeRules.axis(plain, UINT8, 2, 6), 3)).containsExactly(1);
        // 3 * 341/1024 is less than 1
        assertThat(along(ResizeRules.axis(plain, INT8, 2, 6), 3)).containsExactly(0, 1);
        // 7 * 146/1024 is less than 1, 3 * 683/1024 more than 2
        assertThat(along(ResizeRules.axis(plain, INT8, 2, 14), 7)).containsExactly(0, 1);
        assertThat(along(ResizeRules.axis(plain, INT8, 4, 6), 3)).containsExactly(2, 3);
        assertThat(along(ResizeRules.axis(resize(Operator.Resize.Mode.BILINEAR, true, false), INT8, 2, 4), 3))
                .containsExactly(0, 1);
        AxisReads centred = ResizeRules.axis(resize(Operator.Resize.Mode.BILINEAR, false, true), INT8, 2, 6);
        assertThat(along(centred, 0)).containsExactly(0);
        assertThat(along(centred, 4)).containsExactly(0, 1);
        assertThat(along(centred, 5)).containsExactly(1);
    }

    @Test
    void aLongAxisIsCountedInWideNumbers() {
        int size = 1 << 24;
        AxisReads same = ResizeRules.axis(resize(Operator.Resize.Mode.BILINEAR, false, false), INT8, size, size);
        assertThat(along(same, size - 1)).containsExactly(size - 1);
    }

    @Test
    void nearestNeverReadsBeyondTheBorder() {
        AxisReads axis = ResizeRules.axis(resize(Operator.Resize.Mode.NEAREST, true, true), INT8, 4, 2);
        assertThat(along(axis, 0)).containsExactly(2);
        assertThat(along(axis, 1)).containsExactly(3);
        AxisReads plain = ResizeRules.axis(resize(Operator.Resize.Mode.NEAREST, false, false), INT8, 4, 6);
        assertThat(along(plain, 5)).containsExactly(3);
        assertThat(along(plain, 2)).containsExactly(1);
    }

    @Test
    void paddingOfFewDimensionsIsCountedFromTheLast() {
        Operator.Pad pad = new Operator.Pad(ImmutableIntArray.of(1, 2), ImmutableIntArray.of(0, 1), Mode.CONSTANT);
        Operation operation = operation(pad, Shape.of(4, 5), Shape.of(5, 8));
        assertThat(reads(operation, 0, 0, 0, 8)).isEmpty();
        assertThat(reads(operation, 0, 1, 0, 8)).containsExactly("0: 0-1", "0: 1-2", "0: 2-3", "0: 3-4", "0: 4-5");
        assertThat(reads(operation, 0, 4, 2, 3)).containsExactly("3: 0-1");
        assertThat(reads(operation, 0, 4, 1, 2)).isEmpty();
    }

    @Test
    void blocksOfPixelsAreChannelsOfOne() {
        Operation spread = operation(new Operator.DepthToSpace(2), Shape.hwc(1, 2, 8), Shape.hwc(2, 4, 2));
        assertThat(reads(spread, 0, 1, 0, 2)).containsExactly("0: 2-3", "0: 3-4");
        assertThat(reads(spread, 1, 0, 1, 2)).containsExactly("0: 5-6");
        assertThat(reads(spread, 1, 3, 0, 1)).containsExactly("1: 6-7");
        Operation gathered = operation(new Operator.SpaceToDepth(2), Shape.hwc(2, 4, 2), Shape.hwc(1, 2, 8));
        assertThat(reads(gathered, 0, 0, 5, 6)).containsExactly("4: 1-2");
        assertThat(reads(gathered, 0, 1, 2, 4)).containsExactly("3: 0-1", "3: 1-2");
    }

    @Test
    void aBatchCoversTheImageAndItsCrop() {
        Operator exact = new Operator.BatchToSpace(2, 2, new Padding(1, 0, 0, 1));
        assertThat(ShapeRules.problem(operation(exact, Shape.of(4, 2, 2, 3), Shape.of(1, 3, 4, 3))))
                .isEmpty();
        assertThat(ShapeRules.problem(operation(exact, Shape.of(4, 2, 2, 3), Shape.of(1, 4, 4, 3))))
                .isPresent();
        assertThat(ShapeRules.problem(operation(exact, Shape.of(4, 2, 2, 3), Shape.of(1, 3, 5, 3))))
                .isPresent();
    }

    @Test
    void mirroredBordersReadBackFromTheEdge() {
        assertThat(columnsThrough(Mode.REFLECT)).containsExactly(2, 1, 0, 1, 2, 1, 0);
        assertThat(columnsThrough(Mode.SYMMETRIC)).containsExactly(1, 0, 0, 1, 2, 2, 1);
    }

    private static List<Integer> columnsThrough(Mode mode) {
        Operator.Pad pad = new Operator.Pad(ImmutableIntArray.of(0, 0, 2, 0), ImmutableIntArray.of(0, 0, 2, 0), mode);
        Operation operation = operation(pad, Shape.hwc(1, 3, 1), Shape.hwc(1, 7, 1));
        List<Integer> columns = new ArrayList<>();
        for (int column = 0; column < 7; column++) {
            ReadRules.of(operation, 0).visit(0, column, 0, 1, (pixel, first, end) -> columns.add((int) pixel));
        }
        return columns;
    }

    private static Operator.Resize resize(Operator.Resize.Mode mode, boolean alignCorners, boolean halfPixelCenters) {
        return new Operator.Resize(mode, alignCorners, halfPixelCenters);
    }

    private static List<Integer> along(AxisReads axis, int index) {
        List<Integer> read = new ArrayList<>();
        axis.visit(index, read::add);
        return read;
    }

    private static List<String> reads(Operation operation, int row, int column, int firstChannel, int endChannel) {
        List<String> read = new ArrayList<>();
        ReadRules.of(operation, 0).visit(row, column, firstChannel, endChannel, (pixel, first, end) -> {
            if (first < end) {
                read.add("%d: %d-%d".formatted(pixel, first, end));
            }
        });
        return read;
    }

    private static Operation operation(Operator operator, Shape from, Shape to) {
        return new Operation(operator, ImmutableList.of(use("x", from)), ImmutableList.of(use("y", to)));
    }

    private static TensorUse use(String name, Shape shape) {
        return new TensorUse(name, shape, ElementType.INT8, false, TensorUse.Storage.SCRATCHPAD);
    }
}
