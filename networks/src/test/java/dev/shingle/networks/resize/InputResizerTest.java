package dev.shingle.networks.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.tflite.TfliteReader;
import dev.shingle.networks.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputResizerTest {

    /** The zoo builds every size by its recipe; resizing any of them must give the same layers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "camera-face:input=120x160x1",
                "mobilenet-v1:width=0.25,input=128x128x3",
                "mobilenet-v1:width=0.25,padding=same,input=128x128x3",
                "mobilenet-v1:width=0.25,padding=same,input=97x65x3",
                "ssd-mobilenet-v1-backbone:input=150x150x3",
                "ssd-mobilenet-v1-backbone:input=99x99x3",
                "dncnn:depth=4,residual=true,input=40x40x1",
                "vgg16-convolutions:input=64x64x3",
                "tiny-yolov2:input=128x128x3",
                "tiny-yolov2:input=64x40x3",
            })
    void aResizedZooNetworkIsTheOneBuiltAtThatSize(String spec) {
        Network network = Zoo.build(spec);
        InputResizer resizer = new InputResizer(network);
        ImmutableList<ImageSize> sizes = resizer.smallerSizes();
        assertThat(sizes).hasSizeGreaterThan(6);
        int channels = network.inputs().get(0).shape().channels();
        int refused = 0;
        for (ImageSize size : sizes) {
            String other = spec.replaceAll("input=.*", "input=" + size + "x" + channels);
            if (resizer.resize(size) instanceof Resized.To to) {
                assertThat(withoutSizes(to.network())).isEqualTo(withoutSizes(Zoo.build(other)));
            } else {
                refused++;
                int least = Math.min(size.height(), size.width());
                assertThat(least).as("refused %s", size).isLessThan(32);
            }
        }
        assertThat(refused).isLessThan(sizes.size());
    }

    /** Operators and shapes; names and contents of the zoo's constants follow from its specification. */
    private static List<String> withoutSizes(Network network) {
        return network.layers().stream()
                .map(layer -> layer.operator() + " "
                        + layer.operands().stream().map(Operand::shape).toList() + " "
                        + layer.outputs())
                .toList();
    }

    @Test
    void sizesKeepTheAspectRatioWhereTheyCan() {
        assertThat(sizes(120, 160))
                .startsWith("117x156", "114x152")
                .endsWith("3x4")
                .hasSize(39);
        assertThat(sizes(49, 10)).startsWith("48x10", "47x10", "46x9").hasSize(48);
        assertThat(sizes(1, 640)).isEmpty();
    }

    private static List<String> sizes(int height, int width) {
        FeatureMap image = new FeatureMap("image", Shape.hwc(height, width, 1), ElementType.INT8);
        Network network = new Network("n", ImmutableList.of(image), ImmutableList.of(), ImmutableList.of(image));
        return new InputResizer(network)
                .smallerSizes().stream().map(ImageSize::toString).toList();
    }

    @Test
    void detectionHeadsKeepTheirAnchors() {
        assertThat(resized(new Operator.Reshape(), Shape.hwc(8, 12, 6), Shape.of(1, 288, 2), new ImageSize(4, 6)))
                .isEqualTo(Shape.of(1, 72, 2));
        assertThat(resized(new Operator.View(), Shape.hwc(8, 12, 6), Shape.of(1, 8, 12, 2, 3), new ImageSize(4, 6)))
                .isEqualTo(Shape.of(1, 4, 6, 2, 3));
        assertThat(resized(
                        new Operator.Resize(Operator.Resize.Mode.NEAREST, false, false),
                        Shape.hwc(8, 12, 6),
                        Shape.hwc(16, 24, 6),
                        new ImageSize(4, 6)))
                .isEqualTo(Shape.hwc(8, 12, 6));
        assertThat(resized(
                        new Operator.Slice(ImmutableIntArray.of(0, 0, 0, 2), ImmutableIntArray.of(1, 1, 1, 1)),
                        Shape.hwc(8, 12, 6),
                        Shape.hwc(8, 12, 3),
                        new ImageSize(4, 6)))
                .isEqualTo(Shape.hwc(4, 6, 3));
    }

    @Test
    void aResizeKeepsTheChannelsOfItsOperand() {
        FeatureMap image = new FeatureMap("x", Shape.hwc(4, 8, 2), ElementType.INT8);
        FeatureMap flat = new FeatureMap("flat", Shape.hwc(1, 1, 64), ElementType.INT8);
        FeatureMap large = new FeatureMap("large", Shape.hwc(2, 2, 64), ElementType.INT8);
        Operator doubled = new Operator.Resize(Operator.Resize.Mode.NEAREST, false, false);
        Network network = new Network(
                "n",
                ImmutableList.of(image),
                ImmutableList.of(
                        layer("flatten", new Operator.View(), image, flat), layer("double", doubled, flat, large)),
                ImmutableList.of(large));
        assertThat(new InputResizer(network).resize(new ImageSize(2, 4)))
                .isInstanceOfSatisfying(
                        Resized.To.class,
                        to -> assertThat(to.network().layers().get(1).ofm().shape())
                                .isEqualTo(Shape.hwc(2, 2, 16)));
    }

    private static Layer layer(String name, Operator operator, FeatureMap operand, FeatureMap result) {
        return new Layer(name, operator, ImmutableList.of(operand), ImmutableList.of(result), ImmutableList.of());
    }

    private static Shape resized(Operator operator, Shape operand, Shape result, ImageSize size) {
        Resized resized = new InputResizer(single(operator, operand, result)).resize(size);
        assertThat(resized).isInstanceOf(Resized.To.class);
        Layer layer = ((Resized.To) resized).network().layers().get(0);
        assertThat(ShapeInference.problemIn(layer)).isEmpty();
        return layer.ofm().shape();
    }

    private static Network single(Operator operator, Shape operand, Shape result, Constant... constants) {
        FeatureMap image = new FeatureMap("image", operand, ElementType.INT8);
        FeatureMap out = new FeatureMap("out", result, ElementType.INT8);
        ImmutableList<Operand> operands =
                ImmutableList.<Operand>builder().add(image).add(constants).build();
        Layer layer = new Layer("layer", operator, operands, ImmutableList.of(out), ImmutableList.of());
        return new Network("n", ImmutableList.of(image), ImmutableList.of(layer), ImmutableList.of(out));
    }

    @Test
    void fixedShapesRefuseAndSayWhy() {
        assertThat(refusal(single(new Operator.Opaque("LSTM"), Shape.hwc(8, 8, 2), Shape.hwc(8, 8, 2))))
                .contains("layer (LSTM)", "unknown");
        assertThat(refusal(single(
                        new Operator.FullyConnected(Activation.NONE),
                        Shape.hwc(8, 8, 2),
                        Shape.of(1, 10),
                        constant(Shape.of(10, 128)))))
                .contains("has weights for an operand of 8x8x2, not 4x4x2");
        assertThat(refusal(single(
                        new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE),
                        Shape.hwc(8, 8, 2),
                        Shape.hwc(8, 8, 2),
                        constant(Shape.hwc(8, 8, 1)))))
                .contains("a value for each pixel");
        assertThat(refusal(single(
                        new Operator.Resize(Operator.Resize.Mode.NEAREST, false, false),
                        Shape.hwc(8, 8, 2),
                        Shape.hwc(9, 9, 2))))
                .contains("do not divide");
    }

    private static String refusal(Network network) {
        Resized resized = new InputResizer(network).resize(new ImageSize(4, 4));
        assertThat(resized).isInstanceOf(Resized.Refused.class);
        return ((Resized.Refused) resized).reason();
    }

    private static Constant constant(Shape shape) {
        return new Constant("c", shape, ElementType.INT8, Quantization.NONE, new Constant.Absent());
    }

    @Test
    void realNetworksAreResizedConsistentlyOrRefused() throws IOException {
        Path folder = Path.of("..", "..", "shared", "models", "tflite");
        assumeTrue(Files.isDirectory(folder), "no ../shared/models/tflite");
        int resizedCount = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().contains("dtln")) {
                    continue;
                }
                Network network =
                        Simplifier.standard().simplify(TfliteReader.read(file)).network();
                InputResizer resizer = new InputResizer(network);
                int count = 0;
                Resized last = new Resized.Refused("no smaller size");
                for (ImageSize size : resizer.smallerSizes()) {
                    last = resizer.resize(size);
                    if (last instanceof Resized.To to) {
                        count++;
                        to.network()
                                .layers()
                                .forEach(layer -> assertThat(ShapeInference.problemIn(layer))
                                        .as("%s %s %s", file, size, layer.name())
                                        .isEmpty());
                    }
                }
                System.out.printf(
                        "%s: %d of %d sizes%s%n",
                        file.getFileName(),
                        count,
                        resizer.smallerSizes().size(),
                        last instanceof Resized.Refused refused ? "; " + refused.reason() : "");
                resizedCount += count > 0 ? 1 : 0;
            }
        }
        assertThat(resizedCount).isGreaterThanOrEqualTo(10);
    }
}
