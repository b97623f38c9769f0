package dev.shingle.api;

import dev.shingle.mapper.verify.TraceReport;

/** What packing a trace gives: a verified packing, or the reason why there is none. */
public sealed interface PackingResult {

    /**
     * No packing takes less.
     *
     * @param bytes how much
     * @param reason why
     */
    record Bound(long bytes, String reason) {}

    /** Every buffer has a place, proven safe. */
    record Packed(VerifiedPacking packing) implements PackingResult {}

    /**
     * No packing that fits the capacity was found.
     *
     * @param planner name of the planner
     * @param heightBytes what the best packing found takes
     * @param capacityBytes what there is
     * @param bound what any packing takes
     */
    record Infeasible(String planner, long heightBytes, long capacityBytes, Bound bound) implements PackingResult {

        /** There is none, whoever looks for it. */
        public boolean isProven() {
            return bound.bytes() > capacityBytes;
        }
    }

    /** The offsets that the trace demands cannot be had, wherever the other buffers lie. */
    record Contradictory(TraceReport.Unsafe demands) implements PackingResult {}
}
