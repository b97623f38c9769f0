package dev.shingle.mapper.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Slice;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Sums that are made row by row are those of the words, looked at one by one. */
class TallyTest {

    @Property(tries = 4000, shrinking = ShrinkingMode.OFF)
    void sumsAreThoseOfTheWords(@ForAll long seed) {
        Random random = new Random(seed);
        Machine machine = RandomMachines.next(random);
        Operation operation = new RandomOperations(random).next(random.nextInt(RandomOperations.KINDS));
        if (random.nextInt(3) == 0) {
            operation = sliced(operation, machine, random);
        }
        StepScene scene = scene(operation, machine, random);
        for (StepScene.Read read : scene.reads()) {
            compare(read.last(), read.placement().buffer().sizeWords(), random);
        }
        for (StepScene.Write write : scene.writes()) {
            compare(write.first(), write.placement().buffer().sizeWords(), random);
            compare(write.last(), write.placement().buffer().sizeWords(), random);
        }
        Statistics.label("line buffer").collect(scene.lineBuffer().isPresent());
    }

    private static void compare(WordTimes times, long sizeWords, Random random) {
        for (int i = 0; i < 8; i++) {
            long first = i == 0 ? 0 : random.nextInt((int) sizeWords);
            long end = i == 0 ? sizeWords : first + 1 + random.nextInt((int) (sizeWords - first));
            Tally tally = new Tally();
            times.tally(first, end, tally);
            long words = 0;
            double sum = 0;
            for (long word = first; word < end; word++) {
                long time = times.at(word);
                words += time == WordTimes.NEVER ? 0 : 1;
                sum += time == WordTimes.NEVER ? 0 : time;
            }
            assertThat(tally.words()).as("words of [%s, %s)", first, end).isEqualTo(words);
            assertThat(tally.times()).as("times of [%s, %s)", first, end).isCloseTo(sum, within(1e-9 * sum));
        }
    }

    /** The same, all tensors being parts of larger pixels somewhere in larger buffers. */
    private static Operation sliced(Operation operation, Machine machine, Random random) {
        return new Operation(
                operation.operator(),
                operation.operands().stream()
                        .map(use -> use.isInScratchpad() ? sliced(use, machine, random) : use)
                        .collect(ImmutableList.toImmutableList()),
                operation.results().stream()
                        .map(use -> sliced(use, machine, random))
                        .collect(ImmutableList.toImmutableList()));
    }

    /** A slice's pixels start on word boundaries; this one has whole words before it in each pixel, or behind it. */
    private static TensorUse sliced(TensorUse use, Machine machine, Random random) {
        TensorLayout own = use.layoutOn(machine.layout());
        boolean isWhole = own.storedChannels() * own.elementBits() % own.wordBits() == 0;
        int channelsOfAWord = Math.max(1, own.wordBits() / own.elementBits());
        if (!isWhole || own.wordBits() % own.elementBits() != 0) {
            return use;
        }
        int before = random.nextInt(3) * channelsOfAWord;
        int stride = before + own.storedChannels() + random.nextInt(3) * channelsOfAWord;
        long offset = random.nextInt(5);
        long words = offset + own.pixels() * stride * own.elementBits() / own.wordBits();
        return use.as(new Slice(words, offset, before, stride));
    }

    private static StepScene scene(Operation operation, Machine machine, Random random) {
        int end = StepScene.rowsOf(ReadRules.gridOf(operation));
        boolean mayCut =
                !(operation.operator() instanceof Operator.Opaque || operation.operator() instanceof Operator.Split);
        int first = mayCut ? random.nextInt(end) : 0;
        RowRange rows = new RowRange(first, mayCut ? first + 1 + random.nextInt(end - first) : end);
        Traversal traversal = Traversal.values()[random.nextInt(2)];
        Step step = new Step(0, "layer", ImmutableList.of(), operation, rows, traversal, ImmutableList.of());
        List<TensorUse> uses = Stream.concat(operation.operands().stream(), operation.results().stream())
                .filter(TensorUse::isInScratchpad)
                .toList();
        ImmutableList<Placement> placements = uses.stream()
                .map(use -> new Placement(
                        new Buffer(
                                use.name(),
                                ImmutableList.of(use.name()),
                                use.shape(),
                                use.type(),
                                use.dense(),
                                use.layoutOn(machine.layout()).sizeWords(),
                                new LiveRange(0, 1)),
                        0))
                .collect(ImmutableList.toImmutableList());
        MemoryPlan plan = new MemoryPlan(
                "random",
                "",
                machine,
                "none",
                placements,
                ImmutableList.of(step),
                ImmutableList.of(),
                ImmutableList.of(),
                1 << 20,
                new MemoryPlan.Bound(0, "none"));
        return StepScene.of(new PlanIndex(plan), step);
    }
}
