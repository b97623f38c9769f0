package dev.shingle.mapper.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.LostElement;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** The checker against a replay with a tag on every word: same verdict, same first lost element. */
class CheckerAgainstReplayTest {

    /** Every operator on every machine at every offset of the result around its first operand. */
    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void agreesAtEveryOffsetOfOneLayer(@ForAll long seed) {
        Random random = new Random(seed);
        Machine machine = RandomMachines.next(random);
        int kind = random.nextInt(RandomOperations.KINDS);
        Operation operation = new RandomOperations(random).next(kind);
        Traversal traversal = Traversal.values()[random.nextInt(2)];
        Map<String, Long> offsets = new LinkedHashMap<>();
        long operandWords = words(machine, operation.operands().get(0));
        long resultWords = words(machine, operation.results().get(0));
        long base = resultWords + 1;
        long far = base + operandWords + resultWords + 1;
        for (TensorUse use : uses(operation)) {
            offsets.put(use.name(), far);
            far += words(machine, use);
        }
        List<Step> steps = bands(random, operation, traversal);
        offsets.put("a", base);
        int unsafe = 0;
        long start = 0;
        long end = base + operandWords + 1;
        long stride = Math.max(1, (end - start) / 80);
        for (long offset = start; offset <= end; offset += stride) {
            offsets.put("y0", offset);
            unsafe += compare(plan(machine, steps, offsets, far)) ? 0 : 1;
        }
        Statistics.label("operator").collect(operation.operator().getClass().getSimpleName());
        Statistics.label("some offset unsafe").collect(unsafe > 0);
    }

    /** Two to four layers over shared buffers, anywhere. */
    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void agreesOnPlansOfSeveralLayersPlacedAtRandom(@ForAll long seed) {
        Random random = new Random(seed);
        Machine machine = RandomMachines.next(random);
        List<Step> steps = new ArrayList<>();
        int layers = 1 + random.nextInt(3);
        for (int layer = 0; layer < layers; layer++) {
            Operation operation = new RandomOperations(random).next(random.nextInt(RandomOperations.KINDS));
            Operation renamed = renamed(operation, steps, layer, random);
            Traversal traversal = Traversal.values()[random.nextInt(2)];
            for (Step band : bands(random, renamed, traversal)) {
                steps.add(new Step(
                        steps.size(),
                        "layer" + layer,
                        band.sources(),
                        band.operation(),
                        band.outputRows(),
                        traversal,
                        band.distances()));
            }
        }
        Map<String, Long> offsets = new LinkedHashMap<>();
        long total = 0;
        for (Step step : steps) {
            for (TensorUse use : uses(step.operation())) {
                if (offsets.putIfAbsent(use.name(), total) == null) {
                    total += words(machine, use);
                }
            }
        }
        for (int i = 0; i < 30; i++) {
            Map<String, Long> moved = new LinkedHashMap<>(offsets);
            double spread = random.nextDouble();
            for (String name : offsets.keySet()) {
                if (random.nextDouble() < spread) {
                    moved.put(name, (long) random.nextInt((int) total));
                }
            }
            Statistics.label("verdict").collect(compare(plan(machine, steps, moved, total)) ? "safe" : "unsafe");
        }
    }

    /** The least distance that is claimed without complaint is the least at which the replay is silent from there on. */
    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void acceptsExactlyTheTrueClaims(@ForAll long seed) {
        Random random = new Random(seed);
        Machine any = RandomMachines.next(random);
        Machine machine = new Machine(
                any.name(),
                any.source(),
                any.layout(),
                any.writeGranularity(),
                any.lineBufferRows(),
                any.groupOrder(),
                any.traversals(),
                Addressing.LINEAR,
                1,
                any.capacityBytes());
        Operation operation = new RandomOperations(random).next(random.nextInt(RandomOperations.KINDS));
        Traversal traversal = Traversal.values()[random.nextInt(2)];
        long operandWords = words(machine, operation.operands().get(0));
        long resultWords = words(machine, operation.results().get(0));
        Map<String, Long> offsets = new LinkedHashMap<>();
        long base = resultWords + 1;
        long far = base + operandWords + resultWords + 1;
        for (TensorUse use : uses(operation)) {
            offsets.put(use.name(), far);
            far += words(machine, use);
        }
        offsets.put("a", base);
        Step step = step(0, operation, rows(operation), traversal, ImmutableList.of());
        long distance = Long.MIN_VALUE;
        for (long offset = 0; offset <= base + operandWords; offset++) {
            offsets.put("y0", offset);
            MemoryPlan plan = plan(machine, List.of(step), offsets, far);
            long apart = traversal == Traversal.FORWARD ? base - offset : offset + resultWords - base - operandWords;
            if (BruteReplay.firstLost(plan).filter(lost -> lost.step() == 0).isPresent()) {
                distance = Math.max(distance, apart + 1);
            }
        }
        offsets.put("y0", far);
        far += resultWords;
        Statistics.label("distance")
                .collect(distance == Long.MIN_VALUE ? "free" : distance > 0 ? "positive" : "0 or less");
        boolean isFree = distance == Long.MIN_VALUE;
        assertThat(claim(machine, step, offsets, far, new Distance(distance))).isTrue();
        assertThat(claim(machine, step, offsets, far, Distance.ofWords(isFree ? -1000 : distance + 1)))
                .isTrue();
        if (!isFree) {
            assertThat(claim(machine, step, offsets, far, Distance.ofWords(distance - 1)))
                    .isFalse();
            assertThat(claim(machine, step, offsets, far, Distance.FREE)).isFalse();
        }
    }

