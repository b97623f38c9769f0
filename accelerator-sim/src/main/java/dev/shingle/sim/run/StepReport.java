package dev.shingle.sim.run;

/**
 * What one step did.
 *
 * @param step its position in execution order
 * @param layer the network's layer
 * @param operator short name of what it computes
 * @param multiplyAdds multiplications with a weight, those with padding included
 * @param wordsRead words read from the scratchpad; a unit may read one several times
 * @param wordsWritten words written to it
 * @param violations words that were read and wrong, or beyond the end
 */
public record StepReport(
        int step,
        String layer,
        String operator,
        long multiplyAdds,
        long wordsRead,
        long wordsWritten,
        long violations) {}
