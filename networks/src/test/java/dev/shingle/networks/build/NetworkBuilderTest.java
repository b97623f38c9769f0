package dev.shingle.networks.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Resize;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class NetworkBuilderTest {

    private final NetworkBuilder net = new NetworkBuilder("net", ElementType.INT8);
    private final FeatureMap image = net.input("image", Shape.hwc(9, 7, 6));

    @Test
    void convolutions() {
        FeatureMap map = net.convolution("a", image, 4, Border.SAME.window(image, 3, 2), Activation.RELU);
        assertThat(map.shape()).isEqualTo(Shape.hwc(5, 4, 4));
        assertThat(net.groupedConvolution("b", image, 4, Window.pointwise(), 2, Activation.NONE)
                        .shape())
                .isEqualTo(Shape.hwc(9, 7, 4));
        assertThat(net.depthwise("c", image, 3, Border.VALID.window(image, 3, 1), Activation.NONE)
                        .shape())
                .isEqualTo(Shape.hwc(7, 5, 18));
        assertThat(net.transposedConvolution("d", image, 2, Border.VALID.window(image, 3, 2), Activation.NONE)
                        .shape())
                .isEqualTo(Shape.hwc(19, 15, 2));
        assertThat(constantShapes())
                .containsExactly(
                        Shape.of(4, 3, 3, 6),
                        Shape.of(4),
                        Shape.of(4, 1, 1, 3),
                        Shape.of(4),
                        Shape.of(1, 3, 3, 18),
                        Shape.of(18),
                        Shape.of(2, 3, 3, 6),
                        Shape.of(2));
    }

    @Test
    void everythingElse() {
        assertThat(net.maxPool("a", image, Border.VALID.window(image, 2, 2)).shape())
                .isEqualTo(Shape.hwc(4, 3, 6));
        assertThat(net.globalAveragePool("b", image).shape()).isEqualTo(Shape.hwc(1, 1, 6));
        assertThat(net.fullyConnected("c", image, 10, Activation.NONE).shape()).isEqualTo(Shape.of(1, 10));
        assertThat(net.concatenation("d", image, image, image).shape()).isEqualTo(Shape.hwc(9, 7, 18));
        assertThat(net.split("e", image, 1, 2, 3))
                .extracting(part -> part.name() + " " + part.shape())
                .containsExactly("e-0 9x7x1", "e-1 9x7x2", "e-2 9x7x3");
        assertThat(net.upsample("f", image, 2).shape()).isEqualTo(Shape.hwc(18, 14, 6));
        assertThat(net.resize("g", Resize.Mode.BILINEAR, image, 3, 20).shape()).isEqualTo(Shape.hwc(3, 20, 6));
        assertThat(net.view("h", image, Shape.of(63, 6)).shape()).isEqualTo(Shape.of(63, 6));
        assertThat(net.softmax("i", image).shape()).isEqualTo(image.shape());
        assertThat(net.add("j", image, image, Activation.RELU).shape()).isEqualTo(image.shape());
    }

    @Test
    void broadcastingGoesBothWays() {
        FeatureMap row = net.input("row", Shape.of(7, 1));
        FeatureMap channels = net.input("channels", Shape.of(6));
        assertThat(net.add("a", row, channels, Activation.NONE).shape()).isEqualTo(Shape.of(7, 6));
        assertThat(net.elementwise("b", Elementwise.Kind.MULTIPLY, channels, image, Activation.NONE)
                        .shape())
                .isEqualTo(image.shape());
        FeatureMap other = net.input("other", Shape.of(5));
        assertThatThrownBy(() -> net.add("c", image, other, Activation.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("layer c: ");
    }

    /** The size rules as TensorFlow states them. */
    @Property
    void windowsKeepTheirPromises(
            @ForAll @IntRange(min = 1, max = 30) int height,
            @ForAll @IntRange(min = 1, max = 30) int width,
            @ForAll @IntRange(min = 1, max = 5) int kernel,
            @ForAll @IntRange(min = 1, max = 4) int stride) {
        NetworkBuilder builder = new NetworkBuilder("n", ElementType.INT8);
        FeatureMap input = builder.input("x", Shape.hwc(height, width, 1));
        FeatureMap same = builder.maxPool("same", input, Border.SAME.window(input, kernel, stride));
        assertThat(same.shape().height()).isEqualTo((int) Math.ceil(height / (double) stride));
        assertThat(same.shape().width()).isEqualTo((int) Math.ceil(width / (double) stride));
        if (kernel <= Math.min(height, width)) {
            FeatureMap valid = builder.maxPool("valid", input, Border.VALID.window(input, kernel, stride));
            assertThat(valid.shape().height()).isEqualTo((int) Math.ceil((height - kernel + 1) / (double) stride));
        }
        if (kernel % 2 == 1 && stride == 1) {
            FeatureMap symmetric = builder.maxPool("symmetric", input, Border.SYMMETRIC.window(input, kernel, 1));
            assertThat(symmetric.shape()).isEqualTo(input.shape());
        }
    }

    @Test
    void wiringAndNames() {
        FeatureMap conv = net.convolution("conv", image, 4, Window.pointwise(), Activation.RELU6);
        Network network = net.output(conv).build();
        assertThat(network.layers().get(0).operands())
                .extracting(operand -> operand.name())
                .containsExactly("image", "conv/weights", "conv/bias");
        assertThat(network.layers().get(0).sources()).containsExactly("CONVOLUTION#0");
        assertThat(network.outputs()).containsExactly(conv);
        assertThat(conv.name()).isEqualTo("conv");
    }

    @Test
    void everyConstantHasItsOwnSeed() {
        net.seed(100);
        net.convolution("a", image, 4, Window.pointwise(), Activation.NONE);
        net.convolution("b", image, 4, Window.pointwise(), Activation.NONE);
        assertThat(constants())
                .extracting(constant -> ((Constant.Seeded) constant.contents()).seed())
                .containsExactly(100L, 101L, 102L, 103L);
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"INT8", "UINT8", "INT16", "FLOAT32"})
    void everyTypeHasItsConstants(ElementType type) {
        NetworkBuilder builder = new NetworkBuilder("n", type);
        FeatureMap input = builder.input("x", Shape.hwc(2, 2, 2));
        FeatureMap result = builder.convolution("c", input, 3, Window.pointwise(), Activation.RELU6);
        ImmutableList<Constant> constants =
                builder.output(result).build().layers().get(0).constants();
        boolean real = type == ElementType.FLOAT32;
        assertThat(result.type()).isEqualTo(type);
        assertThat(result.quantization().isQuantized()).isEqualTo(!real);
        assertThat(constants.get(0).type()).isEqualTo(type == ElementType.INT16 ? ElementType.INT8 : type);
        assertThat(constants.get(0).quantization().isQuantized()).isEqualTo(!real);
        assertThat(constants.get(1).type()).isEqualTo(real ? ElementType.FLOAT32 : ElementType.INT32);
        assertThat(constants.get(1).contents().bytes().remaining()).isEqualTo(12);
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"INT8", "UINT8", "INT16", "FLOAT32"},
            mode = Mode.EXCLUDE)
    void otherTypesAreRefused(ElementType type) {
        assertThatThrownBy(() -> new NetworkBuilder("n", type)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void poolsAndCopiesKeepTheScale() {
        FeatureMap conv = net.convolution("conv", image, 4, Window.pointwise(), Activation.RELU6);
        Quantization scale = conv.quantization();
        assertThat(scale.zeroPoints().get(0)).isEqualTo(-128);
        assertThat(scale.scales().get(0) * 255).isBetween(5.99, 6.01);
        assertThat(net.globalAveragePool("pool", conv).quantization()).isEqualTo(scale);
        assertThat(net.upsample("up", conv, 2).quantization()).isEqualTo(scale);
        assertThat(net.concatenation("cat", conv, conv).quantization()).isEqualTo(scale);
    }

    /** Seeded layers neither vanish nor saturate: the spread that the scales promise is the one of the numbers. */
    @Test
    void weightsHaveTheSpreadOfTheirFanIn() {
        net.convolution("wide", image, 64, Window.square(3, 1, Padding.NONE), Activation.NONE);
        Constant weights = constants().get(0);
        ByteBuffer bytes = weights.contents().bytes();
        double squares = 0;
        int fanIn = 3 * 3 * 6;
        for (int i = 0; i < 64 * fanIn; i++) {
            squares += Math.pow(bytes.get() * weights.quantization().scales().get(0), 2);
        }
        assertThat(squares / (64 * fanIn)).isBetween(0.9 * 2 / fanIn, 1.1 * 2 / fanIn);
    }

    @Test
    void whatDoesNotFitIsRefusedByName() {
        FeatureMap small = net.input("small", Shape.hwc(1, 1, 6));
        Window large = Window.square(8, 1, Padding.NONE);
        Window cropping = Window.square(1, 1, Padding.symmetric(5));
        refused("layer p: ", () -> net.maxPool("p", image, large));
        refused("layer g: ", () -> net.groupedConvolution("g", image, 4, Window.pointwise(), 4, Activation.NONE));
        refused("layer g ", () -> net.groupedConvolution("g", image, 4, Window.pointwise(), 0, Activation.NONE));
        refused("layer s: ", () -> net.split("s", image, 1, 2));
        refused("layer v: ", () -> net.view("v", image, Shape.of(3)));
        refused("layer c: ", () -> net.concatenation("c", image, small));
        refused("layer c ", () -> net.concatenation("c"));
        refused("layer r ", () -> net.resize("r", Resize.Mode.NEAREST, image, 0, 1));
        refused("layer t ", () -> net.transposedConvolution("t", image, 1, cropping, Activation.NONE));
        refused("layer o: ", () -> net.append("o", new Operator.Reshape(), ImmutableList.of(image), Shape.of(1)));
        assertThat(net.build().layers()).isEmpty();
    }

    private static void refused(String start, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(start);
    }

    @Test
    void anyOtherOperator() {
        FeatureMap map = net.append("o", new Operator.Opaque("NMS"), ImmutableList.of(image), Shape.of(5, 4));
        assertThat(net.output(map).build().layers().get(0).sources()).containsExactly("NMS#0");
    }

    private ImmutableList<Constant> constants() {
        return net.build().layers().stream()
                .flatMap(layer -> layer.constants().stream())
                .collect(ImmutableList.toImmutableList());
    }

    private ImmutableList<Shape> constantShapes() {
        return constants().stream().map(Constant::shape).collect(ImmutableList.toImmutableList());
    }

    @Test
    void elementsMoveWithTheirScale() {
        FeatureMap blocks = net.spaceToDepth("blocks", net.input("even", Shape.hwc(4, 6, 3)), 2);
        assertThat(blocks.shape()).isEqualTo(Shape.hwc(2, 3, 12));
        FeatureMap pixels = net.depthToSpace("pixels", blocks, 2);
        assertThat(pixels.shape()).isEqualTo(Shape.hwc(4, 6, 3));
        FeatureMap turned = net.transpose("turned", pixels, 0, 2, 1, 3);
        assertThat(turned.shape()).isEqualTo(Shape.hwc(6, 4, 3));
        assertThat(turned.quantization()).isEqualTo(image.quantization());
    }

    @Test
    void shufflingDealsChannelsOut() {
        FeatureMap shuffled = net.channelShuffle("shuffle", image, 3);
        assertThat(shuffled.shape()).isEqualTo(image.shape());
        assertThat(shuffled.quantization()).isEqualTo(image.quantization());
        assertThat(net.output(shuffled).build().layers())
                .extracting(layer -> layer.name() + " " + layer.ofm().shape())
                .containsExactly("shuffle-groups 1x9x7x3x2", "shuffle-dealt 1x9x7x2x3", "shuffle 9x7x6");
        refused("layer odd deals 6 channels out to 4 groups", () -> net.channelShuffle("odd", image, 4));
    }

    @Test
    void partsOfAConcatenationCanBeGivenTheSameScale() {
        FeatureMap first = net.convolution("first", image, 4, Window.pointwise(), Activation.RELU);
        FeatureMap second =
                net.convolution("second", image, 5, Window.pointwise(), Activation.NONE, first.quantization());
        assertThat(second.quantization()).isEqualTo(first.quantization());
        assertThat(net.concatenation("wide", first, second).shape()).isEqualTo(Shape.hwc(9, 7, 9));
        FeatureMap third = net.convolution("third", image, 4, Window.pointwise(), Activation.RELU);
        FeatureMap tall = net.concatenation("tall", 1, ImmutableList.of(first, third));
        assertThat(tall.shape()).isEqualTo(Shape.hwc(18, 7, 4));
        assertThat(tall.quantization()).isEqualTo(first.quantization());
        refused("layer none concatenates nothing", () -> net.concatenation("none", 1, ImmutableList.of()));
        refused("layer uneven", () -> net.concatenation("uneven", 1, ImmutableList.of(first, second)));
    }
}
