package dev.shingle.networks.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.simplify.Simplifier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxReaderTest {

    @Test
    void everySmallModelComputesTheSameWithAndWithoutPasses() {
        for (TinyOnnx file : TinyModels.all()) {
            Network network = file.network();
            boolean isKnown = network.layers().stream().noneMatch(layer -> layer.operator() instanceof Operator.Opaque);
            Network simplified = Simplifier.standard().simplify(network).network();
            assertThat(simplified.outputs()).isEqualTo(network.outputs());
            if (isKnown) {
                Map<String, double[]> inputs = inputs(network);
                Map<String, double[]> before = PlainRuntime.run(network, inputs);
                Map<String, double[]> after = PlainRuntime.run(simplified, inputs);
                for (FeatureMap output : network.outputs()) {
                    Tensor.assertClose(output.name(), after.get(output.name()), before.get(output.name()));
                }
            }
        }
    }

    private static Map<String, double[]> inputs(Network network) {
        Map<String, double[]> inputs = new HashMap<>();
        for (FeatureMap input : network.inputs()) {
            double[] values = new double[(int) input.shape().elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = PlainRuntime.real(i * 37 % 101, input, i);
            }
            inputs.put(input.name(), values);
        }
        return inputs;
    }

    @Test
    void thePageOfOperatorsIsUpToDate() throws IOException {
        SupportedOperators.checkOperators();
    }

    @Test
    void imagesAreStoredWithChannelsLast() {
        OnnxModel model = TinyModels.floats().read(Map.of());
        assertThat(model.network().inputs().get(0).shape()).isEqualTo(Shape.hwc(6, 5, 2));
        assertThat(model.storedAxes()).containsEntry("x", ImmutableIntArray.of(0, 2, 3, 1));
        assertThat(model.storedAxes()).containsEntry("y", ImmutableIntArray.of(0, 1));
        Layer convolution = model.network().layers().get(0);
        Constant weights = convolution.constants().get(0);
        assertThat(weights.shape()).isEqualTo(Shape.of(3, 3, 3, 2));
        // Output channel 0, tap (0, 0): the two input channels lie nine apart in the file.
        assertThat(weights.contents().bytes().getFloat(0)).isEqualTo(1 / 7f);
        assertThat(weights.contents().bytes().getFloat(4)).isEqualTo(10 / 7f);
    }

    @Test
    void normalisationActivationAndTranspositionFold() {
        Network simplified =
                Simplifier.standard().simplify(TinyModels.floats().network()).network();
        assertThat(simplified.layers())
                .extracting(layer -> layer.operator().displayName())
                .containsExactly("CONVOLUTION", "MAX_POOL", "FULLY_CONNECTED", "SOFTMAX");
        assertThat(simplified.layers().get(0).sources()).containsExactly("Conv#0", "BatchNormalization#1", "Relu#2");
    }

    @Test
    void aShuffleMovesChannelsOnce() {
        Network network = TinyModels.shuffle().network();
        assertThat(network.layers())
                .filteredOn(layer -> layer.operator() instanceof Operator.Transpose)
                .singleElement()
                .satisfies(layer -> assertThat(((Operator.Transpose) layer.operator()).permutation())
                        .isEqualTo(ImmutableIntArray.of(0, 1, 2, 4, 3)));
    }

    @Test
    void channelsBehindAtTheEdgesMoveNothing() {
        OnnxModel model = TinyModels.converted().read(Map.of());
        assertThat(model.storedAxes().get("x")).isEqualTo(ImmutableIntArray.of(0, 1, 2, 3));
        assertThat(model.network().inputs().get(0).shape()).isEqualTo(Shape.hwc(4, 5, 3));
        Network simplified = Simplifier.standard().simplify(model.network()).network();
        assertThat(simplified.layers()).hasSize(1);
    }

    @Test
    void pairsOfConversionsMakeAQuantisedLayer() {
        Network simplified = Simplifier.standard()
                .simplify(TinyModels.quantizedPairs().network())
                .network();
        Layer convolution = simplified.layers().get(1);
        assertThat(simplified.layers())
                .extracting(layer -> layer.operator().displayName())
                .containsExactly("QUANTIZE", "CONVOLUTION", "DEQUANTIZE");
        assertThat(convolution.ifm().type()).isEqualTo(ElementType.UINT8);
        assertThat(convolution.ofm().quantization()).isEqualTo(Quantization.perTensor(0.5, 10));
        Constant weights = convolution.constants().get(0);
        assertThat(weights.type()).isEqualTo(ElementType.INT8);
        assertThat(weights.quantization().scales().asList()).containsExactly(0.25, 0.125);
        Constant bias = convolution.constants().get(1);
        assertThat(bias.type()).isEqualTo(ElementType.INT32);
        assertThat(bias.contents().bytes().getInt(0)).isEqualTo(8);
        assertThat(bias.contents().bytes().getInt(4)).isEqualTo(-16);
    }

    @Test
    void quantisedOperatorsHaveTheirScalesInTheirTensors() {
        Network network = TinyModels.quantizedOperators().network();
        assertThat(network.layers())
                .extracting(layer -> layer.operator().displayName())
                .contains("CONVOLUTION", "MAX_POOL", "ADD", "AVERAGE_POOL", "FULLY_CONNECTED", "DEQUANTIZE")
                .doesNotContain("QLinearConv");
        assertThat(network.inputs().get(0).quantization()).isEqualTo(Quantization.perTensor(0.5, 10));
        assertThat(network.featureMaps().get("b").quantization()).isEqualTo(Quantization.perTensor(0.5, 10));
    }

    @Test
    void openDimensions() {
        TinyOnnx file = new TinyOnnx()
                .symbolic("x", "n", "3", "height", "")
                .node("Relu x -> y")
                .output("y");
        OnnxModel model = file.read(Map.of("height", 5, "x:3", 7));
        assertThat(model.network().inputs().get(0).shape()).isEqualTo(Shape.hwc(5, 7, 3));
        assertThat(model.symbols())
                .containsEntry("n", 1)
                .containsEntry("height", 5)
                .containsEntry("x:3", 7);
        assertThat(file.read(Map.of("height", 5, "x:3", 7, "n", 2))
                        .network()
                        .inputs()
                        .get(0)
                        .shape())
                .isEqualTo(Shape.of(2, 5, 7, 3));
        assertThatExceptionOfType(NetworkFormatException.class)
                .isThrownBy(() -> file.read(Map.of("height", 5)))
                .withMessageContaining("--dim x:3=SIZE");
        assertThatExceptionOfType(NetworkFormatException.class)
                .isThrownBy(() -> file.read(Map.of("height", 5, "x:3", 7, "width", 2)))
                .withMessageContaining("--dim width")
                .withMessageContaining("n, height, x:3");
    }

    @Test
    void shapesAreComputedWhileReading() {
        Network network = TinyModels.shapeArithmetic().network();
        assertThat(network.layers())
                .extracting(layer -> layer.operator().displayName())
                .doesNotContain("SHAPE_OF")
                .endsWith("ADD");
        assertThat(network.outputs().get(0).shape()).isEqualTo(Shape.of(1, 60));
    }

    @Test
    void weightsInOtherFiles(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("net.onnx");
        Files.write(file, withExternal("weights.bin", 4).toByteArray());
        assertThat(weights(file).isPresent()).isFalse();
        ByteBuffer bytes = ByteBuffer.allocate(12).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(1).putFloat(2).putFloat(3);
        Files.write(folder.resolve("weights.bin"), bytes.array());
        assertThat(weights(file).bytes().getFloat(4)).isEqualTo(3);
        Files.write(file, withExternal("weights.bin", 8).toByteArray());
        refused(file, "bytes inside the 12");
        for (String outside : List.of("../weights.bin", "/etc/hostname", "a/../../b", "")) {
            Files.write(file, withExternal(outside, 4).toByteArray());
            refused(file, "a path below the model's folder");
        }
    }

    private static ModelProto withExternal(String location, int offset) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("c")
                .setDataType(TinyOnnx.FLOAT)
                .addDims(2)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location))
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("offset").setValue("" + offset));
        return new TinyOnnx()
                .input("x", 2)
                .initializer(tensor)
                .node("Add x,c -> y")
                .output("y")
                .model();
    }

    private static Constant.Contents weights(Path file) {
        return OnnxReader.read(file).layers().get(0).constants().get(0).contents();
    }

    private static void refused(Path file, String part) {
        assertThatExceptionOfType(NetworkFormatException.class)
                .isThrownBy(() -> OnnxReader.read(file))
                .withMessageContaining(part);
    }
}