    private static boolean claim(Machine machine, Step step, Map<String, Long> offsets, long peak, Distance distance) {
        Step claiming = step(
                0,
                step.operation(),
                step.outputRows(),
                step.traversal(),
                ImmutableList.of(new Step.DistanceClaim("a", "y0", distance)));
        return PlanChecker.check(plan(machine, List.of(claiming), offsets, peak))
                .isSafe();
    }

    /** Returns whether the plan is safe, after both have said the same. */
    private static boolean compare(MemoryPlan plan) {
        Optional<LostElement> expected = BruteReplay.firstLost(plan);
        CheckReport report = PlanChecker.check(plan);
        if (expected.isEmpty()) {
            assertThat(report).isInstanceOf(CheckReport.Safe.class);
            return true;
        }
        assertThat(report).isInstanceOf(CheckReport.Unsafe.class);
        CheckReport.Unsafe unsafe = (CheckReport.Unsafe) report;
        assertThat(unsafe.findings()).allMatch(finding -> finding instanceof Finding.Lost);
        assertThat(unsafe.firstLost()).isEqualTo(expected);
        return false;
    }

    private static List<TensorUse> uses(Operation operation) {
        List<TensorUse> uses = new ArrayList<>();
        operation.operands().stream().filter(TensorUse::isInScratchpad).forEach(uses::add);
        uses.addAll(operation.results());
        return uses;
    }

    private static long words(Machine machine, TensorUse use) {
        return use.layoutOn(machine.layout()).sizeWords();
    }

    private static RowRange rows(Operation operation) {
        Shape shape = operation.operator() instanceof Operator.Split
                ? operation.operands().get(0).shape()
                : operation.results().get(0).shape();
        return new RowRange(0, shape.batch() * shape.height());
    }

    private static Step step(
            int index,
            Operation operation,
            RowRange rows,
            Traversal traversal,
            ImmutableList<Step.DistanceClaim> claims) {
        return new Step(index, "layer", ImmutableList.of(), operation, rows, traversal, claims);
    }

    /** One step, or two bands in any order. */
    private static List<Step> bands(Random random, Operation operation, Traversal traversal) {
        RowRange all = rows(operation);
        boolean mayCut = !(operation.operator() instanceof Operator.Opaque)
                && !(operation.operator() instanceof Operator.Split)
                && all.end() > 1;
        if (!mayCut || random.nextInt(3) > 0) {
            return List.of(step(0, operation, all, traversal, ImmutableList.of()));
        }
        int cut = 1 + random.nextInt(all.end() - 1);
        RowRange top = new RowRange(0, cut);
        RowRange bottom = new RowRange(cut, all.end());
        boolean topFirst = random.nextBoolean();
        return List.of(
                step(0, operation, topFirst ? top : bottom, traversal, ImmutableList.of()),
                step(1, operation, topFirst ? bottom : top, traversal, ImmutableList.of()));
    }

    /** Gives a layer's tensors names of their own; an operand takes an earlier buffer of its shape where there is one. */
    private static Operation renamed(Operation operation, List<Step> earlier, int layer, Random random) {
        ImmutableList.Builder<TensorUse> operands = ImmutableList.builder();
        for (TensorUse use : operation.operands()) {
            List<TensorUse> candidates = earlier.stream()
                    .flatMap(step -> uses(step.operation()).stream())
                    .filter(known -> known.type() == use.type()
                            && known.shape().elements() == use.shape().elements()
                            && known.shape().channels() == use.shape().channels())
                    .toList();
            boolean takes = use.isInScratchpad() && !candidates.isEmpty() && random.nextInt(4) > 0;
            String name =
                    takes ? candidates.get(random.nextInt(candidates.size())).name() : use.name() + layer;
            operands.add(new TensorUse(name, use.shape(), use.type(), use.dense(), use.storage()));
        }
        ImmutableList.Builder<TensorUse> results = ImmutableList.builder();
        operation
                .results()
                .forEach(use -> results.add(
                        new TensorUse(use.name() + layer, use.shape(), use.type(), use.dense(), use.storage())));
        return new Operation(operation.operator(), operands.build(), results.build());
    }

    /** Inputs are what no step writes; outputs what no step reads, and now and then something else. */
    private static MemoryPlan plan(Machine machine, List<Step> steps, Map<String, Long> offsets, long peak) {
        Map<String, TensorUse> uses = new LinkedHashMap<>();
        List<String> written = new ArrayList<>();
        List<String> read = new ArrayList<>();
        for (Step step : steps) {
            uses(step.operation()).forEach(use -> uses.putIfAbsent(use.name(), use));
            step.operation().results().forEach(use -> written.add(use.name()));
            step.operation().operands().forEach(use -> read.add(use.name()));
        }
        ImmutableList.Builder<Placement> placements = ImmutableList.builder();
        long most = machine.addressing() == Addressing.LINEAR ? 0 : peak;
        for (TensorUse use : uses.values()) {
            Buffer buffer = new Buffer(
                    use.name(),
                    ImmutableList.of(use.name()),
                    use.shape(),
                    use.type(),
                    use.dense(),
                    words(machine, use),
                    new LiveRange(0, steps.size()));
            Placement placement = new Placement(buffer, offsets.getOrDefault(use.name(), 0L));
            placements.add(placement);
            most = machine.addressing() == Addressing.LINEAR ? Math.max(most, placement.endWords()) : most;
        }
        ImmutableList<String> inputs =
                uses.keySet().stream().filter(name -> !written.contains(name)).collect(ImmutableList.toImmutableList());
        ImmutableList<String> outputs =
                uses.keySet().stream().filter(name -> !read.contains(name)).collect(ImmutableList.toImmutableList());
        return new MemoryPlan(
                "random",
                "",
                machine,
                "none",
                placements.build(),
                ImmutableList.copyOf(steps),
                inputs,
                outputs,
                most,
                new MemoryPlan.Bound(0, "none"));
    }
}
