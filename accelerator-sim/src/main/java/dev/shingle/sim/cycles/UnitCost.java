package dev.shingle.sim.cycles;

/** What one output group of one pixel costs before ports and output stage are shared with other groups. */
final class UnitCost {

    /** Cycles in which the array works on elements. */
    long issueCycles;

    /** Cycles in which it works on padding. */
    long paddingCycles;

    long readPortCycles;
    long weightCycles;

    /** What lanes do: multiplications, or elements where nothing is multiplied. */
    long operations;

    long weightReads;
    long writeAccesses;

    /** By operand. */
    final long[] readAccesses;

    UnitCost(int operands) {
        this.readAccesses = new long[operands];
    }

    /** From the first issue to the last, waits included. */
    long frontCycles() {
        return issueCycles + paddingCycles + readPortCycles + weightCycles;
    }
}
