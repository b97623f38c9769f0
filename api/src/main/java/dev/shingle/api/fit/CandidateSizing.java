package dev.shingle.api.fit;

import java.util.OptionalLong;

/** What became of one candidate. */
public sealed interface CandidateSizing {

    /** Which one. */
    Candidate candidate();

    /** The network does not exist in this size. */
    record Refused(Candidate candidate, String reason) implements CandidateSizing {}

    /**
     * It exists.
     *
     * @param boundBytes no plan needs less
     * @param plannedBytes what the plan needs; empty if the bound alone was too much, and nobody asked for more
     */
    record Sized(Candidate candidate, long boundBytes, OptionalLong plannedBytes) implements CandidateSizing {

        /** A plan was found that needs no more. */
        public boolean fits(long capacityBytes) {
            return plannedBytes.isPresent() && plannedBytes.getAsLong() <= capacityBytes;
        }

        /** It does not fit, whoever plans. */
        public boolean isProvenTooLarge(long capacityBytes) {
            return boundBytes > capacityBytes;
        }
    }
}
