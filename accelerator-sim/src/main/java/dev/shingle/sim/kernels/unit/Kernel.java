package dev.shingle.sim.kernels.unit;

/**
 * A layer made ready for execution: weights unpacked, factors derived. Immutable, so that it may be run many times and by
 * several threads.
 */
public interface Kernel {

    /** Takes operands and results in hand. What comes back has buffers of its own and belongs to one thread. */
    UnitKernel bind(Operands operands, Results results);
}
