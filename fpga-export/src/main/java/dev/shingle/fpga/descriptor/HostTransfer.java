package dev.shingle.fpga.descriptor;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.tensors.TensorData;
import java.nio.ByteBuffer;

/**
 * A tensor that the host writes before the run or reads after it.
 *
 * @param map the network's input or output
 * @param place where its words are
 * @param words how many
 * @param lanes bytes of a word
 */
public record HostTransfer(FeatureMap map, TensorPlace place, int words, int lanes) {

    /** The words' bytes, lane 0 first; lanes without an element are 0. */
    public byte[] pack(TensorData data) {
        checkArgument(data.shape().equals(map.shape()), "data of shape %s for %s", data.shape(), map);
        byte[] bytes = new byte[Math.multiplyExact(words, lanes)];
        ByteBuffer elements = data.bytes();
        for (int element = 0; elements.hasRemaining(); element++) {
            bytes[index(element)] = elements.get();
        }
        return bytes;
    }

    /** The tensor in the words' bytes. */
    public TensorData unpack(byte[] bytes) {
        checkArgument(bytes.length == words * lanes, "%s bytes in %s words", bytes.length, words);
        byte[] elements = new byte[Math.toIntExact(map.shape().elements())];
        for (int element = 0; element < elements.length; element++) {
            elements[element] = bytes[index(element)];
        }
        return TensorData.wrap(map.shape(), map.type(), elements);
    }

    private int index(int element) {
        int channels = place.channels();
        return Math.toIntExact(element / channels * place.pixelBytes() + element % channels);
    }
}
