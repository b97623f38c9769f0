package dev.shingle.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Plans of several steps, good and bad: three convolutions and a sum with a skipped tensor, some of them cut into bands of
 * rows, on a random machine with linear or circular addresses. A third of them keeps all tensors apart; in the others they
 * lie anywhere.
 *
 * <pre>
 *   x0 -conv-> x1 -conv-> x2 -conv-> x3 -add-> x4
 *               '---------------------'
 * </pre>
 */
public final class RandomPlans {

    private static final int CONVOLUTIONS = 3;

    private final Random random;
    private final Machine machine;
    private final List<TensorUse> maps = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private RandomPlans(Random random) {
        this.random = random;
        this.machine = withAddressing(
                RandomLayers.sample(random, RandomLayers::convolution).machine(),
                random.nextBoolean() ? Addressing.CIRCULAR : Addressing.LINEAR);
    }

    /** Plans as jqwik draws them. */
    public static Arbitrary<MemoryPlan> plans() {
        return Arbitraries.randomValue(random -> new RandomPlans(random).plan());
    }

    private MemoryPlan plan() {
        Shape shape = Shape.hwc(1 + random.nextInt(5), 1 + random.nextInt(4), 1 + random.nextInt(3));
        for (int i = 0; i <= CONVOLUTIONS + 1; i++) {
            maps.add(new TensorUse("x" + i, shape, ElementType.INT8, false, TensorUse.Storage.SCRATCHPAD));
        }
        Window window = new Window(3, 1, 1, 1, 1, 1, new Padding(1, 1, 0, 0));
        for (int i = 0; i < CONVOLUTIONS; i++) {
            addBands(
                    "layer" + i,
                    new Operator.Convolution(window, 1, Activation.NONE),
                    List.of(maps.get(i)),
                    maps.get(i + 1));
        }
        Operator sum = new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE);
        addBands("sum", sum, List.of(maps.get(CONVOLUTIONS), maps.get(1)), maps.get(CONVOLUTIONS + 1));
        return placed();
    }

    private void addBands(String layer, Operator operator, List<TensorUse> operands, TensorUse result) {
        Operation operation = new Operation(operator, ImmutableList.copyOf(operands), ImmutableList.of(result));
        int rows = result.shape().height();
        int cut = random.nextInt(rows);
        Traversal traversal = random.nextBoolean() ? Traversal.FORWARD : Traversal.REVERSE;
        if (cut > 0) {
            addStep(layer, operation, new RowRange(0, cut), traversal);
        }
        addStep(layer, operation, new RowRange(cut, rows), traversal);
    }

    private void addStep(String layer, Operation operation, RowRange rows, Traversal traversal) {
        steps.add(new Step(steps.size(), layer, ImmutableList.of(), operation, rows, traversal, ImmutableList.of()));
    }

    private MemoryPlan placed() {
        long size = maps.get(0).layoutOn(machine.layout()).sizeWords();
        boolean isDisjoint = random.nextInt(3) == 0;
        long[] offsets = new long[maps.size()];
        long end = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = isDisjoint ? i * size : random.nextInt((int) (3 * size));
            end = Math.max(end, offsets[i] + size);
        }
        // Now and then too small by some words: out of bounds with linear addresses, wrapping with circular ones.
        long peak = random.nextInt(4) == 0 ? Math.max(size, end - random.nextInt(4)) : end;
        ImmutableList.Builder<Placement> placements = ImmutableList.builder();
        for (int i = 0; i < offsets.length; i++) {
            long offset = machine.addressing() == Addressing.CIRCULAR ? offsets[i] % peak : offsets[i];
            placements.add(new Placement(buffer(maps.get(i), size), offset));
        }
        return new MemoryPlan(
                "random",
                "",
                machine,
                "random",
                placements.build(),
                ImmutableList.copyOf(steps),
                ImmutableList.of(maps.get(0).name()),
                ImmutableList.of(maps.get(maps.size() - 1).name()),
                peak,
                new MemoryPlan.Bound(0, "none"));
    }

    private Buffer buffer(TensorUse map, long size) {
        int start = steps.size();
        int end = 0;
        for (Step step : steps) {
            if (step.operation().results().contains(map)) {
                start = Math.min(start, step.index());
                end = Math.max(end, step.index() + 1);
            }
            if (step.operation().operands().contains(map)) {
                end = Math.max(end, step.index() + 1);
            }
        }
        boolean isInput = map.equals(maps.get(0));
        boolean isOutput = map.equals(maps.get(maps.size() - 1));
        LiveRange live = new LiveRange(isInput ? 0 : start, isOutput ? steps.size() : end);
        return new Buffer(map.name(), ImmutableList.of(map.name()), map.shape(), map.type(), map.dense(), size, live);
    }

    private static Machine withAddressing(Machine machine, Addressing addressing) {
        return new Machine(
                machine.name(),
                machine.source(),
                machine.layout(),
                machine.writeGranularity(),
                machine.lineBufferRows(),
                machine.groupOrder(),
                ImmutableSet.copyOf(Traversal.values()),
                addressing,
                1,
                machine.capacityBytes());
    }
}
