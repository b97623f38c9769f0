package dev.shingle.api;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * What one network needs with and without overlap, to be held against the source's claims. Byte words, nothing padded.
 *
 * @param spec the network, as the zoo knows it
 * @param family which claims it is for
 * @param pingPongTwoBuffersBytes as in {@link Sizing}
 * @param pingPongWidestPairBytes as in {@link Sizing}; savings are against this one, the smaller of the two
 * @param disjointLowerBoundBytes as in {@link Sizing}
 * @param weightBytes weights of 8 bits and biases of 32
 * @param plans one for each unit of writing, with linear addresses and either direction
 * @param forwardLinear whole pixels, forward only, linear addresses
 * @param forwardCircular whole pixels, forward only, circular addresses
 */
public record ClaimFigures(
        String spec,
        Claim.Family family,
        OptionalLong pingPongTwoBuffersBytes,
        long pingPongWidestPairBytes,
        long disjointLowerBoundBytes,
        long weightBytes,
        ImmutableList<Planned> plans,
        Planned forwardLinear,
        Planned forwardCircular) {

    /**
     * A plan that the static checker has passed, whose certificate has been retraced, and that was replayed as far as said.
     *
     * @param unit what is written at once
     * @param boundBytes least that any contiguous layer-by-layer plan can need
     * @param peakBytes what the plan needs
     * @param stagingBytes memory that the machine needs outside the scratchpad for it
     * @param wholeReplay the replay ran to its end; otherwise it was stopped after many words, none of them lost
     */
    public record Planned(
            MachineComparison.Unit unit, long boundBytes, long peakBytes, long stagingBytes, boolean wholeReplay) {

        public boolean isOptimal() {
            return peakBytes == boundBytes;
        }

        /** What stands on the chip for the activations: the scratchpad and the staging. */
        public long neededBytes() {
            return peakBytes + stagingBytes;
        }
    }

    /** Share of ping-pong's bytes (largest pair) that a plan saves, its staging counted; below 0 if it needs more. */
    public long savedPerMille(Planned plan, boolean withWeights) {
        long rest = withWeights ? weightBytes : 0;
        long saved = pingPongWidestPairBytes - plan.neededBytes();
        return BigDecimal.valueOf(saved)
                .multiply(BigDecimal.valueOf(1000))
                .divide(BigDecimal.valueOf(pingPongWidestPairBytes + rest), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** How far the network bears a claim out. */
    public Claim.Verdict verdict(Claim claim, Planned plan) {
        return claim.verdict(savedPerMille(plan, claim.withWeights()));
    }
}
