package dev.shingle.sim.energy;

import java.util.OptionalDouble;

/**
 * One memory in one run of a network.
 *
 * @param name what it holds
 * @param sizeBytes its size
 * @param wordBytes bytes of an access
 * @param reads accesses that read
 * @param writes accesses that write
 * @param cost of an access, or why there is no figure
 * @param microseconds length of the run; empty if the clock is not known, leakage is left out then
 */
public record MemoryEnergy(
        String name,
        long sizeBytes,
        int wordBytes,
        long reads,
        long writes,
        SramCost cost,
        OptionalDouble microseconds) {

    private static final double PICOJOULES_OF_A_NANOJOULE = 1000;

    /** Accesses and leakage; empty if there is no figure. */
    public OptionalDouble picojoules() {
        return cost instanceof SramCost.Known known
                ? OptionalDouble.of(reads * known.readPicojoules()
                        + writes * known.writePicojoules()
                        + leakagePicojoules().orElse(0))
                : OptionalDouble.empty();
    }

    /** Milliwatts times microseconds are nanojoules. */
    public OptionalDouble leakagePicojoules() {
        return cost instanceof SramCost.Known known && microseconds.isPresent()
                ? OptionalDouble.of(known.leakageMilliwatts() * microseconds.getAsDouble() * PICOJOULES_OF_A_NANOJOULE)
                : OptionalDouble.empty();
    }
}
