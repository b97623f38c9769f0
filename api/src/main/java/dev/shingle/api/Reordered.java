package dev.shingle.api;

/**
 * A model whose layers run in the order that needs least scratchpad on a machine.
 *
 * @param model with the better order, or the model as it was
 * @param givenPeakBytes what the plan for the order as it was needs
 * @param peakBytes what the plan for the order now needs
 * @param lowerBoundBytes what any plan for any order needs at least
 * @param isExact the plan is at that bound: neither another order nor another placement needs less
 */
public record Reordered(Model model, long givenPeakBytes, long peakBytes, long lowerBoundBytes, boolean isExact) {

    /** Some layer runs at another place; only if that makes the plan smaller. */
    public boolean isChanged() {
        return peakBytes < givenPeakBytes;
    }
}
