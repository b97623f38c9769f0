package dev.shingle.networks;

/** An activation tensor. The name identifies it within its network. */
public record FeatureMap(String name, Shape shape, ElementType type, Quantization quantization) implements Operand {

    public FeatureMap(String name, Shape shape, ElementType type) {
        this(name, shape, type, Quantization.NONE);
    }

    /** Bits of all elements without any padding. */
    public long sizeBits() {
        return Math.multiplyExact(shape.elements(), (long) type.bits());
    }
}
