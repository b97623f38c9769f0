package dev.shingle.mapper.place.trace;

import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.trace.TracedBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A trace as a {@link PlacementProblem}, in bytes: times become {@link Sections}, demanded offsets fixed starts, and gaps
 * separations of pairs ({@link PairUse}). Hints are for nobody.
 *
 * <p>{@code O(n log n)} for n buffers and gaps, and as much again for every pair that lives together and of which one has
 * gaps.
 */
public final class TraceProblem {

    private final AllocationTrace trace;
    private final List<List<Stretch>> uses;
    private final MostInUse mostInUse;
    private final PlacementProblem problem;
    private boolean hasHoles;

    private TraceProblem(AllocationTrace trace) {
        this.trace = trace;
        this.uses = trace.buffers().stream().map(Stretch::of).toList();
        this.mostInUse = MostInUse.of(uses);
        this.problem = build();
    }

    public static TraceProblem of(AllocationTrace trace) {
        return new TraceProblem(trace);
    }

    /** Without a capacity; buffers are numbered as in the trace. */
    public PlacementProblem problem() {
        return problem;
    }

    /** Max-live. */
    public MostInUse mostInUse() {
        return mostInUse;
    }

    /** No packing takes less than what is in use at once, any one buffer, or a buffer whose place is demanded. */
    public long lowerBoundBytes() {
        return trace.buffers().stream()
                .mapToLong(buffer -> buffer.offsetBytes().orElse(0) + buffer.sizeBytes())
                .reduce(mostInUse.bytes(), Math::max);
    }

    /**
     * Whether every safe packing is a solution of the problem. Otherwise two buffers could also interlock in a way that the
     * problem cannot express, and what a planner proves about it is no proof for the trace.
     */
    public boolean isExact() {
        return !hasHoles;
    }

    /** What a planner's result says about the trace: no packing takes less. */
    public long lowerBoundBytes(PlacementResult result) {
        return isExact() ? Math.max(lowerBoundBytes(), result.lowerBound()) : lowerBoundBytes();
    }

    /** Where the buffers lie, in the trace's order. */
    public ImmutableLongArray offsetsBytes(Arrangement arrangement) {
        return ImmutableLongArray.copyOf(
                IntStream.range(0, trace.buffers().size()).mapToLong(arrangement::offset));
    }

    private PlacementProblem build() {
        List<TracedBuffer> buffers = trace.buffers();
        List<LiveRange> lives = Sections.of(trace);
        PlacementProblem.Builder builder = PlacementProblem.of(
                        buffers.stream().mapToLong(TracedBuffer::sizeBytes).toArray(), lives)
                .separations(separations(lives))
                .knownLowerBound(lowerBoundBytes());
        for (int i = 0; i < buffers.size(); i++) {
            builder.alignment(i, buffers.get(i).alignmentBytes());
            if (buffers.get(i).offsetBytes().isPresent()) {
                builder.fixedStart(i, buffers.get(i).offsetBytes().getAsLong());
            }
        }
        return builder.build();
    }

    /** In order of their begins, each buffer meets those before it that have not ended: all of them if it has gaps. */
    private List<PlacementProblem.Separation> separations(List<LiveRange> lives) {
        List<PlacementProblem.Separation> separations = new ArrayList<>();
        List<Integer> active = new ArrayList<>();
        List<Integer> activeWithGaps = new ArrayList<>();
        if (trace.buffers().stream().allMatch(buffer -> buffer.gaps().isEmpty())) {
            return separations;
        }
        for (int buffer : byBegin(lives)) {
            active.removeIf(other -> !lives.get(other).overlaps(lives.get(buffer)));
            activeWithGaps.removeIf(other -> !lives.get(other).overlaps(lives.get(buffer)));
            boolean hasGaps = !trace.buffers().get(buffer).gaps().isEmpty();
            (hasGaps ? active : activeWithGaps).forEach(other -> separate(other, buffer, separations));
            active.add(buffer);
            if (hasGaps) {
                activeWithGaps.add(buffer);
            }
        }
        return separations;
    }

    private static int[] byBegin(List<LiveRange> lives) {
        return IntStream.range(0, lives.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> lives.get(i).start()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void separate(int a, int b, List<PlacementProblem.Separation> separations) {
        PairUse use = new PairUse(uses.get(a), uses.get(b));
        hasHoles |= use.hasHole();
        use.separation(
                        a,
                        trace.buffers().get(a).sizeBytes(),
                        b,
                        trace.buffers().get(b).sizeBytes())
                .ifPresent(separations::add);
    }
}
