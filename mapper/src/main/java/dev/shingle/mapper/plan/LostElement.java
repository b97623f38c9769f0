package dev.shingle.mapper.plan;

/**
 * A word that a step reads after something else was written over it.
 *
 * @param step index of the reading step; the number of steps when it is the host that reads an output
 * @param layer layer of the reading step, or {@code host}
 * @param outputRow row of the output pixel that is being computed, counted over the batch
 * @param outputColumn column of that pixel
 * @param operand buffer that is read
 * @param operandWord word of that buffer, counted from its start
 * @param address word of the scratchpad
 * @param overwrittenBy buffer whose word lies there instead, or {@code nothing} if it was never written
 * @param overwriterWord word of that buffer, counted from its start; -1 if there is none
 * @param overwrittenAtStep step that wrote it; -1 for the host's inputs or if there is none
 */
public record LostElement(
        int step,
        String layer,
        int outputRow,
        int outputColumn,
        String operand,
        long operandWord,
        long address,
        String overwrittenBy,
        long overwriterWord,
        int overwrittenAtStep) {

    @Override
    public String toString() {
        return "step %d (%s), output pixel (%d, %d): reads word %d of %s at address %d, where %s"
                .formatted(
                        step,
                        layer,
                        outputRow,
                        outputColumn,
                        operandWord,
                        operand,
                        address,
                        overwriterWord < 0
                                ? "nothing was written"
                                : "word " + overwriterWord + " of " + overwrittenBy + " was written "
                                        + (overwrittenAtStep < 0 ? "by the host" : "at step " + overwrittenAtStep));
    }
}
