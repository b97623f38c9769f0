package dev.shingle.conformance.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.conformance.runtimes.Request.Scope;
import dev.shingle.networks.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracles themselves: they compute what was recorded elsewhere. */
class GoldenTensorsTest {

    static List<String> layered() {
        return GoldenTensors.layered();
    }

    static List<String> tfliteFiles() {
        return GoldenTensors.files(".tflite");
    }

    static List<String> onnxFiles() {
        return GoldenTensors.files(".onnx");
    }

    @ParameterizedTest
    @MethodSource("layered")
    void everyLayerIsAsRecorded(String name) throws IOException {
        ImmutableList<RuntimeTensor> recorded = GoldenTensors.layers(name);
        ImmutableList<RuntimeTensor> inputs =
                recorded.stream().filter(tensor -> tensor.name().isEmpty()).collect(ImmutableList.toImmutableList());
        Request request = new Request(GoldenTensors.model(name + ".tflite"), inputs, Scope.EVERYTHING_COMPUTED);
        Answer answer = Runtimes.tflite().run(request);
        if (name.equals("person_detect")) {
            // Its biases carry the quantised axis of the weights; this version looks, an earlier one did not.
            assertThat(answer).isInstanceOf(Answer.Refused.class);
            return;
        }
        Map<String, RuntimeTensor> computed = new HashMap<>();
        answer.tensorsOrFail().forEach(tensor -> computed.put(tensor.name(), tensor));
        for (RuntimeTensor expected : recorded) {
            if (!expected.name().isEmpty()) {
                assertSame(computed.get(expected.name()), expected);
            }
        }
        assertThat(recorded).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @MethodSource("tfliteFiles")
    void tfliteOutputsAreAsRecorded(String file) throws IOException {
        Request request = new Request(GoldenTensors.model(file), GoldenTensors.inputs(file), Scope.OUTPUTS);
        ImmutableList<RuntimeTensor> computed = Runtimes.tflite().run(request).tensorsOrFail();
        assertAlike(computed, GoldenTensors.outputs(file));
    }

    @ParameterizedTest
    @MethodSource("onnxFiles")
    void onnxOutputsAreAsRecorded(String file) throws IOException {
        Request request = new Request(GoldenTensors.model(file), GoldenTensors.inputs(file), Scope.OUTPUTS);
        ImmutableList<RuntimeTensor> computed = Runtimes.onnx().run(request).tensorsOrFail();
        assertAlike(computed, GoldenTensors.outputs(file));
    }

    @Test
    void nonsenseIsRefusedAndTheChildLivesOn() throws IOException {
        ImmutableList<RuntimeTensor> inputs = ImmutableList.of(GoldenTensors.input(ElementType.INT8, 1, 1));
        for (ChildRuntime runtime : List.of(Runtimes.tflite(), Runtimes.onnx())) {
            Request nonsense = new Request(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, inputs, Scope.OUTPUTS);
            assertThat(runtime.run(nonsense)).isInstanceOf(Answer.Refused.class);
            int starts = runtime.starts();
            assertThat(runtime.run(nonsense)).isInstanceOf(Answer.Refused.class);
            assertThat(runtime.starts()).isEqualTo(starts);
        }
    }

    private static void assertAlike(List<RuntimeTensor> computed, List<RuntimeTensor> recorded) {
        assertThat(computed).hasSameSizeAs(recorded);
        for (int i = 0; i < recorded.size(); i++) {
            if (recorded.get(i).type() == ElementType.FLOAT32) {
                assertClose(computed.get(i), recorded.get(i));
            } else {
                assertSame(computed.get(i), recorded.get(i));
            }
        }
    }

    private static void assertSame(RuntimeTensor computed, RuntimeTensor recorded) {
        assertThat(computed).as(recorded.toString()).isNotNull();
        assertThat(computed.dimensions()).as(recorded.toString()).isEqualTo(recorded.dimensions());
        assertThat(computed.bytes()).as(recorded.toString()).isEqualTo(recorded.bytes());
    }

    /** Floats depend on the order of summation, which depends on the processor. */
    private static void assertClose(RuntimeTensor computed, RuntimeTensor recorded) {
        assertThat(computed.dimensions()).as(recorded.toString()).isEqualTo(recorded.dimensions());
        ByteBuffer a = ByteBuffer.wrap(computed.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer b = ByteBuffer.wrap(recorded.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        double greatest = 0;
        double difference = 0;
        while (b.hasRemaining()) {
            float expected = b.getFloat();
            greatest = Math.max(greatest, Math.abs(expected));
            difference = Math.max(difference, Math.abs((double) a.getFloat() - expected));
        }
        assertThat(difference).as(recorded.toString()).isLessThanOrEqualTo(1e-4 * Math.max(1e-2, greatest));
    }
}
