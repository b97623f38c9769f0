package dev.shingle.fpga.maps;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;

/** A plan as addresses: what all views are made of, so that they cannot differ. */
public final class AddressMap {

    /**
     * A buffer.
     *
     * @param symbol its name as an identifier
     * @param placement the plan's
     * @param place the same words, below the peak
     */
    public record MappedBuffer(String symbol, Placement placement, Place place) {}

    /**
     * A step.
     *
     * @param step the plan's
     * @param reads operands that are in the scratchpad: where their first word is and how many words their buffer has from
     *     there on
     * @param writes results, the same way
     * @param liveWords words under at least one buffer that is live
     */
    public record MappedStep(Step step, ImmutableList<Place> reads, ImmutableList<Place> writes, long liveWords) {}

    private final MemoryPlan plan;
    private final ImmutableMap<String, Placement> placements;
    private final ImmutableList<MappedBuffer> buffers;
    private final ImmutableList<MappedStep> steps;

    private AddressMap(MemoryPlan plan) {
        this.plan = plan;
        placements = plan.placementsByName();
        ImmutableMap<String, String> symbols = Symbols.of(placements.keySet());
        buffers = plan.placements().stream()
                .map(placement -> new MappedBuffer(
                        symbols.getOrDefault(placement.buffer().name(), ""),
                        placement,
                        place(placement.offsetWords(), placement.buffer().sizeWords())))
                .collect(toImmutableList());
        steps = plan.steps().stream().map(this::mapped).collect(toImmutableList());
    }

    public static AddressMap of(MemoryPlan plan) {
        return new AddressMap(plan);
    }

    public MemoryPlan plan() {
        return plan;
    }

    /** Every buffer, in the plan's order. */
    public ImmutableList<MappedBuffer> buffers() {
        return buffers;
    }

    /** Every step, in order. */
    public ImmutableList<MappedStep> steps() {
        return steps;
    }

    public boolean isCircular() {
        return plan.machine().addressing() == Addressing.CIRCULAR;
    }

    /** The step during which most words are live; the first of equals. */
    public MappedStep peakStep() {
        MappedStep peak = steps.get(0);
        for (MappedStep step : steps) {
            peak = step.liveWords() > peak.liveWords() ? step : peak;
        }
        return peak;
    }

    /** All numbers of the map by name. */
    public ImmutableMap<String, Long> constants() {
        Layout layout = plan.machine().layout();
        ImmutableMap.Builder<String, Long> constants = ImmutableMap.builder();
        constants.put("WORD_BITS", (long) layout.wordBits());
        constants.put("CHANNEL_PADDING", (long) layout.channelPadding());
        constants.put("CIRCULAR", isCircular() ? 1L : 0L);
        constants.put("PEAK_WORDS", plan.peakWords());
        constants.put("PEAK_BYTES", plan.peakBytes());
        constants.put("BUFFERS", (long) buffers.size());
        constants.put("STEPS", (long) steps.size());
        for (MappedBuffer buffer : buffers) {
            String prefix = "BUF_" + buffer.symbol();
            constants.put(prefix + "_OFFSET_WORDS", buffer.place().firstWord());
            constants.put(prefix + "_WORDS", buffer.place().words());
            constants.put(
                    prefix + "_OFFSET_BYTES", layout.bytesOf(buffer.place().firstWord()));
            constants.put(prefix + "_BYTES", layout.bytesOf(buffer.place().words()));
            constants.put(prefix + "_START_STEP", (long)
                    buffer.placement().buffer().live().start());
            constants.put(prefix + "_END_STEP", (long)
                    buffer.placement().buffer().live().end());
        }
        for (MappedStep step : steps) {
            String prefix = "STEP" + step.step().index();
            constants.put(prefix + "_REVERSE", step.step().traversal() == Traversal.REVERSE ? 1L : 0L);
            for (int i = 0; i < step.reads().size(); i++) {
                constants.put(prefix + "_IN" + i + "_WORD", step.reads().get(i).firstWord());
            }
            for (int i = 0; i < step.writes().size(); i++) {
                constants.put(
                        prefix + "_OUT" + i + "_WORD", step.writes().get(i).firstWord());
            }
        }
        return constants.buildOrThrow();
    }

    /** Names of layers by step, for comments. */
    ImmutableMap<Integer, String> layerNames() {
        return steps.stream()
                .collect(toImmutableMap(
                        step -> step.step().index(), step -> step.step().layer()));
    }

    private MappedStep mapped(Step step) {
        return new MappedStep(
                step,
                step.operation().operands().stream()
                        .filter(TensorUse::isInScratchpad)
                        .map(this::placeOf)
                        .collect(toImmutableList()),
                step.operation().results().stream().map(this::placeOf).collect(toImmutableList()),
                liveWords(step.index()));
    }

    private Place placeOf(TensorUse use) {
        Placement placement = placements.get(use.name());
        if (placement == null) {
            throw new AssertionError("the plan has no buffer " + use.name());
        }
        long skipped = use.layoutOn(plan.machine().layout()).startWord();
        return place(placement.offsetWords() + skipped, placement.buffer().sizeWords() - skipped);
    }

    private Place place(long firstWord, long words) {
        return new Place(isCircular() ? firstWord % plan.peakWords() : firstWord, words);
    }

    private long liveWords(int step) {
        RangeSet<Long> covered = TreeRangeSet.create();
        for (Placement placement : plan.placements()) {
            if (placement.buffer().live().contains(step)) {
                Place place = place(placement.offsetWords(), placement.buffer().sizeWords());
                covered.add(Range.closedOpen(place.firstWord(), Math.min(place.endWord(), plan.peakWords())));
                if (place.endWord() > plan.peakWords()) {
                    covered.add(Range.closedOpen(0L, place.endWord() - plan.peakWords()));
                }
            }
        }
        return covered.asRanges().stream()
                .mapToLong(range -> range.upperEndpoint() - range.lowerEndpoint())
                .sum();
    }
}
