package dev.shingle.networks.written;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Bytes;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.onnx.OnnxReader;
import dev.shingle.networks.onnx.write.OnnxWriter;
import dev.shingle.networks.tflite.TfliteReader;
import dev.shingle.networks.tflite.write.TfliteWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be written is told in one line, and leaves no file behind. */
class WriterRefusalsTest {

    private static final FeatureMap X = new FeatureMap("x", Shape.hwc(4, 4, 2), ElementType.FLOAT32);

    private static Network of(Operator operator, FeatureMap input, FeatureMap result, Constant... constants) {
        ImmutableList<Operand> operands =
                ImmutableList.<Operand>builder().add(input).add(constants).build();
        Layer layer = new Layer("made", operator, operands, ImmutableList.of(result), ImmutableList.of());
        return new Network("net", ImmutableList.of(input), ImmutableList.of(layer), ImmutableList.of(result));
    }

    private static FeatureMap like(FeatureMap map) {
        return new FeatureMap("y", map.shape(), map.type(), map.quantization());
    }

    private static void refused(Network network, String reason) {
        for (Runnable writing : new Runnable[] {() -> TfliteWriter.write(network), () -> OnnxWriter.write(network)}) {
            assertThatThrownBy(writing::run)
                    .isInstanceOf(NetworkFormatException.class)
                    .hasMessageStartingWith("net: layer made: found ")
                    .hasMessageContaining(reason)
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void opaqueOperators() {
        refused(of(new Operator.Opaque("LRN"), X, like(X)), "LRN");
    }

    @Test
    void neighboursThatTheFileHasElsewhere() {
        FeatureMap rows = new FeatureMap("x", Shape.of(4, 6, 2), ElementType.FLOAT32);
        Operator odd = new Operator.LocalResponseNormalization(3, 1, 1, 1);
        Operator even = new Operator.LocalResponseNormalization(4, 1, 1, 1);
        refused(of(odd, rows, like(rows)), "neighbouring channels in 3 dimensions");
        assertThatThrownBy(() -> TfliteWriter.write(of(even, X, like(X))))
                .hasMessageContaining("a window of 4 channels");
    }

    @Test
    void constantsWithoutContents() {
        Constant weights =
                new Constant("w", Shape.of(2, 1, 1, 2), ElementType.FLOAT32, Quantization.NONE, new Constant.Absent());
        Operator operator = new Operator.Convolution(Window.pointwise(), 1, Activation.NONE);
        refused(of(operator, X, like(X), weights), "constant w without contents");
    }

    @Test
    void signsOfSums() {
        Constant other = new Constant(
                "c",
                Shape.of(2),
                ElementType.FLOAT32,
                Quantization.NONE,
                Constant.Seeded.of(1, Shape.of(2), ElementType.FLOAT32));
        Operator operator = new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.SIGN_BIT);
        refused(of(operator, X, like(X), other), "SIGN_BIT");
    }

    @Test
    void averagesThatLeaveOutAnOddPadding() {
        Window window = Window.square(2, 2, Padding.symmetric(1));
        Operator operator = new Operator.Pool(Operator.Pool.Kind.AVERAGE, window, false, Activation.NONE);
        Network network = of(operator, X, new FeatureMap("y", Shape.hwc(3, 3, 2), ElementType.FLOAT32));
        assertThatThrownBy(() -> TfliteWriter.write(network))
                .isInstanceOf(NetworkFormatException.class)
                .hasMessageContaining("layer made: found an average over a padding of 1+1 rows and 1+1 columns");
        assertThat(OnnxReader.read("net.onnx", OnnxWriter.write(network), ImmutableMap.of())
                        .network()
                        .layers()
                        .get(0)
                        .operator())
                .isEqualTo(operator);
    }

    @Test
    void moreThanTwoGibibytes() {
        NetworkBuilder net = new NetworkBuilder("large", ElementType.INT8);
        FeatureMap map = net.input("x", Shape.hwc(1, 1, 1 << 15));
        for (int i = 0; i < 3; i++) {
            map = net.convolution("c" + i, map, 1 << 15, Window.pointwise(), Activation.NONE);
        }
        Network network = net.output(map).build();
        assertThatThrownBy(() -> TfliteWriter.write(network)).hasMessageContaining("large: file: found about 32");
        assertThatThrownBy(() -> OnnxWriter.write(network)).hasMessageContaining("large: file: found about 32");
    }

    @Test
    void filesAreWholeOrNotThere(@TempDir Path folder) throws IOException {
        Network network = of(Operator.Pointwise.of(Operator.Pointwise.Function.RELU), X, like(X));
        Path tflite = folder.resolve("net.tflite");
        Path onnx = folder.resolve("net.onnx");
        Files.writeString(tflite, "what was there before");
        TfliteWriter.write(network, tflite);
        OnnxWriter.write(network, onnx);
        assertThat(TfliteReader.read(tflite).layers()).hasSize(1);
        assertThat(OnnxReader.read(onnx).layers()).hasSize(1);
        Path nowhere = folder.resolve("missing").resolve("net.tflite");
        assertThatThrownBy(() -> TfliteWriter.write(network, nowhere)).isInstanceOf(NoSuchFileException.class);
        Network bad = of(new Operator.Opaque("LRN"), X, like(X));
        assertThatThrownBy(() -> OnnxWriter.write(bad, folder.resolve("bad.onnx")))
                .isInstanceOf(NetworkFormatException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(tflite, onnx);
        }
    }

    /** Contents start at multiples of 16 bytes, as runtimes that map the file want them. */
    @Test
    void contentsAreAligned() {
        NetworkBuilder net = new NetworkBuilder("aligned", ElementType.INT8);
        FeatureMap map = net.input("x", Shape.hwc(5, 5, 3));
        map = net.convolution("c", map, 7, Window.square(3, 1, Padding.NONE), Activation.RELU);
        Network network =
                net.output(net.fullyConnected("f", map, 3, Activation.NONE)).build();
        ByteBuffer file = TfliteWriter.write(network);
        byte[] whole = new byte[file.remaining()];
        file.get(whole);
        for (Layer layer : network.layers()) {
            for (Constant constant : layer.constants()) {
                ByteBuffer contents = constant.contents().bytes();
                byte[] wanted = new byte[contents.remaining()];
                contents.get(wanted);
                assertThat(positionOf(whole, wanted) % 16).as(constant.name()).isZero();
            }
        }
    }

    /** TensorFlow Lite starts sums over 16 bits from 64, and does not look whether there are as many. */
    @Test
    void biasesOfSixteenBitNetworksAreWidened() {
        NetworkBuilder net = new NetworkBuilder("wide", ElementType.INT16);
        FeatureMap map = net.input("x", Shape.hwc(5, 5, 3));
        net.output(net.convolution("c", map, 7, Window.square(3, 1, Padding.NONE), Activation.RELU));
        Constant bias = (Constant) net.build().layers().get(0).operands().get(2);
        Operand read = TfliteReader.read("wide.tflite", TfliteWriter.write(net.build()))
                .layers()
                .get(0)
                .operands()
                .get(2);
        assertThat(read.type()).isEqualTo(ElementType.INT64);
        ByteBuffer wide = ((Constant) read).contents().bytes();
        ByteBuffer narrow = bias.contents().bytes();
        while (narrow.hasRemaining()) {
            assertThat(wide.getLong()).isEqualTo(narrow.getInt());
        }
    }

    private static int positionOf(byte[] whole, byte[] part) {
        return Bytes.indexOf(whole, part);
    }
}
