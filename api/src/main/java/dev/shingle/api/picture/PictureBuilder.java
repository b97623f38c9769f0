package dev.shingle.api.picture;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.verify.HeldWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Draws buffers as stairs. The scratchpad is cut into equal slices: as fine as its words if that gives no more than some
 * hundred, coarser for larger plans and for plans of many buffers, so that a page stays small. Besides, all that comes or
 * goes in one step is cut wherever one of those buffers begins or ends, so that stairs of the same step match.
 */
final class PictureBuilder {

    private static final long MOST_SLICES = 320;
    private static final long MOST_STAIRS = 4000;

    private final MemoryPlan plan;
    private final HeldWords held;
    private final double bytesPerWord;
    private final long modulusWords;
    private final long sliceWords;
    private final int[] colours;

    PictureBuilder(MemoryPlan plan) {
        this.plan = plan;
        this.held = HeldWords.of(plan);
        this.bytesPerWord = plan.machine().layout().wordBits() / (double) Byte.SIZE;
        boolean circular = plan.machine().addressing() == Addressing.CIRCULAR;
        this.modulusWords = circular ? plan.peakWords() : Long.MAX_VALUE;
        this.sliceWords = sliceWords();
        this.colours = new Colouring(plan).colours();
    }

    private long sliceWords() {
        long allWords = plan.placements().stream()
                .mapToLong(placement -> placement.buffer().sizeWords())
                .sum();
        return Math.max(1, Math.max(ceilDiv(plan.peakWords(), MOST_SLICES), ceilDiv(allWords, MOST_STAIRS)));
    }

    private static long ceilDiv(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    MemoryPicture build() {
        ImmutableList.Builder<BufferShape> shapes = ImmutableList.builder();
        Approaches approaches = new Approaches(plan);
        for (int i = 0; i < plan.placements().size(); i++) {
            shapes.add(shape(i, approaches));
        }
        return new MemoryPicture(
                plan,
                Math.max(1, plan.steps().size()),
                plan.peakBytes(),
                plan.machine().layout().bytesOf(plan.bound().words()),
                plan.machine().capacityBytes(),
                peakStep(),
                shapes.build(),
                ShortNames.of(plan.placements().stream()
                        .map(placement -> placement.buffer().name())
                        .toList()));
    }

    private BufferShape shape(int index, Approaches approaches) {
        Placement placement = plan.placements().get(index);
        long size = placement.buffer().sizeWords();
        long below = Math.min(size, modulusWords - placement.offsetWords());
        HeldWords.Holding holding = held.of(index);
        List<Run> runs = new ArrayList<>();
        runs.add(run(placement, holding, placement.offsetWords(), placement.offsetWords() + below, 0));
        if (below < size) {
            runs.add(run(placement, holding, 0, size - below, below));
        }
        double heldSteps = (holding.meanEnd(0, size) - holding.meanStart(0, size)) * size;
        return new BufferShape(
                placement.buffer(),
                placement.addresses(plan.machine().layout()),
                runs.stream().map(Run::outline).collect(ImmutableList.toImmutableList()),
                heldSteps * bytesPerWord,
                approaches.of(placement.buffer().name()),
                colours[index]);
    }

    /** The words from {@code word} on, at the addresses {@code [first, end)}. */
    private Run run(Placement placement, HeldWords.Holding holding, long first, long end, long word) {
        int firstStep = placement.buffer().live().start();
        int lastStep = placement.buffer().live().end() - 1;
        long shift = word - first;
        Edge starts =
                new Edge(cuts(firstStep, first, end), (bottom, top) -> holding.meanStart(bottom + shift, top + shift));
        Edge ends = new Edge(cuts(lastStep, first, end), (bottom, top) -> holding.meanEnd(bottom + shift, top + shift));
        return new Run(starts, ends, bytesPerWord);
    }

    private long[] cuts(int step, long first, long end) {
        TreeSet<Long> cuts = new TreeSet<>();
        cuts.add(first);
        cuts.add(end);
        for (long cut = (first / sliceWords + 1) * sliceWords; cut < end; cut += sliceWords) {
            cuts.add(cut);
        }
        for (Placement other : plan.placements()) {
            LiveRange live = other.buffer().live();
            if (live.start() == step || live.end() == step + 1) {
                addWithin(cuts, other.offsetWords(), first, end);
                addWithin(cuts, other.endWords(), first, end);
            }
        }
        return cuts.stream().mapToLong(Long::longValue).toArray();
    }

    private void addWithin(Set<Long> cuts, long word, long first, long end) {
        long address = word % modulusWords;
        if (address > first && address < end) {
            cuts.add(address);
        }
    }

    private int peakStep() {
        int peak = 0;
        long most = -1;
        for (int step = 0; step < plan.steps().size(); step++) {
            long used = usedWords(step);
            if (used > most) {
                most = used;
                peak = step;
            }
        }
        return peak;
    }

    private long usedWords(int step) {
        RangeSet<Long> used = TreeRangeSet.create();
        for (Placement placement : plan.placements()) {
            if (placement.buffer().live().contains(step)) {
                used.add(Range.closedOpen(placement.offsetWords(), Math.min(placement.endWords(), modulusWords)));
                if (placement.endWords() > modulusWords) {
                    used.add(Range.closedOpen(0L, placement.endWords() - modulusWords));
                }
            }
        }
        return used.asRanges().stream()
                .mapToLong(range -> range.upperEndpoint() - range.lowerEndpoint())
                .sum();
    }
}
