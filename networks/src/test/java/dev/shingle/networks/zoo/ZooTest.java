package dev.shingle.networks.zoo;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.json.NetworkJson;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZooTest {

    /** With all channels that somebody might have; the last two suit networks that halve often. */
    private static final ImmutableList<String> ODD_SIZES = ImmutableList.of(
            "1x1x1", "2x3x7", "97x61x3", "33x65x2", "192x320x4", "256x224x3", "300x281x1", "512x352x3");

    static Stream<String> specs() {
        return Zoo.entries().stream().flatMap(entry -> Stream.of(entry.name(), entry.example()));
    }

    @Test
    void listsItsNetworks() {
        assertThat(Zoo.entries())
                .extracting(ZooEntry::name)
                .containsExactly(
                        "camera-face",
                        "camera-face-tiny",
                        "ultraface-slim",
                        "ultraface-rfb",
                        "ssd-mobilenet-v1-backbone",
                        "ssd-mobilenet-v1",
                        "ssd-mobilenet-v2",
                        "tiny-yolov2",
                        "tiny-yolov3",
                        "squeezedet",
                        "ssd-vgg300",
                        "ds-cnn",
                        "resnet8",
                        "mcunet-vww",
                        "mcunet-320kb",
                        "inverted-bottleneck",
                        "mobilenet-v1",
                        "mobilenet-v1-convolutions",
                        "mobilenet-v2",
                        "shufflenet-v1",
                        "squeezenet",
                        "resnet18",
                        "resnet50",
                        "densenet121",
                        "inception-v1",
                        "vgg16-convolutions",
                        "dncnn",
                        "dncnn-s",
                        "dncnn-b",
                        "ffdnet",
                        "unet-denoiser",
                        "red-net",
                        "srcnn",
                        "fsrcnn",
                        "espcn",
                        "edsr");
        assertThat(Zoo.entries()).allSatisfy(entry -> {
            assertThat(entry.family()).isIn("detector", "classifier", "restoration");
            assertThat(entry.description()).isNotBlank();
            assertThat(entry.source()).isNotBlank();
            assertThat(entry.parameters()).contains("input=");
            assertThat(entry.example()).startsWith(entry.name());
        });
    }

    static Stream<String> names() {
        return Zoo.entries().stream().map(ZooEntry::name);
    }

    /** Any size gives a network, or one line that says which layer has no result. */
    @ParameterizedTest
    @MethodSource("names")
    void anySizeBuildsOrIsRefusedInOneLine(String name) {
        int built = 0;
        for (String size : ODD_SIZES) {
            String spec = name + ":" + size;
            try {
                Network network = Zoo.build(spec);
                assertThat(network.layers())
                        .allSatisfy(layer ->
                                assertThat(ShapeInference.problemIn(layer)).isEmpty());
                assertThat(network.name()).isEqualTo(name + ":input=" + inputSize(network));
                built++;
            } catch (NetworkFormatException e) {
                assertThat(e.getMessage()).doesNotContain("\n").startsWith(spec);
                assertThat(e.found()).startsWith("layer ");
            }
        }
        assertThat(built).isGreaterThanOrEqualTo(2);
    }

    private static String inputSize(Network network) {
        return network.inputs().get(0).shape().toString();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void buildsTheSameNetworkEveryTime(String spec) {
        assertThat(Zoo.knows(spec)).isTrue();
        assertThat(Zoo.build(spec)).isEqualTo(Zoo.build(spec));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void isSmallAsText(String spec) {
        Network network = Zoo.build(spec);
        String text = NetworkJson.write(network);
        assertThat(text.length()).isLessThan(1_500_000);
        assertThat(NetworkJson.read(spec, text)).isEqualTo(network);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void isQuantisedToTheLastBias(String spec) {
        for (Layer layer : Zoo.build(spec).layers()) {
            assertThat(layer.outputs()).allMatch(map -> map.type() == ElementType.INT8);
            assertThat(layer.outputs()).allMatch(map -> map.quantization().isQuantized());
            if (layer.operator() instanceof Operator.Concatenation) {
                assertThat(layer.inputs())
                        .allMatch(part -> part.quantization().equals(layer.ofm().quantization()));
            }
            if (!layer.constants().isEmpty()) {
                checkWeights(layer, layer.constants().get(0), layer.constants().get(1));
            }
        }
    }

    private static void checkWeights(Layer layer, Constant weights, Constant bias) {
        int axis = layer.operator() instanceof Operator.DepthwiseConvolution ? 3 : 0;
        int channels = layer.ofm().shape().channels();
        assertThat(weights.contents()).isInstanceOf(Constant.Seeded.class);
        assertThat(bias.contents()).isInstanceOf(Constant.Seeded.class);
        assertThat(weights.type()).isEqualTo(ElementType.INT8);
        assertThat(bias.type()).isEqualTo(ElementType.INT32);
        assertThat(weights.quantization().axis()).isEqualTo(axis);
        assertThat(weights.shape().dimension(axis)).isEqualTo(channels);
        assertThat(weights.quantization().scales().length()).isEqualTo(channels);
        assertThat(bias.shape()).isEqualTo(Shape.of(channels));
        double inputScale = layer.ifm().quantization().scales().get(0);
        for (int c = 0; c < channels; c++) {
            double weightScale = weights.quantization().scales().get(c);
            assertThat(bias.quantization().scales().get(c)).isEqualTo((float) (inputScale * weightScale));
        }
    }

    @Test
    void theFaceDetectorHasTwoHeadsAndAResidual() {
        Network network = Zoo.build("camera-face");
        assertThat(network.inputs().get(0).shape()).isEqualTo(Shape.hwc(120, 160, 1));
        assertThat(network.outputs())
                .extracting(map -> map.name() + " " + map.shape())
                .containsExactly(
                        "fine-scores 15x20x6", "fine-boxes 15x20x12", "coarse-scores 8x10x4", "coarse-boxes 8x10x8");
        Layer residual = network.layers().stream()
                .filter(layer -> layer.name().equals("residual"))
                .findFirst()
                .orElseThrow();
        assertThat(residual.inputs())
                .extracting(FeatureMap::name)
                .containsExactly("block2-pointwise", "block3-pointwise");
        assertThat(residual.ofm().shape()).isEqualTo(Shape.hwc(30, 40, 32));
        assertThat(shapes("camera-face:97x33")).startsWith("97x33x1", "49x17x8").contains("13x5x64", "7x3x96");
    }

    @Test
    void theClassifierShrinksWithWidthAndResolution() {
        assertThat(shapes("mobilenet-v1:0.25,96x96x1"))
                .containsSequence("96x96x1", "48x48x8", "48x48x8", "48x48x16", "24x24x16", "24x24x32")
                .endsWith("3x3x256", "3x3x256", "1x1x256", "1x1000", "1x1000");
        assertThat(shapes("mobilenet-v1:classes=2,width=0.5"))
                .contains("112x112x16", "7x7x512")
                .endsWith("1x2");
        assertThat(shapes("mobilenet-v1:width=0.125")).contains("112x112x8");
    }

    @Test
    void theDetectorsLastPoolKeepsTheSize() {
        assertThat(shapes("tiny-yolov2"))
                .containsSequence("26x26x256", "13x13x256", "13x13x512", "13x13x512", "13x13x1024")
                .endsWith("13x13x125");
    }

    @Test
    void theDenoiserSubtractsOnRequest() {
        assertThat(Zoo.build("dncnn:64x48").layers())
                .hasSize(17)
                .allMatch(layer -> layer.inputs().size() == 1);
        Network residual = Zoo.build("dncnn:64x48,depth=5,channels=8,residual=true");
        assertThat(residual.layers()).hasSize(6);
        assertThat(residual.layers().get(5).inputs())
                .extracting(FeatureMap::name)
                .containsExactly("image", "conv5");
        assertThat(residual.outputs().get(0).shape()).isEqualTo(Shape.hwc(64, 48, 1));
    }

    @Test
    void equalSpecificationsGiveEqualNames() {
        assertThat(Zoo.build("mobilenet-v1:1").name()).isEqualTo("mobilenet-v1");
        assertThat(Zoo.build("mobilenet-v1:128x128x1,0.25").name())
                .isEqualTo(Zoo.build("mobilenet-v1: width = 0.25, input = 128x128x1")
                        .name())
                .isEqualTo("mobilenet-v1:width=0.25,input=128x128x1");
        assertThat(Zoo.build("dncnn:128x128")).isEqualTo(Zoo.build("dncnn"));
    }

    @Test
    void knowsItsNamesOnly() {
        assertThat(Zoo.knows("dncnn:anything")).isTrue();
        assertThat(Zoo.knows("dncnn.tflite")).isFalse();
        assertThat(Zoo.knows("")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "camera-faec | name | \"camera-faec\" | the name of a network, such as camera-face or",
                "mobilenet:0.5 | name | \"mobilenet\" | the name of a network, such as mobilenet-v1 or mobilenet",
                "dncnn:0.5 | parameters | \"0.5\" | some of input=128x128x1, depth=17",
                "dncnn:128 | parameters | \"128\" | some of input=128x128x1",
                "dncnn: | parameters | \"\" | some of",
                "dncnn:128x128, | parameters | \"\" | some of",
                "dncnn:128x128,64x64 | parameter input | it twice | every parameter once",
                "dncnn:input=128 | parameter input | \"128\" | a size: height x width x channels",
                "dncnn:0x128 | parameter input | \"0x128x1\" | sides from 1 to 65536",
                "dncnn:65537x1 | parameter input | \"65537x1x1\" | sides from 1 to 65536",
                "dncnn:depth=1 | parameter depth | \"1\" | an integer from 2 to 200",
                "dncnn:depth=99999999999 | parameter depth | \"99999999999\" | an integer from 2 to 200",
                "dncnn:residual=yes | parameter residual | \"yes\" | one of true, false",
                "mobilenet-v1:width=0 | parameter width | \"0.0\" | a number above 0 and up to 16.0",
                "mobilenet-v1:width=NaN | parameter width | \"NaN\" | a number above 0 and up to 16.0",
                "mobilenet-v1:padding=valid | parameter padding | \"valid\" | one of same, symmetric",
                "vgg16-convolutions:16x16 | parameters | layer pool5: a window over 2 rows | a size at which",
                "camera-face:1x1x60000,1 | parameters | \"1\" | some of input=120x160x1",
            })
    void mistakesAreNamed(String spec, String position, String found, String expected) {
        assertThatThrownBy(() -> Zoo.build(spec)).isInstanceOfSatisfying(NetworkFormatException.class, e -> {
            assertThat(e.source()).isEqualTo(spec);
            assertThat(e.position()).isEqualTo(position);
            assertThat(e.found()).startsWith(found);
            assertThat(e.expected()).startsWith(expected);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dncnn:1x1",
                "camera-face:1x1",
                "tiny-yolov2:32x32",
                "vgg16-convolutions:32x32",
                "mobilenet-v1:1x1"
            })
    void theSmallestSizesWork(String spec) {
        assertThat(Zoo.build(spec).layers()).isNotEmpty();
    }

    /** No weight is computed before somebody asks: these would not fit into a test's memory. */
    @ParameterizedTest
    @ValueSource(strings = {"dncnn:65536x65536", "mobilenet-v1:16.0", "dncnn:depth=200,channels=4096"})
    void theLargestSizesWork(String spec) {
        assertThat(Zoo.build(spec).layers()).isNotEmpty();
    }

    private static ImmutableList<String> shapes(String spec) {
        Network network = Zoo.build(spec);
        return Stream.concat(
                        network.inputs().stream(), network.layers().stream().flatMap(layer -> layer.outputs().stream()))
                .map(map -> map.shape().toString())
                .collect(toImmutableList());
    }
}
