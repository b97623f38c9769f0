package dev.shingle.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.trace.TraceProblem;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.verify.TraceChecker;
import dev.shingle.mapper.verify.TraceReport;
import java.util.OptionalLong;

/** From a trace to a verified packing. */
final class TracePacker {

    private final AllocationTrace trace;
    private final PackingOptions options;
    private final TraceProblem traced;

    private TracePacker(AllocationTrace trace, PackingOptions options) {
        this.trace = trace;
        this.options = options;
        this.traced = TraceProblem.of(trace);
    }

    static PackingResult pack(AllocationTrace trace, PackingOptions options) {
        TraceReport demands = checkDemands(trace, options.capacityBytes());
        return demands instanceof TraceReport.Unsafe unsafe
                ? new PackingResult.Contradictory(unsafe)
                : new TracePacker(trace, options).pack();
    }

    /** Planners take demanded places for granted. */
    private static TraceReport checkDemands(AllocationTrace trace, OptionalLong capacityBytes) {
        AllocationTrace demanding = new AllocationTrace(trace.buffers().stream()
                .filter(buffer -> buffer.offsetBytes().isPresent())
                .collect(toImmutableList()));
        return TraceChecker.check(demanding, demanding.offsetsBytes().orElseThrow(), capacityBytes);
    }

    private PackingResult pack() {
        PlacementProblem problem =
                options.minimize() ? traced.problem() : traced.problem().withCapacity(options.capacityBytes());
        PlacementResult result = options.planner().place(problem, options.placement());
        PackingResult.Bound bound = bound(result);
        OptionalLong capacity = options.capacityBytes();
        if (capacity.isPresent() && result.height() > capacity.getAsLong()) {
            return new PackingResult.Infeasible(options.planner().name(), result.height(), capacity.getAsLong(), bound);
        }
        ImmutableLongArray offsets = traced.offsetsBytes(result.arrangement());
        return new PackingResult.Packed(
                VerifiedPacking.of(trace, offsets, capacity, options.planner().name(), bound));
    }

    private PackingResult.Bound bound(PlacementResult result) {
        long bytes = traced.lowerBoundBytes(result);
        if (bytes > traced.lowerBoundBytes()) {
            return new PackingResult.Bound(
                    bytes, "proven by planner " + options.planner().name());
        }
        return traced.mostInUse().bytes() == bytes
                ? new PackingResult.Bound(
                        bytes, "max-live, at time " + traced.mostInUse().time())
                : new PackingResult.Bound(bytes, "one buffer reaches as far");
    }
}
