package dev.shingle.fpga.camera;

import dev.shingle.networks.tensors.TensorData;
import java.nio.ByteBuffer;

/**
 * A number for the contents of a tensor that depends neither on its place nor on the order in which it is written:
 *
 * <pre>
 *   sum over elements i (row-major, channels last) of mix(256 * i + byte i)   mod 2^32
 * </pre>
 *
 * {@code mix} is the finaliser of MurmurHash3 (A. Appleby), a bijection on 32 bits. So a single wrong element always shows,
 * and several hide with a probability of 2^-32; elements that are exchanged show as well. The test bench adds up the same
 * terms as the accelerator's writes pass by.
 */
final class LayerHash {

    private LayerHash() {}

    static int of(TensorData data) {
        ByteBuffer elements = data.bytes();
        int sum = 0;
        for (int i = 0; elements.hasRemaining(); i++) {
            sum += mix(i << Byte.SIZE | Byte.toUnsignedInt(elements.get()));
        }
        return sum;
    }

    private static int mix(int x) {
        int y = (x ^ x >>> 16) * 0x85ebca6b;
        int z = (y ^ y >>> 13) * 0xc2b2ae35;
        return z ^ z >>> 16;
    }
}
