package dev.shingle.api.picture;

import dev.shingle.mapper.machine.Traversal;
import java.util.OptionalLong;

/**
 * How close a result lies to an operand that is consumed while it is produced.
 *
 * @param operand name of the operand's buffer
 * @param result name of the result's
 * @param traversal in which direction the step runs, and so which ends are compared
 * @param distanceBytes how close they may come (D forward, E in reverse); empty if they may lie anywhere
 * @param apartBytes how far apart those ends are
 * @param slackBytes how much closer they could come; empty where the two do not share addresses, or may lie anywhere
 */
public record Approach(
        String operand,
        String result,
        Traversal traversal,
        OptionalLong distanceBytes,
        long apartBytes,
        OptionalLong slackBytes) {

    /** Not a byte could be saved between these two. */
    public boolean isTouching() {
        return slackBytes.isPresent() && slackBytes.getAsLong() == 0;
    }
}
