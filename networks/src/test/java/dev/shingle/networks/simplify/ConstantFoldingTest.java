package dev.shingle.networks.simplify;

import static dev.shingle.networks.simplify.NetworkSketch.absent;
import static dev.shingle.networks.simplify.NetworkSketch.bytes;
import static dev.shingle.networks.simplify.NetworkSketch.floats;
import static dev.shingle.networks.simplify.NetworkSketch.halves;
import static dev.shingle.networks.simplify.NetworkSketch.integers;
import static dev.shingle.networks.simplify.NetworkSketch.window;
import static dev.shingle.networks.simplify.PassAssertions.changed;
import static dev.shingle.networks.simplify.PassAssertions.layer;
import static dev.shingle.networks.simplify.PassAssertions.layerNames;
import static dev.shingle.networks.simplify.PassAssertions.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise.Kind;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstantFoldingTest {

    private final NetworkSketch sketch = new NetworkSketch();
    private final FeatureMap x = sketch.input("x", 2, 8, 6, 4);

    @Test
    void shapeChainsBecomeOneConstant() {
        FeatureMap shape = sketch.add(new Operator.ShapeOf(), map("shape", ElementType.INT32, 4), x);
        FeatureMap batch = sketch.add("batch", slice(0), Shape.of(1), shape);
        FeatureMap scalar = sketch.add("scalar", new Operator.Reshape(), Shape.of(), batch);
        FeatureMap product = sketch.add(
                "product",
                new Operator.Elementwise(Kind.MULTIPLY, Activation.NONE),
                scalar,
                integers("c", Shape.of(), 3));
        FeatureMap packed = sketch.add("packed", new Operator.Pack(0), product, integers("d", Shape.of(), -1));
        FeatureMap joined = sketch.add(
                "joined", new Operator.Concatenation(0, Activation.NONE), packed, integers("e", Shape.of(2), 7, 8));
        Network after = changed(new ConstantFolding(), withReader(joined), 6);
        assertThat(layerNames(after)).containsExactly("reader");
        assertThat(folded(after)).isEqualTo(integers("joined", Shape.of(4), 6, -1, 7, 8));
    }

    @Test
    void everyIntegerFunctionComputes() {
        assertThat(computed(Kind.ADD, 7, -2)).isEqualTo(5);
        assertThat(computed(Kind.SUBTRACT, 7, -2)).isEqualTo(9);
        assertThat(computed(Kind.MULTIPLY, 7, -2)).isEqualTo(-14);
        assertThat(computed(Kind.DIVIDE, 7, -2)).isEqualTo(-3);
        assertThat(computed(Kind.MAXIMUM, 7, -2)).isEqualTo(7);
        assertThat(computed(Kind.MINIMUM, 7, -2)).isEqualTo(-2);
    }

    @Test
    void overflowAndDivisionByZeroStay() {
        unchanged(new ConstantFolding(), arithmetic(Kind.ADD, Integer.MAX_VALUE, 1));
        unchanged(new ConstantFolding(), arithmetic(Kind.DIVIDE, 1, 0));
    }

    @Test
    void operandsAreBroadcast() {
        FeatureMap sum = sketch.add(
                "sum",
                new Operator.Elementwise(Kind.ADD, Activation.NONE),
                integers("a", Shape.of(2, 1), 10, 20),
                integers("b", Shape.of(3), 1, 2, 3));
        assertThat(folded(changed(new ConstantFolding(), withReader(sum), 1)))
                .isEqualTo(integers("sum", Shape.of(2, 3), 11, 12, 13, 21, 22, 23));
    }

    @Test
    void castsChangeTheWidth() {
        FeatureMap wide = sketch.add(
                Operator.Pointwise.of(Function.CAST),
                map("wide", ElementType.INT64, 2),
                integers("a", Shape.of(2), -5, 6));
        FeatureMap narrow = sketch.add(Operator.Pointwise.of(Function.CAST), map("narrow", ElementType.INT32, 2), wide);
        assertThat(folded(changed(new ConstantFolding(), withReader(narrow), 2)))
                .isEqualTo(integers("narrow", Shape.of(2), -5, 6));
    }

    @Test
    void halfFloatWeightsStayHalfFloats() {
        Constant half =
                halves("half", Shape.of(5, 3, 3, 4), IntStream.range(0, 180).toArray());
        FeatureMap weights = sketch.add(
                Operator.Pointwise.of(Function.DEQUANTIZE), map("weights", ElementType.FLOAT32, 5, 3, 3, 4), half);
        FeatureMap y = sketch.add("y", new Operator.Convolution(window(3, 1), 1, Activation.NONE), x, weights);
        Network after = changed(new ConstantFolding(), sketch.build(y), 1);
        assertThat(layer(after, "y").operands()).containsExactly(x, half);
        assertThat(layer(after, "y").sources()).containsExactly("CONVOLUTION#1");
    }

    @Test
    void halfFloatsThatAreMovedStayHalfFloats() {
        FeatureMap wide = sketch.add(
                Operator.Pointwise.of(Function.DEQUANTIZE),
                map("wide", ElementType.FLOAT32, 2, 2),
                halves("half", Shape.of(2, 2), 1, 2, 3, 4));
        FeatureMap moved = sketch.add("moved", new Operator.Transpose(ImmutableIntArray.of(1, 0)), wide);
        assertThat(folded(changed(new ConstantFolding(), withReader(moved), 2)))
                .isEqualTo(halves("moved", Shape.of(2, 2), 1, 3, 2, 4));
    }

    @Test
    void quantizedWeightsBecomeFloats() {
        Constant stored = bytes(
                "stored",
                Shape.of(2, 2),
                ElementType.UINT8,
                new Quantization(ImmutableDoubleArray.of(0.5, 2), ImmutableLongArray.of(128, 0), 0),
                0,
                130,
                1,
                255);
        FeatureMap wide =
                sketch.add(Operator.Pointwise.of(Function.DEQUANTIZE), map("wide", ElementType.FLOAT32, 2, 2), stored);
        assertThat(folded(changed(new ConstantFolding(), withReader(wide), 1)))
                .isEqualTo(floats("wide", Shape.of(2, 2), -64, 1, 2, 510));
    }

    @Test
    void theAxisOfAQuantizationCountsWhenDequantizing() {
        Constant stored = bytes(
                "stored",
                Shape.of(2, 2),
                ElementType.INT8,
                new Quantization(ImmutableDoubleArray.of(1, 10), ImmutableLongArray.of(0, 0), 1),
                1,
                2,
                -3,
                -4);
        FeatureMap wide =
                sketch.add(Operator.Pointwise.of(Function.DEQUANTIZE), map("wide", ElementType.FLOAT32, 2, 2), stored);
        assertThat(folded(changed(new ConstantFolding(), withReader(wide), 1)))
                .isEqualTo(floats("wide", Shape.of(2, 2), 1, 20, -3, -40));
    }

    @Test
    void quantizingRoundsTiesAwayFromZeroAndSaturates() {
        Quantization quantization = Quantization.perTensor(0.5, 3);
        FeatureMap narrow = NetworkSketch.int8("narrow", quantization, 5);
        sketch.add(
                Operator.Pointwise.of(Function.QUANTIZE),
                narrow,
                floats("a", Shape.of(5), 0.25f, -0.25f, 0.24f, 1000f, -1e30f));
        assertThat(folded(changed(new ConstantFolding(), withReader(narrow), 1)))
                .isEqualTo(bytes("narrow", Shape.of(5), ElementType.INT8, quantization, 4, 2, 3, 127, -128));
    }

    @Test
    void slicesAndTransposesMoveElements() {
        Constant a = integers("a", Shape.of(2, 3), 0, 1, 2, 10, 11, 12);
        FeatureMap turned = sketch.add("turned", new Operator.Transpose(ImmutableIntArray.of(1, 0)), a);
        FeatureMap part = sketch.add(
                "part",
                new Operator.Slice(ImmutableIntArray.of(2, 0), ImmutableIntArray.of(-2, 1)),
                Shape.of(2, 2),
                turned);
        assertThat(folded(changed(new ConstantFolding(), withReader(part), 2)))
                .isEqualTo(integers("part", Shape.of(2, 2), 2, 12, 0, 10));
    }

    @Test
    void joinsAlongAnInnerAxis() {
        FeatureMap joined = sketch.add(
                "joined",
                new Operator.Concatenation(1, Activation.NONE),
                integers("a", Shape.of(2, 1), 1, 2),
                integers("b", Shape.of(2, 2), 3, 4, 5, 6));
        FeatureMap stacked = sketch.add("stacked", new Operator.Pack(1), joined, joined);
        assertThat(folded(changed(new ConstantFolding(), withReader(stacked), 2)))
                .isEqualTo(integers("stacked", Shape.of(2, 2, 3), 1, 3, 4, 1, 3, 4, 2, 5, 6, 2, 5, 6));
    }

    @ParameterizedTest
    @CsvSource({"2,0", "1,3"})
    void differentScalesOrZeroPointsAreNotJoined(double scale, long zeroPoint) {
        Constant a = bytes("a", Shape.of(1), ElementType.INT8, Quantization.perTensor(1, 0), 5);
        Constant b = bytes("b", Shape.of(1), ElementType.INT8, Quantization.perTensor(scale, zeroPoint), 5);
        FeatureMap joined = sketch.add("joined", new Operator.Concatenation(0, Activation.NONE), a, b);
        unchanged(new ConstantFolding(), withReader(joined));
    }

    @Test
    void absentContentsStayAbsent() {
        FeatureMap root = sketch.add("root", Function.SQUARE_ROOT, absent("a", Shape.of(3)));
        assertThat(folded(changed(new ConstantFolding(), withReader(root), 1))).isEqualTo(absent("root", Shape.of(3)));
    }

    @Test
    void unknownArithmeticAndNetworkOutputsStay() {
        FeatureMap root = sketch.add("root", Function.SQUARE_ROOT, floats("a", Shape.of(1), 4));
        FeatureMap shape = sketch.add(new Operator.ShapeOf(), map("shape", ElementType.INT32, 4), x);
        unchanged(new ConstantFolding(), sketch.build(root, shape));
    }

    @Test
    void otherReadersOfAConstantNetworkOutputGetTheConstant() {
        FeatureMap shape = sketch.add(new Operator.ShapeOf(), map("shape", ElementType.INT32, 4), x);
        FeatureMap reader = sketch.add("reader", new Operator.Opaque("READER"), Shape.of(1), shape);
        Network after = changed(new ConstantFolding(), sketch.build(shape, reader), 1);
        assertThat(layerNames(after)).containsExactly("shape", "reader");
        assertThat(layer(after, "reader").operands()).containsExactly(integers("shape", Shape.of(4), 2, 8, 6, 4));
    }

    @Test
    void contentsOfTheWrongLengthAreLeftAlone() {
        FeatureMap turned = sketch.add(
                "turned", new Operator.Transpose(ImmutableIntArray.of(1, 0)), integers("a", Shape.of(2, 2), 1, 2, 3));
        unchanged(new ConstantFolding(), withReader(turned));
    }

    @Test
    void doublingChainsDoNotFillTheHeap() {
        Operand doubled = integers("a", Shape.of(1024), new int[1024]);
        for (int i = 0; i < 20; i++) {
            doubled = sketch.add("d" + i, new Operator.Concatenation(0, Activation.NONE), doubled, doubled);
        }
        Network after =
                new ConstantFolding().apply(withReader((FeatureMap) doubled)).network();
        assertThat(after.layers()).hasSizeGreaterThan(10);
    }

    private int computed(Kind kind, int a, int b) {
        Constant result = folded(changed(new ConstantFolding(), arithmetic(kind, a, b), 1));
        return result.contents().bytes().getInt(0);
    }

    private static Network arithmetic(Kind kind, int a, int b) {
        NetworkSketch sketch = new NetworkSketch();
        FeatureMap result = sketch.add(
                "result",
                new Operator.Elementwise(kind, Activation.NONE),
                integers("a", Shape.of(1), a),
                integers("b", Shape.of(1), b));
        return sketch.build(sketch.add("reader", new Operator.Opaque("READER"), Shape.of(1), result));
    }

    private static FeatureMap map(String name, ElementType type, int... dimensions) {
        return new FeatureMap(name, Shape.of(dimensions), type);
    }

    private static Operator slice(int begin) {
        return new Operator.Slice(ImmutableIntArray.of(begin), ImmutableIntArray.of(1));
    }

    private Network withReader(FeatureMap map) {
        return sketch.build(sketch.add("reader", new Operator.Opaque("READER"), Shape.of(1), map));
    }

    private static Constant folded(Network network) {
        return (Constant) layer(network, "reader").operands().get(0);
    }
}
