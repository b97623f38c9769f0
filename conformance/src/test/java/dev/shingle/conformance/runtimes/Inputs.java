package dev.shingle.conformance.runtimes;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.tensors.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Noise for the inputs of a network. */
final class Inputs {

    private Inputs() {}

    static ImmutableMap<String, TensorData> random(Network network, Random random) {
        ImmutableMap.Builder<String, TensorData> inputs = ImmutableMap.builder();
        for (FeatureMap map : network.inputs()) {
            inputs.put(map.name(), TensorData.wrap(map.shape(), map.type(), bytes(map, random)));
        }
        return inputs.buildOrThrow();
    }

    private static byte[] bytes(FeatureMap map, Random random) {
        byte[] bytes = new byte[Math.toIntExact(map.sizeBits() / Byte.SIZE)];
        if (map.type() == ElementType.FLOAT32) {
            ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (floats.hasRemaining()) {
                floats.putFloat((float) random.nextGaussian());
            }
        } else {
            random.nextBytes(bytes);
        }
        return bytes;
    }
}
