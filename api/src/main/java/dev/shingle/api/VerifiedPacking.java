package dev.shingle.api;

import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.verify.TraceChecker;
import dev.shingle.mapper.verify.TraceReport;
import java.util.OptionalLong;

/** A trace whose buffers all have a place, passed by the checker. There is no other way to get one than packing. */
public final class VerifiedPacking {

    private final AllocationTrace trace;
    private final String planner;
    private final long heightBytes;
    private final PackingResult.Bound bound;

    private VerifiedPacking(AllocationTrace trace, String planner, long heightBytes, PackingResult.Bound bound) {
        this.trace = trace;
        this.planner = planner;
        this.heightBytes = heightBytes;
        this.bound = bound;
    }

    static VerifiedPacking of(
            AllocationTrace trace,
            ImmutableLongArray offsetsBytes,
            OptionalLong capacityBytes,
            String planner,
            PackingResult.Bound bound) {
        TraceReport report = TraceChecker.check(trace, offsetsBytes, capacityBytes);
        if (!(report instanceof TraceReport.Safe safe) || safe.heightBytes() < bound.bytes()) {
            throw new AssertionError("planner " + planner + " made an unsafe packing, or one below its lower bound: "
                    + report + ", " + bound);
        }
        return new VerifiedPacking(trace.placedAt(offsetsBytes), planner, safe.heightBytes(), bound);
    }

    /** The trace with an offset for every buffer. */
    public AllocationTrace trace() {
        return trace;
    }

    /** Name of the planner. */
    public String planner() {
        return planner;
    }

    /** Byte after the last that belongs to a buffer. */
    public long heightBytes() {
        return heightBytes;
    }

    public PackingResult.Bound bound() {
        return bound;
    }

    /** No packing takes less. */
    public boolean isOptimal() {
        return heightBytes == bound.bytes();
    }
}
