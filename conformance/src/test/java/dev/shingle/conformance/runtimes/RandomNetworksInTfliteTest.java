package dev.shingle.conformance.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.networks.tflite.write.TfliteWriter;
import dev.shingle.testkit.runnable.RunnableNetworks;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random networks, written and run by TensorFlow Lite, and executed by us: every tensor of integers is the same, every tensor
 * of floats is close. {@code -Doracle.scale=10} runs ten times as many, {@code -Doracle.seed=N} others.
 */
class RandomNetworksInTfliteTest {

    private static final double SCALE = Double.parseDouble(System.getProperty("oracle.scale", "1"));
    private static final long SEED = Long.getLong("oracle.seed", 1);
    private static final int NETWORKS = 1_000;

    @ParameterizedTest
    @EnumSource(names = {"INT8", "UINT8", "INT16", "FLOAT32"})
    void everyTensorIsTheirs(ElementType type) {
        Agreement agreement =
                new Agreement("TFLite, " + type, Runtimes.tflite(), RandomNetworksInTfliteTest::file, 1e-4);
        for (int i = 0; i < NETWORKS * SCALE; i++) {
            Random random = new Random(SEED * 1_000_003 + i);
            Network network = RunnableNetworks.network(random, type);
            if (!network.layers().isEmpty()) {
                agreement.check("seed " + i, network, inputs(network, random));
            }
        }
        System.out.println(agreement);
        assertThat(agreement.different()).as("layers that differ").isZero();
        assertThat(agreement.refused()).as("networks not compared").isLessThan(agreement.networks() / 20);
    }

    static byte[] file(Network network) {
        ByteBuffer buffer = TfliteWriter.write(network);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    static Map<String, TensorData> inputs(Network network, Random random) {
        Map<String, TensorData> inputs = new HashMap<>();
        for (FeatureMap map : network.inputs()) {
            byte[] bytes = new byte[Math.toIntExact(map.sizeBits() / Byte.SIZE)];
            if (map.type() == ElementType.FLOAT32) {
                ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                while (floats.hasRemaining()) {
                    floats.putFloat((float) random.nextGaussian());
                }
            } else {
                random.nextBytes(bytes);
            }
            inputs.put(map.name(), TensorData.wrap(map.shape(), map.type(), bytes));
        }
        return inputs;
    }
}
