package dev.shingle.sim.kernels.integer;

/** A function of two stored numbers. */
@FunctionalInterface
interface Binary {

    int apply(int a, int b);
}
