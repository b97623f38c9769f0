package dev.shingle.conformance.runtimes;

import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.ElementType;

/**
 * Kinds of layers whose results are known not to be the runtimes', none by more than the last bits. The aim is an empty list:
 * strike out what has been put right.
 */
final class KnownDifferences {

    /**
     * Sums and tables are rounded once, by the runtime in single precision. The reciprocal root of zero is the greatest number
     * there.
     */
    private static final ImmutableSet<String> OF_8_BITS = ImmutableSet.of(
            "LOGISTIC INT8", "LOGISTIC UINT8", "REDUCE_SUM INT8", "REDUCE_SUM UINT8", "RECIPROCAL_SQUARE_ROOT INT8");

    /** Tables and their interpolation, accumulators of 32 bits where there is no bias of 64, and ties. */
    private static final ImmutableSet<String> OF_16_BITS = ImmutableSet.of(
            "ABSOLUTE INT16",
            "CONVOLUTION INT16",
            "EXPONENTIAL INT16",
            "FULLY_CONNECTED INT16",
            "LOGISTIC INT16",
            "QUANTIZE FLOAT32 to INT16",
            "SOFTMAX INT16",
            "TANH INT16",
            "TRANSPOSED_CONVOLUTION INT16");

    private KnownDifferences() {}

    static boolean contain(String kind) {
        return OF_8_BITS.contains(kind) || OF_16_BITS.contains(kind);
    }

    /** Percent of networks: biases of 32 bits of depthwise convolutions, and sums, of 16-bit numbers. */
    static int mostPercentRefused(ElementType type) {
        return type == ElementType.INT16 ? 10 : 0;
    }
}
