package dev.shingle.networks;

/** Storage type of one tensor element. */
public enum ElementType {
    INT4(4),
    INT8(8),
    UINT8(8),
    INT16(16),
    INT32(32),
    INT64(64),
    FLOAT16(16),
    FLOAT32(32),
    BOOL(8);

    private final int bits;

    ElementType(int bits) {
        this.bits = bits;
    }

    /** Width of one element in bits. */
    public int bits() {
        return bits;
    }
}
