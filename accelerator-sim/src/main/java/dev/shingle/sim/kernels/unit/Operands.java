package dev.shingle.sim.kernels.unit;

/** The operands of a layer that are not constant. */
@FunctionalInterface
public interface Operands {

    /** The operand at a position of {@code Layer.operands()}, constants counted; never asked for a constant. */
    ElementSource operand(int position);
}
