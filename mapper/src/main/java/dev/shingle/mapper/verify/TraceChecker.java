package dev.shingle.mapper.verify;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.trace.TracedBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Decides whether the buffers of a trace may lie where someone has put them.
 *
 * <p>Safe means: every buffer, used or not, lies within the capacity, at a multiple of its alignment and where it has to if
 * that is said; and no byte of memory is used by two buffers at the same time. What a buffer uses when is the trace's own
 * statement, byte by byte, so two buffers may well be interlocked. The verdict takes {@code O(n log n)} for n buffers and
 * gaps together, however many of them overlap.
 */
public final class TraceChecker {

    private static final int KEPT = 20;

    private final AllocationTrace trace;
    private final ImmutableLongArray offsets;
    private final OptionalLong capacity;
    private final List<TraceFinding> kept = new ArrayList<>();
    private long total;

    private TraceChecker(AllocationTrace trace, ImmutableLongArray offsets, OptionalLong capacity) {
        this.trace = trace;
        this.offsets = offsets;
        this.capacity = capacity;
    }

    /**
     * Judges one offset for each buffer, in the trace's order. The trace's own offsets are demands.
     *
     * @param capacityBytes bytes of memory; without limit if empty
     */
    public static TraceReport check(
            AllocationTrace trace, ImmutableLongArray offsetsBytes, OptionalLong capacityBytes) {
        checkArgument(
                offsetsBytes.length() == trace.buffers().size(),
                "%s offsets for %s buffers",
                offsetsBytes.length(),
                trace.buffers().size());
        return new TraceChecker(trace, offsetsBytes, capacityBytes).run();
    }

    private TraceReport run() {
        long height = 0;
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < offsets.length(); i++) {
            TracedBuffer buffer = trace.buffers().get(i);
            if (checkAlone(buffer, offsets.get(i))) {
                height = Math.max(height, offsets.get(i) + buffer.sizeBytes());
                Piece.of(buffer, i, offsets.get(i)).forEach(pieces::add);
            }
        }
        OverlapSweep sweep = new OverlapSweep(pieces, KEPT - kept.size());
        total += sweep.count();
        sweep.first().forEach(pair -> kept.add(describe(pair)));
        return total == 0
                ? new TraceReport.Safe(offsets.length(), height)
                : new TraceReport.Unsafe(ImmutableList.copyOf(kept), total);
    }

    /** Whether the buffer lies in memory at all, so that it can be compared with others. */
    private boolean checkAlone(TracedBuffer buffer, long offset) {
        if (Math.floorMod(offset, buffer.alignmentBytes()) != 0) {
            add(new TraceFinding.Misaligned(buffer.id(), offset, buffer.alignmentBytes()));
        }
        OptionalLong demanded = buffer.offsetBytes();
        if (demanded.isPresent() && demanded.getAsLong() != offset) {
            add(new TraceFinding.Moved(buffer.id(), offset, demanded.getAsLong()));
        }
        if (offset < 0) {
            add(new TraceFinding.BelowZero(buffer.id(), offset));
            return false;
        }
        long end = offset + buffer.sizeBytes();
        if (end < 0 || end > capacity.orElse(Long.MAX_VALUE)) {
            add(new TraceFinding.BeyondCapacity(
                    buffer.id(), offset, buffer.sizeBytes(), capacity.orElse(Long.MAX_VALUE)));
        }
        return end >= 0;
    }

    private TraceFinding describe(OverlapSweep.Pair pair) {
        Piece first = pair.first();
        Piece second = pair.second();
        return new TraceFinding.Overlap(
                trace.buffers().get(first.buffer()).id(),
                trace.buffers().get(second.buffer()).id(),
                Math.max(first.lower(), second.lower()),
                Math.min(first.upper(), second.upper()),
                Math.max(first.low(), second.low()),
                Math.min(first.high(), second.high()));
    }

    private void add(TraceFinding finding) {
        total++;
        if (kept.size() < KEPT) {
            kept.add(finding);
        }
    }
}
