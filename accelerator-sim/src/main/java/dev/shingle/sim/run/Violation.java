package dev.shingle.sim.run;

import dev.shingle.mapper.plan.LostElement;
import java.util.Optional;

/**
 * A word that a unit reads and that does not hold what it should.
 *
 * @param word who reads which word where, and what lies there, in words of buffers
 * @param outputChannel first channel of the unit that reads
 * @param expected the element that is wanted
 * @param found the element that lies there; empty if nothing was written there
 * @param foundWritten when that was written
 * @param destroyed when the wanted word was written over; empty if it was never there. Later writes may have followed
 */
public record Violation(
        LostElement word,
        int outputChannel,
        StoredElement expected,
        Optional<StoredElement> found,
        Optional<Write> foundWritten,
        Optional<Write> destroyed) {

    @Override
    public String toString() {
        return "step %d (%s), output (%d, %d, %d): reads %s at address %d, %s%s"
                .formatted(
                        word.step(),
                        word.layer(),
                        word.outputRow(),
                        word.outputColumn(),
                        outputChannel,
                        expected,
                        word.address(),
                        found.map(element -> "finds " + element + ", written "
                                        + foundWritten.map(Write::toString).orElse(""))
                                .orElse("where nothing was written"),
                        destroyed
                                .filter(write -> !foundWritten.equals(destroyed))
                                .map(write -> "; destroyed " + write)
                                .orElse(""));
    }
}
