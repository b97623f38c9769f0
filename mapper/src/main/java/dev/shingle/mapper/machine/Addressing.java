package dev.shingle.mapper.machine;

/** How an offset beyond the end of the scratchpad is treated. */
public enum Addressing {
    /** Every buffer is one contiguous range of addresses. */
    LINEAR,
    /** Addresses count modulo the scratchpad's size, so a buffer may wrap around its end. */
    CIRCULAR
}
