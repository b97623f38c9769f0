package dev.shingle.api.fit;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * The largest size that fits, and its neighbours.
 *
 * @param question what was asked
 * @param ladder the sizes among which it is the largest
 * @param largest it; empty if none fits
 * @param next the next larger size that exists, with its plan; empty if the ladder ends before
 * @param neighbours sizes around the answer, around the network as it is if that is near, smallest first, all planned
 * @param effort how the answer was found
 */
public record FitAnswer(
        FitQuestion question,
        Ladder ladder,
        Optional<CandidateSizing.Sized> largest,
        Optional<CandidateSizing.Sized> next,
        ImmutableList<CandidateSizing> neighbours,
        Effort effort) {

    /**
     * What was done with the sizes above the answer, and with it.
     *
     * @param refused do not exist
     * @param ruledOutByBuffer have a single buffer that is too large
     * @param ruledOutByStep have a step that needs too much
     * @param planned were planned
     * @param unproven of those planned, did not fit although no bound says that they cannot
     */
    public record Effort(int refused, int ruledOutByBuffer, int ruledOutByStep, int planned, int unproven) {}

    /** Bytes left over; negative if nothing fits. */
    public long slackBytes() {
        return largest.map(
                        sized -> question.capacityBytes() - sized.plannedBytes().orElseThrow())
                .orElse(-1L);
    }
}
