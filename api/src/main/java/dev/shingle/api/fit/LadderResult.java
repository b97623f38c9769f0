package dev.shingle.api.fit;

/** Sizes to be tried, or why there are none. */
public sealed interface LadderResult {

    /** At least one size. */
    record Climbable(Ladder ladder) implements LadderResult {}

    /** The network does not come in other sizes, or nothing says where to stop; in one line. */
    record Refused(String reason) implements LadderResult {}
}
