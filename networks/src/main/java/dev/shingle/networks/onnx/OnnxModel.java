package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Network;

/**
 * A network with what its file says about it that the network itself does not.
 *
 * @param storedAxes for each network input and output, by the name of its feature map: stored dimension i is the file's
 *     axis {@code storedAxes[i]}
 * @param symbols the sizes that were put in place of symbolic dimensions, given ones and assumed ones
 */
public record OnnxModel(
        Network network, ImmutableMap<String, ImmutableIntArray> storedAxes, ImmutableMap<String, Integer> symbols) {}
