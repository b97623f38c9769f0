package dev.shingle.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Operator.Pointwise.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapeInferenceTest {

    private static final Activation NONE = Activation.NONE;

    static Stream<Arguments> determined() {
        Window same3 = Window.square(3, 1, Padding.symmetric(1));
        return Stream.of(
                Arguments.of(new Operator.Convolution(same3, 1, NONE), shapes("1,8,6,4 5,3,3,4 5"), "1,8,6,5"),
                Arguments.of(new Operator.Convolution(same3, 2, NONE), shapes("2,8,6,4 6,3,3,2"), "2,8,6,6"),
                Arguments.of(
                        new Operator.Convolution(new Window(3, 2, 2, 3, 2, 1, new Padding(1, 0, 0, 2)), 1, NONE),
                        shapes("1,8,6,4 5,3,2,4"),
                        "1,3,3,5"),
                Arguments.of(new Operator.DepthwiseConvolution(same3, 2, NONE), shapes("1,8,6,4 1,3,3,8 8"), "1,8,6,8"),
                Arguments.of(
                        new Operator.Pool(Operator.Pool.Kind.MAX, Window.square(2, 2, Padding.NONE), false, NONE),
                        shapes("1,7,6,4"),
                        "1,3,3,4"),
                Arguments.of(
                        new Operator.Pool(
                                Operator.Pool.Kind.MAX, Window.square(2, 2, new Padding(0, 1, 0, 4)), false, NONE),
                        shapes("1,7,6,4"),
                        "1,4,5,4"),
                Arguments.of(new Operator.FullyConnected(NONE), shapes("1,4,3,2 7,24 7"), "1,7"),
                Arguments.of(new Operator.FullyConnected(NONE), shapes("5,4,3,2 7,24"), "5,7"),
                Arguments.of(add(), shapes("1,4,3,2 3,1"), "1,4,3,2"),
                Arguments.of(add(), shapes("2,1 1,3"), "2,3"),
                Arguments.of(add(), shapes("- 1,4,3,2"), "1,4,3,2"),
                Arguments.of(Operator.Pointwise.of(Function.RELU), shapes("3,2"), "3,2"),
                Arguments.of(Operator.Pointwise.of(Function.PRELU), shapes("1,4,3,2 1,1,2"), "1,4,3,2"),
                Arguments.of(new Operator.Concatenation(3, NONE), shapes("1,4,3,2 1,4,3,5"), "1,4,3,7"),
                Arguments.of(pad(Operator.Pad.Mode.CONSTANT, 0, 1, 2, 0), shapes("1,4,3,2"), "1,6,7,2"),
                Arguments.of(
                        new Operator.Pad(ints(0, 1, 0, 0), ints(0, 2, 0, 5), Operator.Pad.Mode.CONSTANT),
                        shapes("1,4,3,2 -"),
                        "1,7,3,7"),
                Arguments.of(pad(Operator.Pad.Mode.SYMMETRIC, 0, 4, 3, 0), shapes("1,4,3,2"), "1,12,9,2"),
                Arguments.of(reduce(true, 1, 2), shapes("1,4,3,2"), "1,1,1,2"),
                Arguments.of(reduce(false, 2, 1), shapes("1,4,3,2"), "1,2"),
                Arguments.of(reduce(false, 0, 1), shapes("4,3"), "-"),
                Arguments.of(new Operator.Softmax(1), shapes("1,10"), "1,10"),
                Arguments.of(new Operator.LocalResponseNormalization(5, 1, 1, 1), shapes("1,4,3,2"), "1,4,3,2"),
                Arguments.of(new Operator.Transpose(ints(0, 3, 1, 2)), shapes("1,4,3,2"), "1,2,4,3"),
                Arguments.of(new Operator.DepthToSpace(2), shapes("1,4,3,8"), "1,8,6,2"),
                Arguments.of(new Operator.SpaceToDepth(2), shapes("1,8,6,2"), "1,4,3,8"),
                Arguments.of(new Operator.SpaceToBatch(2, 3, new Padding(1, 2, 0, 3)), shapes("2,5,6,4"), "12,4,3,4"),
                Arguments.of(new Operator.BatchToSpace(2, 3, new Padding(1, 2, 0, 3)), shapes("12,4,3,4"), "2,5,6,4"),
                Arguments.of(new Operator.ShapeOf(), shapes("1,4,3,2"), "4"),
                Arguments.of(new Operator.Pack(0), shapes("- - -"), "3"),
                Arguments.of(new Operator.Pack(2), shapes("4,3 4,3"), "4,3,2"));
    }

    @ParameterizedTest
    @MethodSource("determined")
    void parametersDetermineTheResult(Operator operator, ImmutableList<Shape> operands, String expected) {
        assertThat(ShapeInference.outputShapes(operator, operands)).containsExactly(shape(expected));
        assertThat(problem(operator, operands, shape(expected))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("determined")
    void anyOtherResultIsRefused(Operator operator, ImmutableList<Shape> operands, String expected) {
        Shape longer = expected.equals("-") ? Shape.of(7) : shape(expected + ",7");
        assertThat(problem(operator, operands, longer))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .startsWith("found ")
                        .contains(", expected ")
                        .doesNotContain("\n"));
        Shape right = shape(expected);
        for (int i = 0; i < right.rank(); i++) {
            int[] larger = right.dimensions().toArray();
            larger[i]++;
            assertThat(problem(operator, operands, Shape.of(larger))).isPresent();
        }
        assertThat(problem(operator, operands, right, right)).isPresent();
    }

    static Stream<Arguments> refused() {
        Window same3 = Window.square(3, 1, Padding.symmetric(1));
        Window huge = new Window(
                Integer.MAX_VALUE, Integer.MAX_VALUE, 1, 1, Integer.MAX_VALUE, Integer.MAX_VALUE, Padding.NONE);
        Window wide = Window.square(1, 1, Padding.symmetric(Integer.MAX_VALUE));
        return Stream.of(
                Arguments.of(new Operator.Convolution(same3, 1, NONE), shapes("1,8,6,4 5,3,3,3")),
                Arguments.of(new Operator.Convolution(same3, 1, NONE), shapes("1,8,6,4 5,3,2,4")),
                Arguments.of(new Operator.Convolution(same3, 1, NONE), shapes("1,8,6,4 5,3,3,4 4")),
                Arguments.of(new Operator.Convolution(same3, 3, NONE), shapes("1,8,6,4 6,3,3,1")),
                Arguments.of(new Operator.Convolution(same3, 0, NONE), shapes("1,8,6,4 6,3,3,4")),
                Arguments.of(new Operator.Convolution(same3, 2, NONE), shapes("1,8,6,4 5,3,3,2")),
                Arguments.of(new Operator.Convolution(same3, 1, NONE), shapes("8,4 5,3,3,4")),
                Arguments.of(new Operator.Convolution(same3, 1, NONE), shapes("1,8,6,4")),
                Arguments.of(new Operator.DepthwiseConvolution(same3, 2, NONE), shapes("1,8,6,4 1,3,3,4")),
                Arguments.of(new Operator.DepthwiseConvolution(same3, 0, NONE), shapes("1,8,6,4 1,3,3,4")),
                Arguments.of(
                        new Operator.DepthwiseConvolution(same3, Integer.MAX_VALUE, NONE), shapes("1,8,6,4 1,3,3,4")),
                Arguments.of(max(Window.square(9, 1, Padding.NONE)), shapes("1,8,9,4")),
                Arguments.of(max(huge), shapes("1,8,9,4")),
                Arguments.of(max(wide), shapes("1,8,9,4")),
                Arguments.of(new Operator.FullyConnected(NONE), shapes("1,4,3,2 7,23")),
                Arguments.of(new Operator.FullyConnected(NONE), shapes("1,24 7,24 6")),
                Arguments.of(add(), shapes("1,4,3,2 3")),
                Arguments.of(add(), shapes("1,4")),
                Arguments.of(Operator.Pointwise.of(Function.PRELU), shapes("1,4,3,2 4,4,3,2")),
                Arguments.of(Operator.Pointwise.of(Function.RELU), shapes("1,4 4")),
                Arguments.of(new Operator.Concatenation(4, NONE), shapes("1,4,3,2 1,4,3,5")),
                Arguments.of(new Operator.Concatenation(-1, NONE), shapes("1,4,3,2 1,4,3,5")),
                Arguments.of(new Operator.Concatenation(3, NONE), shapes("1,4,3,2 1,4,2,2")),
                Arguments.of(new Operator.Concatenation(0, NONE), shapes("2147483647 1")),
                Arguments.of(pad(Operator.Pad.Mode.REFLECT, 0, 4, 0, 0), shapes("1,4,3,2")),
                Arguments.of(pad(Operator.Pad.Mode.SYMMETRIC, 0, 5, 0, 0), shapes("1,4,3,2")),
                Arguments.of(pad(Operator.Pad.Mode.CONSTANT, 0, -1, 0, 0), shapes("1,4,3,2")),
                Arguments.of(pad(Operator.Pad.Mode.CONSTANT, 0, Integer.MAX_VALUE, 0, 0), shapes("1,4,3,2")),
                Arguments.of(pad(Operator.Pad.Mode.CONSTANT, 0, 1), shapes("1,4,3,2")),
                Arguments.of(reduce(true, 4), shapes("1,4,3,2")),
                Arguments.of(reduce(true, 1, 1), shapes("1,4,3,2")),
                Arguments.of(new Operator.Transpose(ints(0, 1, 1, 2)), shapes("1,4,3,2")),
                Arguments.of(new Operator.Transpose(ints(1, 0)), shapes("1,4,3,2")),
                Arguments.of(new Operator.DepthToSpace(3), shapes("1,4,3,8")),
                Arguments.of(new Operator.DepthToSpace(0), shapes("1,4,3,8")),
                Arguments.of(new Operator.SpaceToDepth(Integer.MAX_VALUE), shapes("1,2147483647,2147483647,1")),
                Arguments.of(new Operator.SpaceToBatch(2, 2, Padding.NONE), shapes("1,5,6,4")),
                Arguments.of(new Operator.BatchToSpace(2, 2, Padding.NONE), shapes("6,5,6,4")),
                Arguments.of(new Operator.BatchToSpace(2, 2, Padding.symmetric(5)), shapes("4,5,6,4")),
                Arguments.of(new Operator.Pack(3), shapes("4,3 4,3")),
                Arguments.of(new Operator.Pack(0), shapes("4,3 4,2")),
                Arguments.of(new Operator.Slice(ints(0), ints(1)), shapes("4")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void operandsThatDoNotFitAreRefused(Operator operator, ImmutableList<Shape> operands) {
        assertThatThrownBy(() -> ShapeInference.outputShapes(operator, operands))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("found .*, expected .*");
    }

    @Test
    void splitsMustJoinToTheirOperand() {
        Operator split = new Operator.Split(1);
        assertThat(problem(split, shapes("1,6,2"), shape("1,2,2"), shape("1,4,2")))
                .isEmpty();
        assertThat(problem(split, shapes("1,6,2"), shape("1,2,2"), shape("1,3,2")))
                .isPresent();
        assertThat(problem(split, shapes("1,6,2"), shape("1,2,2"), shape("1,4,1")))
                .isPresent();
    }

    @Test
    void resizingKeepsBatchAndChannels() {
        Operator resize = new Operator.Resize(Operator.Resize.Mode.NEAREST, false, false);
        assertThat(problem(resize, shapes("1,4,3,2"), shape("1,9,1,2"))).isEmpty();
        assertThat(problem(resize, shapes("1,4,3,2"), shape("1,9,1,3"))).isPresent();
        assertThat(problem(resize, shapes("1,4,3,2"), shape("2,9,1,2"))).isPresent();
    }

    @Test
    void reshapesKeepTheNumberOfElements() {
        for (Operator operator : List.of(new Operator.Reshape(), new Operator.View())) {
            assertThat(problem(operator, shapes("1,4,3,2"), shape("1,24"))).isEmpty();
            assertThat(problem(operator, shapes("1,4,3,2"), shape("1,23"))).isPresent();
        }
    }

    @Test
    void slicesStayInsideTheirOperand() {
        Operator slice = new Operator.Slice(ints(1, 5), ints(2, -2));
        assertThat(problem(slice, shapes("6,6"), shape("3,3"))).isEmpty();
        assertThat(problem(slice, shapes("6,6"), shape("4,3"))).isPresent();
        assertThat(problem(slice, shapes("6,6"), shape("3,4"))).isPresent();
        assertThat(problem(slice, shapes("6,5"), shape("3,3"))).isPresent();
        assertThat(problem(slice, shapes("6,6"), shape("9"))).isPresent();
        assertThat(problem(new Operator.Slice(ints(-1), ints(1)), shapes("6"), shape("1")))
                .isPresent();
        assertThat(problem(new Operator.Slice(ints(0), ints(0)), shapes("6"), shape("1")))
                .isPresent();
    }

    @Test
    void fullyConnectedMayKeepLeadingDimensions() {
        Operator operator = new Operator.FullyConnected(NONE);
        assertThat(problem(operator, shapes("2,5,8 7,8"), shape("2,5,7"))).isEmpty();
        assertThat(problem(operator, shapes("2,5,8 7,8"), shape("10,7"))).isEmpty();
        assertThat(problem(operator, shapes("2,5,8 7,8"), shape("7,10"))).isPresent();
        assertThat(problem(operator, shapes("2,5,8 7,8"), shape("9,7"))).isPresent();
    }

    @Test
    void opaqueOperatorsAlwaysPass() {
        assertThat(problem(new Operator.Opaque("LSTM"), shapes("1,2 3"), shape("9"), shape("8")))
                .isEmpty();
    }

    @Property
    void transposedConvolutionIsTheInverseOfAConvolution(
            @ForAll @IntRange(min = 1, max = 12) int large,
            @ForAll @IntRange(min = 1, max = 4) int kernel,
            @ForAll @IntRange(min = 1, max = 4) int stride,
            @ForAll @IntRange(max = 3) int before,
            @ForAll @IntRange(max = 3) int after) {
        Window window = Window.square(kernel, stride, new Padding(before, after, before, after));
        Operator transposed = new Operator.TransposedConvolution(window, NONE);
        for (int small = 1; small < 16; small++) {
            int positions = 0;
            for (int start = 0; start + kernel <= before + large + after; start += stride) {
                positions++;
            }
            ImmutableList<Shape> operands =
                    ImmutableList.of(Shape.hwc(small, small, 2), Shape.of(3, kernel, kernel, 2));
            Optional<String> problem = problem(transposed, operands, Shape.hwc(large, large, 3));
            assertThat(problem.isEmpty()).as("%s of %s", small, positions).isEqualTo(small == positions);
        }
    }

    @Property
    void slidingCountsWindowPositions(
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 1, max = 4) int kernel,
            @ForAll @IntRange(min = 1, max = 4) int stride,
            @ForAll @IntRange(min = 1, max = 3) int dilation,
            @ForAll @IntRange(max = 5) int before,
            @ForAll @IntRange(max = 5) int after) {
        int positions = 0;
        while (positions * stride - before + (kernel - 1) * dilation < rows + after) {
            positions++;
        }
        Window window = new Window(kernel, 1, stride, 1, dilation, 1, new Padding(before, after, 0, 0));
        Operator pool = max(window);
        ImmutableList<Shape> operands = ImmutableList.of(Shape.hwc(rows, 2, 3));
        if (positions == 0) {
            assertThat(problem(pool, operands, Shape.hwc(1, 2, 3))).isPresent();
        } else {
            assertThat(ShapeInference.outputShapes(pool, operands)).containsExactly(Shape.hwc(positions, 2, 3));
        }
    }

    /** Whatever the numbers are: an answer, and never an exception of another kind. */
    @Property(tries = 2000)
    void hostileParametersGiveAProblemOrAShape(
            @ForAll("hostileOperators") Operator operator, @ForAll("hostileShapes") List<Shape> operands) {
        try {
            assertThat(ShapeInference.outputShapes(operator, ImmutableList.copyOf(operands)))
                    .hasSize(1);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("found .*, expected .*");
        }
        assertThat(problem(operator, ImmutableList.copyOf(operands), Shape.of(1, 2, 3, 4)))
                .isNotNull();
    }

    @Provide
    Arbitrary<List<Shape>> hostileShapes() {
        return Arbitraries.of(1, 2, 3, 1 << 16, Integer.MAX_VALUE)
                .array(int[].class)
                .ofMinSize(0)
                .ofMaxSize(5)
                .filter(ShapeInferenceTest::isCountable)
                .map(Shape::of)
                .list()
                .ofMinSize(0)
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<Operator> hostileOperators() {
        Arbitrary<int[]> numbers = Arbitraries.of(-1, 0, 1, 2, 3, Integer.MAX_VALUE, Integer.MIN_VALUE)
                .array(int[].class)
                .ofSize(4);
        return numbers.flatMap(n -> Arbitraries.of(operators(n)));
    }

    private static List<Operator> operators(int[] n) {
        int a = Math.max(1, n[0]);
        int b = Math.max(0, n[1]);
        Window window =
                new Window(a, Math.max(1, n[1]), Math.max(1, n[2]), 1, Math.max(1, n[3]), 1, new Padding(b, b, b, 0));
        ImmutableIntArray array = ImmutableIntArray.copyOf(n);
        List<Operator> all = new ArrayList<>(List.of(
                new Operator.Convolution(window, n[0], NONE),
                new Operator.DepthwiseConvolution(window, n[0], NONE),
                new Operator.TransposedConvolution(window, NONE),
                new Operator.FullyConnected(NONE),
                max(window),
                add(),
                new Operator.Concatenation(n[0], NONE),
                new Operator.Split(n[0]),
                new Operator.Pad(array, array, Operator.Pad.Mode.SYMMETRIC),
                new Operator.Pad(array, array, Operator.Pad.Mode.CONSTANT),
                new Operator.Reduce(Operator.Reduce.Kind.SUM, array, true),
                new Operator.Transpose(array),
                new Operator.DepthToSpace(n[0]),
                new Operator.SpaceToDepth(n[0]),
                new Operator.Slice(array, array),
                new Operator.SpaceToBatch(n[0], n[1], new Padding(b, 0, b, 0)),
                new Operator.BatchToSpace(n[0], n[1], new Padding(b, 0, b, 0)),
                new Operator.Pack(n[0])));
        return all;
    }

    private static boolean isCountable(int[] dimensions) {
        double product = 1;
        for (int dimension : dimensions) {
            product *= dimension;
        }
        return product < 0x1p62;
    }

    private static Operator add() {
        return new Operator.Elementwise(Operator.Elementwise.Kind.ADD, NONE);
    }

    private static Operator max(Window window) {
        return new Operator.Pool(Operator.Pool.Kind.MAX, window, false, NONE);
    }

    private static Operator pad(Operator.Pad.Mode mode, int... border) {
        return new Operator.Pad(ImmutableIntArray.copyOf(border), ImmutableIntArray.copyOf(border), mode);
    }

    private static Operator reduce(boolean keepDimensions, int... axes) {
        return new Operator.Reduce(Operator.Reduce.Kind.MEAN, ImmutableIntArray.copyOf(axes), keepDimensions);
    }

    private static ImmutableIntArray ints(int... values) {
        return ImmutableIntArray.copyOf(values);
    }

    private static Optional<String> problem(Operator operator, ImmutableList<Shape> operands, Shape... outputs) {
        ImmutableList.Builder<Operand> maps = ImmutableList.builder();
        for (int i = 0; i < operands.size(); i++) {
            maps.add(new FeatureMap("operand" + i, operands.get(i), ElementType.INT8));
        }
        ImmutableList.Builder<FeatureMap> results = ImmutableList.builder();
        for (int i = 0; i < outputs.length; i++) {
            results.add(new FeatureMap("output" + i, outputs[i], ElementType.INT8));
        }
        return ShapeInference.problemIn(
                new Layer("layer", operator, maps.build(), results.build(), ImmutableList.of()));
    }

    private static ImmutableList<Shape> shapes(String text) {
        return Stream.of(text.split(" ")).map(ShapeInferenceTest::shape).collect(ImmutableList.toImmutableList());
    }

    private static Shape shape(String text) {
        return text.equals("-")
                ? Shape.of()
                : Shape.of(
                        Stream.of(text.split(",")).mapToInt(Integer::parseInt).toArray());
    }
}
