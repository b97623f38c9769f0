package dev.shingle.sim.units;

/** What a unit reads of one operand, or of several. */
@FunctionalInterface
interface UnitReads {

    /** Reports every word that is needed to produce the region. */
    void read(Region unit);
}
