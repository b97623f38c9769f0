package dev.shingle.api;

/** Follows a quantisation. */
@FunctionalInterface
public interface QuantizationProgress {

    /** What is being done. */
    enum Phase {
        CALIBRATE,
        ROUND_WEIGHTS,
        EVALUATE
    }

    /** So many samples of a phase are done; called at its start with 0, too. */
    void reached(Phase phase, int done, int samples);
}
