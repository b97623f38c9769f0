package dev.shingle.api;

import dev.shingle.networks.quantize.Edges;

/**
 * How a float network becomes an int8 one.
 *
 * @param edges what the int8 network reads and writes
 * @param equalizes whether channels are brought to one range first
 * @param trims whether the last functions and joins are left to the host
 */
public record QuantizationOptions(Edges edges, boolean equalizes, boolean trims) {

    /** Stored numbers in and out, equalised, whole. */
    public static QuantizationOptions defaults() {
        return new QuantizationOptions(Edges.INT8, true, false);
    }

    public QuantizationOptions withEdges(Edges other) {
        return new QuantizationOptions(other, equalizes, trims);
    }

    /** Channels keep the ranges that they have. */
    public QuantizationOptions withoutEqualization() {
        return new QuantizationOptions(edges, false, trims);
    }

    /** Trailing LOGISTIC, SOFTMAX, TANH and concatenations are left to the host. */
    public QuantizationOptions trimmed() {
        return new QuantizationOptions(edges, equalizes, true);
    }
}
