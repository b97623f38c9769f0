package dev.shingle.sim.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.HalfPrecision;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is refused, when; and results of half precision. */
class NetworkExecutionTest {

    private static final Shape SHAPE = Shape.of(1, 1, 1, 3);

    @Test
    void whatCannotRunIsFoundBeforeTheObserverSeesAnything() {
        FeatureMap x = map("x", ElementType.FLOAT32);
        FeatureMap y = map("y", ElementType.FLOAT32);
        FeatureMap z = map("z", ElementType.FLOAT32);
        Constant absent = new Constant("absent", SHAPE, ElementType.FLOAT32, Quantization.NONE, new Constant.Absent());
        Network network = new Network(
                "late",
                ImmutableList.of(x),
                ImmutableList.of(add("first", y, x, x), add("second", z, y, absent)),
                ImmutableList.of(z));
        List<String> seen = new ArrayList<>();
        Observer observer = new Observer() {
            @Override
            public boolean produced(FeatureMap map, TensorData data) {
                return seen.add(map.name());
            }
        };
        Map<String, TensorData> inputs = Map.of("x", TensorData.ofFloats(SHAPE, 1, 2, 3));
        assertThatThrownBy(() -> NetworkExecution.run(network, inputs, Rounding.TFLITE, observer))
                .isInstanceOf(UnsupportedLayerException.class)
                .hasMessageContaining("second")
                .hasMessageContaining("absent");
        assertThat(seen).isEmpty();
    }

    @Test
    void sumsOfHalvesAreTheNearestHalves() {
        FeatureMap x = map("x", ElementType.FLOAT16);
        FeatureMap y = map("y", ElementType.FLOAT16);
        FeatureMap z = map("z", ElementType.FLOAT16);
        Network network = new Network(
                "halves", ImmutableList.of(x, y), ImmutableList.of(add("sum", z, x, y)), ImmutableList.of(z));
        TensorData sum = NetworkExecution.run(
                        network,
                        Map.of("x", halves(2048, 2048, -0.1f), "y", halves(1, 3, 0.3f)),
                        Rounding.TFLITE,
                        Observer.NONE)
                .get("z");
        // Units of 2 beyond 2048: both are ties.
        assertThat(sum.numbers().value(0)).isEqualTo(2048);
        assertThat(sum.numbers().value(1)).isEqualTo(2052);
        assertThat(sum.numbers().value(2))
                .isEqualTo(HalfPrecision.value(HalfPrecision.bits(HalfPrecision.value(HalfPrecision.bits(-0.1f))
                        + HalfPrecision.value(HalfPrecision.bits(0.3f)))));
    }

    private static TensorData halves(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort(HalfPrecision.bits(value));
        }
        return TensorData.wrap(SHAPE, ElementType.FLOAT16, bytes.array());
    }

    private static FeatureMap map(String name, ElementType type) {
        return new FeatureMap(name, SHAPE, type);
    }

    private static Layer add(String name, FeatureMap result, Operand a, Operand b) {
        Operator sum = new Elementwise(Elementwise.Kind.ADD, Activation.NONE);
        return new Layer(name, sum, ImmutableList.of(a, b), ImmutableList.of(result), ImmutableList.of());
    }
}
