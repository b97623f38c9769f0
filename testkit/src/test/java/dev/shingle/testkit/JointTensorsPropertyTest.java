package dev.shingle.testkit;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.mapper.schedule.ScheduledStep;
import dev.shingle.mapper.verify.CheckReport;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.sim.literal.LiteralReplay;
import dev.shingle.sim.replay.Replay;
import dev.shingle.sim.replay.ReplayReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Joint tensors by their elements, and plans with joint tensors that nobody has planned. */
class JointTensorsPropertyTest {

    @Provide
    Arbitrary<Network> joins() {
        return RandomJoins.networks();
    }

    @Provide
    Arbitrary<Machine> machines() {
        return RandomMachines.machines();
    }

    /** What a concatenation would copy is already there: each element of a part lies where the joint tensor has it. */
    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void everyElementOfAPartIsWhereTheJointTensorHasIt(
            @ForAll("joins") Network network, @ForAll("machines") Machine machine) {
        Schedule schedule = zeroCopy(network, machine);
        Map<String, TensorUse> uses = usesByFeatureMap(network, schedule);
        List<String> joined = schedule.joinedLayers();
        int compared = 0;
        for (Layer layer : network.layers()) {
            TensorUse joint = uses.get(layer.outputs().get(0).name());
            if (joint == null || !joined.contains(layer.name())) {
                continue;
            }
            int axis = ((Operator.Concatenation) layer.operator()).axis();
            int before = 0;
            for (int i = 0; i < layer.inputs().size(); i++) {
                TensorUse part = uses.get(layer.inputs().get(i).name());
                if (part != null) {
                    compareElements(part, joint, axis, before, machine);
                    compared++;
                }
                before += layer.inputs().get(i).shape().dimension(axis);
            }
        }
        Statistics.label("parts")
                .collect(compared > 0)
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= 40));
    }

    private static void compareElements(TensorUse part, TensorUse joint, int axis, int before, Machine machine) {
        assertThat(part.name()).isEqualTo(joint.name());
        Shape from = part.shape();
        for (long element = 0; element < from.elements(); element++) {
            int[] at = new int[from.rank()];
            long rest = element;
            for (int i = at.length - 1; i >= 0; i--) {
                at[i] = (int) (rest % from.dimension(i));
                rest /= from.dimension(i);
            }
            at[axis] += before;
            long whole = 0;
            for (int i = 0; i < at.length; i++) {
                whole = whole * joint.shape().dimension(i) + at[i];
            }
            if (bit(part, element, machine) != bit(joint, whole, machine)) {
                fail("element %s of %s is elsewhere in %s", element, part, joint);
            }
        }
    }

    /** First bit of an element in its buffer, straight from the description of the slice. */
    private static long bit(TensorUse use, long element, Machine machine) {
        TensorLayout own = machine.layout().of(use.shape(), use.type(), use.dense());
        long pixel = element / own.channels();
        long channel = element % own.channels();
        int bits = use.type().bits();
        return use.slice()
                .map(slice -> slice.offsetWords() * machine.layout().wordBits()
                        + (pixel * slice.pixelStride() + slice.channelOffset() + channel) * bits)
                .orElse((pixel * own.storedChannels() + channel) * bits);
    }

    private static Map<String, TensorUse> usesByFeatureMap(Network network, Schedule schedule) {
        Map<String, Layer> layers = new HashMap<>();
        network.layers().forEach(layer -> layers.put(layer.name(), layer));
        Map<String, TensorUse> uses = new HashMap<>();
        for (ScheduledStep step : schedule.steps()) {
            Layer layer = layers.get(step.layer());
            for (int i = 0; i < layer.operands().size(); i++) {
                note(
                        uses,
                        layer.operands().get(i).name(),
                        step.operation().operands().get(i));
            }
            for (int i = 0; i < layer.outputs().size(); i++) {
                note(
                        uses,
                        layer.outputs().get(i).name(),
                        step.operation().results().get(i));
            }
        }
        return uses;
    }

    private static void note(Map<String, TensorUse> uses, String name, TensorUse use) {
        TensorUse known = uses.putIfAbsent(name, use);
        assertThat(known == null || known.equals(use))
                .as("%s and %s", known, use)
                .isTrue();
    }

    /** Buffers anywhere: the checker, the replay and the literal replay see the same. */
    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void judgesAgreeWhereverBuffersLie(
            @ForAll("joins") Network network, @ForAll("machines") Machine machine, @ForAll long seed) {
        Schedule schedule = zeroCopy(network, machine);
        MemoryPlan plan = anywhere(schedule, new Random(seed));
        CheckReport check = PlanChecker.check(network, plan);
        ReplayReport replay = Replay.run(plan);
        assertThat(check.isSafe()).as("%s %s", check, plan).isEqualTo(replay.isSilent());
        // Which of two results stays that one unit writes to the same word is not part of the model: the plan is bad
        // either way, but the step that misses its word differs.
        boolean settled = plan.steps().stream().noneMatch(step -> resultsCollide(step, plan));
        if (check instanceof CheckReport.Unsafe unsafe && replay.outOfBounds() == 0 && settled) {
            assertThat(unsafe.firstLost().orElseThrow().step())
                    .as("%s", plan)
                    .isEqualTo(replay.firstLost().orElseThrow().step());
        }
        boolean isSmall = settled
                && schedule.buffers().stream().mapToLong(Buffer::sizeWords).sum() < 250;
        if (isSmall) {
            ReplayReport literal = LiteralReplay.run(plan);
            assertThat(replay.firstLost()).isEqualTo(literal.firstLost());
            assertThat(replay.violationsPerStep()).isEqualTo(literal.violationsPerStep());
        }
        Statistics.label("plan")
                .collect(schedule.joinedLayers().isEmpty() ? "no joint tensor" : check.isSafe() ? "safe" : "unsafe")
                .coverage(coverage -> {
                    coverage.check("safe").percentage(share -> share >= 10);
                    coverage.check("unsafe").percentage(share -> share >= 20);
                });
        Statistics.label("settled")
                .collect(settled)
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= 60));
        Statistics.label("literal")
                .collect(isSmall)
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= 10));
    }

    /** Whether two results of the step lie in buffers that share words; parts of one joint tensor never do. */
    private static boolean resultsCollide(Step step, MemoryPlan plan) {
        List<Placement> homes = step.operation().results().stream()
                .map(TensorUse::name)
                .distinct()
                .flatMap(name -> plan.placements().stream()
                        .filter(placement -> placement.buffer().name().equals(name)))
                .toList();
        long span = plan.machine().addressing() == Addressing.LINEAR ? Long.MAX_VALUE : plan.peakWords();
        for (Placement one : homes) {
            for (Placement other : homes) {
                // Modulo the span: linear addresses are below it and never wrap.
                long apart = Math.floorMod(other.offsetWords() - one.offsetWords(), span);
                if (one != other && apart < one.buffer().sizeWords()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Schedule zeroCopy(Network network, Machine machine) {
        return Schedule.of(network, machine, ScheduleOptions.zeroCopyConcatenation());
    }

    /** One behind the other, then some of them somewhere else. */
    private static MemoryPlan anywhere(Schedule schedule, Random random) {
        Machine machine = schedule.machine();
        int alignment = machine.alignmentWords();
        long end = 0;
        for (Buffer buffer : schedule.buffers()) {
            end += (buffer.sizeWords() + alignment - 1) / alignment * alignment;
        }
        long span = end;
        int moved = random.nextInt(4);
        long next = 0;
        long highest = 1;
        ImmutableList.Builder<Placement> placements = ImmutableList.builder();
        for (Buffer buffer : schedule.buffers()) {
            boolean moves = random.nextInt(6) < moved;
            long offset = moves ? random.nextInt((int) span) / alignment * alignment : next;
            placements.add(new Placement(buffer, offset));
            next += (buffer.sizeWords() + alignment - 1) / alignment * alignment;
            highest = Math.max(highest, offset + buffer.sizeWords());
        }
        return plan(schedule, placements.build(), machine.addressing() == Addressing.LINEAR ? highest : span, random);
    }

    private static MemoryPlan plan(
            Schedule schedule, ImmutableList<Placement> placements, long peakWords, Random random) {
        ImmutableList<Traversal> traversals = schedule.machine().traversals().asList();
        ImmutableList<Step> steps = schedule.steps().stream()
                .map(step -> new Step(
                        step.index(),
                        step.layer(),
                        step.sources(),
                        step.operation(),
                        step.outputRows(),
                        traversals.get(random.nextInt(traversals.size())),
                        ImmutableList.of()))
                .collect(toImmutableList());
        return new MemoryPlan(
                schedule.network().name(),
                schedule.networkHash(),
                schedule.machine(),
                "random",
                placements,
                steps,
                schedule.inputs(),
                schedule.outputs(),
                peakWords,
                new MemoryPlan.Bound(0, "none"));
    }
}
