package dev.shingle.networks;

/** What a layer reads: an activation in the scratchpad, or a constant in the weight memory. */
public sealed interface Operand permits FeatureMap, Constant {

    String name();

    Shape shape();

    ElementType type();

    Quantization quantization();
}
