package dev.shingle.sim.replay;

/** A plan that cannot be replayed because it contradicts itself, or is beyond what fits into memory; in one line. */
public final class MalformedPlanException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedPlanException(String message) {
        super(message);
    }

    public MalformedPlanException(String message, Throwable cause) {
        super(message, cause);
    }
}
