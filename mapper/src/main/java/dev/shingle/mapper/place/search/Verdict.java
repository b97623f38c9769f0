package dev.shingle.mapper.place.search;

/** What a complete search says about a capacity. */
sealed interface Verdict {

    /** It suffices: starts of the section's buffers. */
    @SuppressWarnings("ArrayRecordComponent")
    record Fits(long[] starts) implements Verdict {}

    /**
     * It does not.
     *
     * @param usesLemma whether that rests on what is known of the buffer before
     */
    record Refuted(Refutation why, boolean usesLemma) implements Verdict {}

    /** The effort ended before the search did. */
    record Open() implements Verdict {}
}
