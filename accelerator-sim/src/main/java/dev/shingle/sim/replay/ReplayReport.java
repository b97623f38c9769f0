package dev.shingle.sim.replay;

import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.plan.LostElement;
import java.util.Optional;

/**
 * What a replay saw. A violation is a word that a unit of work reads and that does not hold what the unit expects, or a
 * word that it reads or writes beyond the end of the scratchpad; each word counts once per unit and operand.
 *
 * @param violations all of them
 * @param firstLost the first read among them in execution order; of several in one unit, the lowest word of the first
 *     operand
 * @param outOfBounds how many of them lie beyond the end of the scratchpad
 * @param firstOutOfBounds the first of those, read or written
 * @param violationsPerStep one count for each step, and a last one for the host's reading of the outputs
 * @param wordsRead words compared; words that a unit reads repeatedly may be compared once
 * @param wordsWritten words stored, the host's inputs included
 * @param isComplete false if the replay was stopped
 */
public record ReplayReport(
        long violations,
        Optional<LostElement> firstLost,
        long outOfBounds,
        Optional<OutOfBounds> firstOutOfBounds,
        ImmutableLongArray violationsPerStep,
        long wordsRead,
        long wordsWritten,
        boolean isComplete) {

    /**
     * A word beyond the end of a scratchpad with linear addresses.
     *
     * @param step step that touches it; -1 for the host's inputs, the number of steps for its outputs
     * @param buffer buffer that lies there
     * @param word word of that buffer
     * @param address address that does not exist
     */
    public record OutOfBounds(int step, String buffer, long word, long address) {}

    /** The whole plan was replayed and no word was lost. */
    public boolean isSilent() {
        return isComplete && violations == 0;
    }
}
