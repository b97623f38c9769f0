package dev.shingle.networks.quantize;

/** What a quantised network reads and writes. */
public enum Edges {
    /** Stored numbers, as microcontrollers and accelerators want them. */
    INT8,
    /** Real numbers: a QUANTIZE behind every input, a DEQUANTIZE before every output. */
    FLOAT32
}
