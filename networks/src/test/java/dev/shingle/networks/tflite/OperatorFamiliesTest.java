package dev.shingle.networks.tflite;

import static dev.shingle.networks.tflite.TinyTflite.FLOAT32;
import static dev.shingle.networks.tflite.TinyTflite.INT32;
import static dev.shingle.networks.tflite.TinyTflite.INT64;
import static dev.shingle.networks.tflite.TinyTflite.INT8;
import static dev.shingle.networks.tflite.TinyTflite.float32;
import static dev.shingle.networks.tflite.TinyTflite.int32;
import static dev.shingle.networks.tflite.TinyTflite.int8;
import static dev.shingle.networks.tflite.TinyTflite.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Operator.Reduce;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorFamiliesTest {

    @Test
    void samePaddingPutsTheOddPixelBelow() {
        Layer layer = only(TinyNetworks.convolution(0, 2, 1, 0, 0));
        Window window = new Window(3, 5, 2, 1, 1, 1, new Padding(1, 1, 2, 2));
        assertThat(layer.operator()).isEqualTo(new Operator.Convolution(window, 1, Activation.RELU6));
        assertThat(layer.name()).isEqualTo("CONV_2D#0");
        assertThat(layer.sources()).containsExactly("CONV_2D#0");
        Layer wide = only(TinyNetworks.convolution(0, 4, 2, 0, 0));
        // Rows: ceil(9/4) = 3 windows from 0 to 10, two more than there are; columns: 4 windows from 0 to 10, four
        // more.
        assertThat(((Operator.Convolution) wide.operator()).window().padding()).isEqualTo(new Padding(1, 1, 2, 2));
        Layer odd = only(TinyNetworks.convolution(0, 1, 3, 0, 0));
        // Columns: ceil(7/3) = 3 windows from 0 to 10.
        assertThat(((Operator.Convolution) odd.operator()).window().padding()).isEqualTo(new Padding(1, 1, 2, 2));
    }

    @Test
    void validPaddingIsNone() {
        Layer layer = only(TinyNetworks.convolution(1, 2, 1, 4, 3));
        assertThat(((Operator.Convolution) layer.operator()).window().padding()).isEqualTo(Padding.NONE);
        assertThat(layer.ofm().shape()).isEqualTo(Shape.of(1, 4, 3, 6));
    }

    @Test
    void groupsFollowFromTheWeights() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 1, 4, 4, 6);
        int w = file.constant(INT8, 9, 1, 1, 2);
        int y = file.activation(INT8, 1, 4, 4, 9);
        file.operator("CONV_2D", 1, list(x, w), list(y), int32(1, 1), int32(2, 1))
                .ends(list(x), list(y));
        assertThat(((Operator.Convolution) only(file).operator()).groups()).isEqualTo(3);
    }

    @Test
    void depthwiseHasMultiplierAndDilation() {
        Window window = new Window(3, 3, 1, 1, 2, 3, Padding.NONE);
        assertThat(only(TinyNetworks.depthwise()).operator())
                .isEqualTo(new Operator.DepthwiseConvolution(window, 2, Activation.RELU));
    }

    @ParameterizedTest
    @CsvSource({"MAX_POOL_2D, MAX", "AVERAGE_POOL_2D, AVERAGE"})
    void pools(String name, Operator.Pool.Kind kind) {
        Window window = new Window(4, 3, 2, 3, 1, 1, new Padding(1, 1, 0, 0));
        assertThat(only(TinyNetworks.pool(name)).operator())
                .isEqualTo(new Operator.Pool(kind, window, false, Activation.NONE));
    }

    @Test
    void transposedConvolutionCropsWhatSticksOut() {
        Layer layer = only(TinyNetworks.transposed());
        // Rows: (4-1)*2+3 = 9, one more than 8, cropped below. Columns: (4-1)*2+4 = 10, three more than 7.
        Window window = new Window(3, 4, 2, 2, 1, 1, new Padding(0, 1, 1, 2));
        assertThat(layer.operator()).isEqualTo(new Operator.TransposedConvolution(window, Activation.NONE));
        assertThat(layer.operands()).extracting(Operand::name).containsExactly("t2", "c1", "c3");
    }

    @Test
    void fullyConnectedKeepsOrJoinsDimensions() {
        assertThat(TinyNetworks.fullyConnected(true)
                        .read()
                        .layers()
                        .get(0)
                        .ofm()
                        .shape())
                .isEqualTo(Shape.of(2, 3, 5));
        Network joined = TinyNetworks.fullyConnected(false).read();
        assertThat(joined.layers().get(0).ofm().shape()).isEqualTo(Shape.of(6, 5));
        assertThat(joined.layers().get(1).operator()).isEqualTo(new Operator.Softmax(1));
    }

    @ParameterizedTest
    @CsvSource({
        "QUANTIZE, QUANTIZE", "DEQUANTIZE, DEQUANTIZE", "CAST, CAST", "RELU, RELU", "RELU6, RELU6",
        "RELU_N1_TO_1, RELU_N1_TO_1", "ELU, ELU", "LOGISTIC, LOGISTIC", "TANH, TANH", "HARD_SWISH, HARD_SWISH",
        "ABS, ABSOLUTE", "NEG, NEGATE", "EXP, EXPONENTIAL", "LOG, LOGARITHM", "SQRT, SQUARE_ROOT",
        "RSQRT, RECIPROCAL_SQUARE_ROOT", "SQUARE, SQUARE", "FLOOR, FLOOR", "CEIL, CEILING", "ROUND, ROUND"
    })
    void pointwise(String name, Pointwise.Function function) {
        assertThat(only(TinyNetworks.unary(name, INT8, 0)).operator()).isEqualTo(Pointwise.of(function));
    }

    @Test
    void neighboursOfAChannelAreCountedOnBothSides() {
        TinyTflite file = TinyNetworks.unary(
                "LOCAL_RESPONSE_NORMALIZATION",
                FLOAT32,
                13,
                int32(0, 2),
                float32(1, 2),
                float32(2, 0.25),
                float32(3, 0.75));
        assertThat(only(file).operator()).isEqualTo(new Operator.LocalResponseNormalization(5, 1.25, 0.75, 2));
        assertThatThrownBy(() -> TinyNetworks.unary("LOCAL_RESPONSE_NORMALIZATION", FLOAT32, 13, int32(0, -1))
                        .read())
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("radius -1");
    }

    @Test
    void slopes() {
        assertThat(only(TinyNetworks.unary("LEAKY_RELU", INT8, 75, float32(0, 0.25)))
                        .operator())
                .isEqualTo(new Pointwise(Pointwise.Function.LEAKY_RELU, 0.25));
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 1, 4, 4, 6);
        int slope = file.constant(INT8, 1, 1, 6);
        int y = file.activation(INT8, 1, 4, 4, 6);
        Layer layer = only(file.operator("PRELU", list(x, slope), list(y)).ends(list(x), list(y)));
        assertThat(layer.operator()).isEqualTo(Pointwise.of(Pointwise.Function.PRELU));
        assertThat(layer.constants()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "ADD, 11, ADD",
        "SUB, 28, SUBTRACT",
        "MUL, 21, MULTIPLY",
        "DIV, 29, DIVIDE",
        "MAXIMUM, 39, MAXIMUM",
        "MINIMUM, 39, MINIMUM",
        "SQUARED_DIFFERENCE, 76, SQUARED_DIFFERENCE",
        "POW, 56, POWER"
    })
    void elementwise(String name, int optionsType, Elementwise.Kind kind) {
        Layer layer = only(TinyNetworks.binary(name, optionsType));
        assertThat(layer.operator()).isEqualTo(new Elementwise(kind, Activation.NONE));
        assertThat(layer.operands()).hasSize(2);
    }

    @Test
    void elementwiseMayBeActivated() {
        assertThat(only(TinyNetworks.binary("ADD", 11, int8(0, 2))).operator())
                .isEqualTo(new Elementwise(Elementwise.Kind.ADD, Activation.RELU_N1_TO_1));
    }

    @ParameterizedTest
    @CsvSource({"MEAN, MEAN", "SUM, SUM", "REDUCE_MAX, MAXIMUM", "REDUCE_MIN, MINIMUM", "REDUCE_PROD, PRODUCT"})
    void reductionsSortTheirAxes(String name, Reduce.Kind kind) {
        Layer layer = only(TinyNetworks.reduction(name, 27, int8(0, 1)));
        assertThat(layer.operator()).isEqualTo(new Reduce(kind, ImmutableIntArray.of(1, 2), true));
        assertThat(layer.operands()).hasSize(1);
    }

    @Test
    void indexOfTheLargest() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 1, 4, 6);
        int axis = file.parameters(-1);
        int y = file.activation(INT64, 1, 4);
        assertThat(only(file.operator("ARG_MAX", list(x, axis), list(y)).ends(list(x), list(y)))
                        .operator())
                .isEqualTo(new Reduce(Reduce.Kind.ARG_MAXIMUM, ImmutableIntArray.of(2), false));
    }

    @Test
    void movement() {
        ImmutableList<Layer> layers = TinyNetworks.movement().read().layers();
        assertThat(layers)
                .extracting(Layer::operator)
                .containsExactly(
                        new Operator.Pad(
                                ImmutableIntArray.of(0, 1, 0, 0),
                                ImmutableIntArray.of(0, 1, 3, 0),
                                Operator.Pad.Mode.CONSTANT),
                        new Operator.Transpose(ImmutableIntArray.of(0, 2, 1, 3)),
                        new Operator.DepthToSpace(2),
                        new Operator.SpaceToDepth(2),
                        new Operator.SpaceToBatch(2, 3, new Padding(0, 1, 0, 0)),
                        new Operator.BatchToSpace(2, 3, new Padding(0, 1, 0, 0)),
                        new Operator.Concatenation(3, Activation.NONE),
                        new Operator.Pad(
                                ImmutableIntArray.of(0, 2, 0, 0),
                                ImmutableIntArray.of(0, 0, 0, 0),
                                Operator.Pad.Mode.SYMMETRIC));
        assertThat(layers.get(0).constants()).as("the value of the border").hasSize(1);
        assertThat(layers.get(1).operands()).hasSize(1);
    }

    @Test
    void splits() {
        ImmutableList<Layer> layers = TinyNetworks.split().read().layers();
        assertThat(layers.get(0).operator()).isEqualTo(new Operator.Split(3));
        assertThat(layers.get(1).operator()).isEqualTo(new Operator.Split(1));
        assertThat(layers.get(1).outputs())
                .extracting(FeatureMap::shape)
                .containsExactly(Shape.of(1, 1, 4, 3), Shape.of(1, 3, 4, 3));
    }

    @Test
    void slices() {
        ImmutableList<Layer> layers = TinyNetworks.slices().read().layers();
        assertThat(layers)
                .extracting(Layer::name)
                .containsExactly(
                        "STRIDED_SLICE#0",
                        "STRIDED_SLICE#0/reshape",
                        "STRIDED_SLICE#1",
                        "STRIDED_SLICE#2",
                        "STRIDED_SLICE#2/reshape",
                        "SLICE#3",
                        "SQUEEZE#4",
                        "EXPAND_DIMS#5");
        assertThat(layers.get(0).operator())
                .isEqualTo(new Operator.Slice(ImmutableIntArray.of(0, 1, 0, 0), ImmutableIntArray.of(1, 1, 1, 1)));
        assertThat(layers.get(0).ofm().shape()).isEqualTo(Shape.of(1, 2, 6, 8));
        assertThat(layers.get(1).operator()).isEqualTo(new Operator.Reshape());
        assertThat(layers.get(1).sources()).containsExactly("STRIDED_SLICE#0");
        assertThat(layers.get(2).operator())
                .isEqualTo(new Operator.Slice(ImmutableIntArray.of(0, 0, 7), ImmutableIntArray.of(1, 1, -2)));
        assertThat(layers.get(5).operator())
                .isEqualTo(new Operator.Slice(ImmutableIntArray.of(0, 0, 1, 0), ImmutableIntArray.of(1, 1, 1, 1)));
        assertThat(layers.get(7).ofm().shape()).isEqualTo(Shape.of(2, 1, 5, 4));
    }

    @Test
    void computedTargetShapesAreFolded() {
        Network network = TinyNetworks.shapeChain().read();
        Layer reshape = layer(network, "RESHAPE#3");
        assertThat(reshape.operands()).hasSize(1);
        assertThat(reshape.ofm().shape()).isEqualTo(Shape.of(1, 160, 2));
        assertThat(network.outputs().get(0).shape()).as("what lies behind").isEqualTo(Shape.of(1, 160, 4));
    }

    @Test
    void arithmeticOnShapesIsFolded() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(FLOAT32, 1, 6, 10, 4);
        int shape = file.activation(INT32, 4);
        int middle = file.activation(INT32, 2);
        int product = file.activation(INT32);
        int halved = file.activation(INT32);
        int grown = file.activation(INT32, 1);
        int target = file.activation(INT32, 2);
        int wide = file.activation(INT64, 2);
        int y = file.activation(FLOAT32, 1, 1);
        file.tensor(y).signature(-1, -1);
        int indices = file.parameters(1, 2);
        int axis = file.parameters(0);
        int two = file.shapedParameters(list(), 2);
        int open = file.parameters(-1);
        file.operator("SHAPE", 55, list(x), list(shape));
        file.operator("GATHER", 23, list(shape, indices), list(middle));
        file.operator("REDUCE_PROD", 27, list(middle, axis), list(product));
        file.operator("DIV", 29, list(product, two), list(halved));
        file.operator("EXPAND_DIMS", list(halved, axis), list(grown));
        file.operator("CONCATENATION", 10, list(grown, open), list(target));
        file.operator("CAST", 37, list(target), list(wide));
        file.operator("RESHAPE", list(x, wide), list(y)).ends(list(x), list(y));
        assertThat(file.read().outputs().get(0).shape()).isEqualTo(Shape.of(30, 8));
    }

    @Test
    void targetShapesMayStandInTheOptionsOrInTheResult() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 1, 6, 4);
        int y = file.activation(INT8, 8, 3);
        int z = file.activation(INT8, 2, 12);
        file.operator("RESHAPE", 17, list(x), list(y), TinyTflite.ints(0, -1, 3));
        file.operator("RESHAPE", list(y), list(z)).ends(list(x), list(z));
        assertThat(file.read().outputs().get(0).shape()).isEqualTo(Shape.of(2, 12));
    }

    @ParameterizedTest
    @CsvSource({"RESIZE_BILINEAR, 15, 2, BILINEAR", "RESIZE_NEAREST_NEIGHBOR, 74, 0, NEAREST"})
    void resizes(String name, int optionsType, int slot, Operator.Resize.Mode mode) {
        assertThat(only(TinyNetworks.resize(name, optionsType, int8(slot, 1))).operator())
                .isEqualTo(new Operator.Resize(mode, true, false));
        assertThat(only(TinyNetworks.resize(name, optionsType, int8(slot + 1, 1)))
                        .operator())
                .isEqualTo(new Operator.Resize(mode, false, true));
    }

    @Test
    void packAlongANewInnermostAxis() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 3, 4);
        int y = file.activation(INT8, 3, 4, 2);
        file.operator("PACK", 59, list(x, x), list(y), int32(0, 2), int32(1, -1))
                .ends(list(x), list(y));
        assertThat(only(file).operator()).isEqualTo(new Operator.Pack(2));
    }

    @Test
    void unknownOperatorsAreOpaque() {
        ImmutableList<Layer> layers = TinyNetworks.custom().read().layers();
        assertThat(layers)
                .extracting(Layer::operator)
                .containsExactly(
                        new Operator.Opaque("CUSTOM:Convolution2DTransposeBias"),
                        new Operator.Opaque("L2_NORMALIZATION"));
    }

    @Test
    void operatorsNewerThanThisReaderAreOpaque() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 3, 4);
        int y = file.activation(INT8, 3, 4);
        file.numbered(206, list(x), list(y)).ends(list(x), list(y));
        assertThat(only(file).operator()).isEqualTo(new Operator.Opaque("BUILTIN_206"));
    }

    @Test
    void constantsAreSlicesOfTheFile() {
        byte[] bytes = TinyNetworks.halfWeights().bytes();
        Network network = TfliteReader.read("tiny", ByteBuffer.wrap(bytes));
        Constant half = network.layers().get(0).constants().get(0);
        assertThat(half.sizeBits()).isEqualTo(6 * 16);
        ByteBuffer contents = half.contents().bytes();
        assertThat(contents.remaining()).isEqualTo(12);
        assertThat(contents.isReadOnly()).isTrue();
        byte before = contents.get(3);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i]++;
        }
        assertThat(contents.get(3)).isEqualTo((byte) (before + 1));
        assertThat(network.layers().get(1).operands()).hasSize(2).allMatch(FeatureMap.class::isInstance);
    }

    @Test
    void quantisation() {
        Layer layer = only(TinyNetworks.convolution(0, 1, 1, 0, 0));
        assertThat(layer.ifm().quantization()).isEqualTo(Quantization.perTensor(0.5, -3));
        Quantization weights = layer.operands().get(1).quantization();
        assertThat(weights.axis()).isZero();
        assertThat(weights.scales().asList()).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
        assertThat(layer.operands().get(2).quantization().axis()).as("clamped").isZero();
    }

    @Test
    void zeroPointsMayBeLeftOutOrShared() {
        TinyTflite file = TinyNetworks.convolution(0, 1, 1, 0, 0);
        file.tensor(0).quantized(0, new float[] {0.5f});
        file.tensor(1).quantized(0, new float[] {1, 2, 3, 4, 5, 6}, 9);
        Layer layer = only(file);
        assertThat(layer.ifm().quantization()).isEqualTo(Quantization.perTensor(0.5, 0));
        assertThat(layer.operands().get(1).quantization().zeroPoints().asList())
                .containsExactly(9L, 9L, 9L, 9L, 9L, 9L);
    }

    @Test
    void namesAreMadeUnique() {
        TinyTflite file = TinyNetworks.fullyConnected(true);
        file.tensor(0).name = "same";
        file.tensor(2).name = "same";
        file.tensor(3).name = "";
        file.tensor(1).name = "same#2";
        Network network = file.read();
        assertThat(network.featureMaps().keySet()).containsExactly("same#0", "same#2#", "tensor#3");
        assertThat(network.name()).isEqualTo("tiny");
    }

    @Test
    void shapesComeFromTheShapeAndNotFromTheSignature() {
        TinyTflite file = TinyNetworks.unary("RELU", INT8, 0);
        file.tensor(0).signature(-1, -1, 4, 5);
        assertThat(file.read().inputs().get(0).shape()).isEqualTo(Shape.of(1, 3, 4, 5));
    }

    private static Layer layer(Network network, String name) {
        return network.layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Layer only(TinyTflite file) {
        ImmutableList<Layer> layers = file.read().layers();
        assertThat(layers).hasSize(1);
        return layers.get(0);
    }
}
