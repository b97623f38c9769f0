package dev.shingle.sim.kernels.unit;

/**
 * A layer made ready for execution: weights unpacked, factors derived. Immutable, so that it may be run many times and by
 * several threads.
 */
public interface Kernel {

    /** Takes operands and results in hand. What comes back has buffers of its own and belongs to one thread. */
    UnitKernel bind(Operands operands, Results results);

    /**
     * The kernel for these contents of the operands, to be bound instead of this one: for arithmetic that depends on whole
     * operands before the first unit can compute. To be called once for each run of the layer, when no unit has written yet.
     */
    default Kernel surveyed(Operands operands) {
        return this;
    }
}
