package dev.shingle.sim.energy;

/** What is known of a memory. */
public enum SramFigure {
    READ_PICOJOULES,
    WRITE_PICOJOULES,
    LEAKAGE_MILLIWATTS,
    AREA_SQUARE_MILLIMETRES
}
