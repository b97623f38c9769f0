package dev.shingle.sim.kernels.unit;

import dev.shingle.sim.units.Region;

/** A kernel with its operands and results in hand. */
@FunctionalInterface
public interface UnitKernel {

    /**
     * Computes the elements of a box of the grid ({@code OutputGrid}: that of the first result, or of the operand for a
     * split). All reads come before the first write, so that the results may lie over the operands. Boxes may be of any size
     * and come in any order; a large one costs less for each element.
     */
    void compute(Region region);
}
