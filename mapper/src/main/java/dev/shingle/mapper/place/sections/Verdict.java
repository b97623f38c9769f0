package dev.shingle.mapper.place.sections;

/** Whether rectangles fit below a capacity. */
public sealed interface Verdict {

    /** Visited placements of a buffer, in all lanes. */
    long nodes();

    /** They do, at these offsets; the array belongs to the caller. */
    @SuppressWarnings("ArrayRecordComponent")
    record Fits(long[] offsets, long nodes) implements Verdict {}

    /** They do not: a section alone is too full, or everything was tried. */
    record ProvenInfeasible(long nodes) implements Verdict {}

    /** Nobody knows; the budget was spent. */
    record GaveUp(long nodes) implements Verdict {}
}
