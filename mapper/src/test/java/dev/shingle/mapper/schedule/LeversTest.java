package dev.shingle.mapper.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.PlanningResult.Infeasible;
import dev.shingle.mapper.schedule.PlanningResult.Lever;
import dev.shingle.mapper.schedule.PlanningResult.Planned;
import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.resize.ImageSize;
import dev.shingle.networks.resize.InputResizer;
import dev.shingle.networks.zoo.Zoo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every number that is given as advice is what planning directly gives. */
class LeversTest {

    private static final ImmutableSet<Traversal> BOTH = ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE);
    private static final PlanningOptions OPTIONS = PlanningOptions.defaults();
    private static final PlanningOptions TRIAL = OPTIONS.withNodes(OPTIONS.nodes() / Levers.QUESTIONS);

    @Test
    void everyLeverIsThePlanOnTheMachineThatHasIt() {
        Set<String> names = new HashSet<>();
        int levers = 0;
        int pairs = 0;
        int useless = 0;
        List<Network> networks = List.of(
                Nets.residual(),
                SmallGraphs.branches(),
                transposed(),
                joined(),
                Zoo.build("camera-face:input=48x64x1"),
                Zoo.build("dncnn:input=16x12x1,depth=4,channels=8"),
                Zoo.build("mobilenet-v1:width=0.25,input=32x32x3"));
        for (Network network : networks) {
            for (Machine machine : machines()) {
                MemoryPlan now = plan(network, machine, OPTIONS);
                for (long capacity : capacities(network, machine, now.peakBytes())) {
                    Infeasible infeasible = infeasible(network, machine, capacity);
                    for (Lever lever : infeasible.levers()) {
                        if (lever.inputSize().isEmpty()) {
                            requireTrue(lever, network, machine, now, capacity);
                            levers++;
                            names.addAll(List.of(lever.name().split("\\+")));
                            pairs += lever.name().contains("+") ? 1 : 0;
                        }
                    }
                    requireCheapestPair(infeasible, network, machine, now);
                    useless += uselessSingles(infeasible, network, machine, now);
                }
            }
        }
        System.out.printf("levers: %d, %d of them pairs; %d changes rightly left out%n", levers, pairs, useless);
        assertThat(levers).isGreaterThan(80);
        assertThat(names).containsExactlyInAnyOrderElementsOf(SINGLES);
        assertThat(pairs).isPositive();
        assertThat(useless).isPositive();
    }

    /** One byte less, a little less, and the least that any pair of changes reaches if that is less. */
    private static Set<Long> capacities(Network network, Machine machine, long peakBytes) {
        long least = pairs(machine, network).stream()
                .mapToLong(pair -> planWith(pair, network, machine).peakBytes())
                .min()
                .orElse(peakBytes);
        return ImmutableSet.of(peakBytes - 1, peakBytes * 97 / 100, Math.min(peakBytes - 1, least));
    }

    private static final List<String> SINGLES =
            List.of("zero-copy-concat", "either-direction", "circular", "write-pixel", "write-row", "line-buffer");

    private static List<String> pairs(Machine machine, Network network) {
        List<String> able = SINGLES.stream()
                .filter(name -> isChange(name, network, machine))
                .toList();
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < able.size(); i++) {
            for (int j = i + 1; j < able.size(); j++) {
                if (!able.get(i).startsWith("write") || !able.get(j).startsWith("write")) {
                    pairs.add(able.get(i) + "+" + able.get(j));
                }
            }
        }
        return pairs;
    }

    private static void requireCheapestPair(Infeasible infeasible, Network network, Machine machine, MemoryPlan now) {
        Optional<Lever> pair = infeasible.levers().stream()
                .filter(lever -> lever.name().contains("+"))
                .findFirst();
        boolean isSingleEnough = infeasible.levers().stream()
                .anyMatch(lever -> lever.fits()
                        && !lever.name().contains("+")
                        && lever.inputSize().isEmpty());
        List<Long> stagings = pairs(machine, network).stream()
                .map(names -> planWith(names, network, machine))
                .filter(plan -> plan.peakBytes() <= infeasible.capacityBytes())
                .map(plan -> Math.max(0, Staging.bytes(plan) - Staging.bytes(now)))
                .toList();
        assertThat(pair.isPresent()).isEqualTo(!isSingleEnough && !stagings.isEmpty());
        pair.ifPresent(lever -> assertThat(lever.stagingBytes()).isEqualTo(Collections.min(stagings)));
    }

    /** Two halves and their joint tensor: live together if copied. */
    private static Network joined() {
        Nets nets = new Nets();
        FeatureMap in = nets.input(8, 8, 2);
        FeatureMap a = nets.convolution(in, 8, 1, 1);
        FeatureMap b = nets.convolution(in, 8, 1, 1);
        FeatureMap both = nets.add(new Operator.Concatenation(3, Activation.NONE), Shape.hwc(8, 8, 16), a, b);
        return nets.network("joined", nets.convolution(both, 2, 1, 1));
    }

    /** No line buffer helps these; forward only they drift, and groups make each step's distance larger. */
    private static Network transposed() {
        Nets nets = new Nets();
        FeatureMap x = nets.input(6, 6, 8);
        for (int i = 0; i < 4; i++) {
            Window window = Window.square(3, 1, Padding.symmetric(1));
            x = nets.add(new Operator.TransposedConvolution(window, Activation.NONE), Shape.hwc(6, 6, 8), x);
        }
        return nets.network("transposed", x);
    }

    private static void requireTrue(Lever lever, Network network, Machine machine, MemoryPlan now, long capacity) {
        MemoryPlan direct = planWith(lever.name(), network, machine);
        assertThat(lever.demandBytes())
                .as("%s of %s on %s", lever, network.name(), machine)
                .isEqualTo(direct.peakBytes())
                .isLessThan(now.peakBytes());
        assertThat(lever.optimal()).isEqualTo(direct.isOptimal());
        assertThat(lever.fits()).isEqualTo(direct.peakBytes() <= capacity);
        assertThat(lever.stagingBytes()).isEqualTo(Math.max(0, Staging.bytes(direct) - Staging.bytes(now)));
        assertThat(lever.cost()).isNotEmpty();
    }

    /** What is not listed must not help. */
    private static int uselessSingles(Infeasible infeasible, Network network, Machine machine, MemoryPlan now) {
        List<String> listed = infeasible.levers().stream().map(Lever::name).toList();
        int useless = 0;
        for (String name : SINGLES) {
            if (!listed.contains(name) && isChange(name, network, machine)) {
                assertThat(planWith(name, network, machine).peakBytes())
                        .as("%s of %s on %s", name, network.name(), machine)
                        .isGreaterThanOrEqualTo(now.peakBytes());
                useless++;
            }
        }
        return useless;
    }

    private static ImmutableList<Machine> machines() {
        return ImmutableList.of(
                Nets.either(),
                Nets.forward(),
                Nets.circular(),
                machine(new WriteGranularity.Group(1)),
                machine(new WriteGranularity.Group(4)),
                machine(new WriteGranularity.Row()));
    }

    private static Machine machine(WriteGranularity unit) {
        return Nets.machine(Layout.bytes(), unit, Nets.FORWARD, Addressing.LINEAR, 1);
    }

    /** The machine that a lever's name stands for; the same if it has the ability. */
    private static Machine with(Machine machine, String names, Network network) {
        WriteGranularity unit = machine.writeGranularity();
        ImmutableSet<Traversal> traversals = machine.traversals();
        Addressing addressing = machine.addressing();
        int lineBufferRows = machine.lineBufferRows();
        for (String name : names.split("\\+")) {
            switch (name) {
                case "either-direction" -> traversals = BOTH;
                case "circular" -> addressing = Addressing.CIRCULAR;
                case "write-pixel" ->
                    unit = unit instanceof WriteGranularity.Group ? new WriteGranularity.Pixel() : unit;
                case "zero-copy-concat" -> {}
                case "write-row" -> unit = new WriteGranularity.Row();
                case "line-buffer" -> lineBufferRows = tallestKernel(network);
                default -> throw new AssertionError("no such lever: " + name);
            }
        }
        return new Machine(
                machine.name(),
                machine.source(),
                machine.layout(),
                unit,
                lineBufferRows,
                GroupOrder.DESCENDING,
                traversals,
                addressing,
                machine.alignmentWords(),
                OptionalLong.empty());
    }

    private static boolean isChange(String name, Network network, Machine machine) {
        return name.equals("zero-copy-concat")
                ? !schedule(name, network, machine).joinedLayers().isEmpty()
                : !with(machine, name, network).equals(machine);
    }

    private static Schedule schedule(String names, Network network, Machine machine) {
        ScheduleOptions options = names.contains("zero-copy-concat")
                ? ScheduleOptions.zeroCopyConcatenation()
                : ScheduleOptions.defaults();
        return Schedule.of(network, "", with(machine, names, network), options);
    }

    private static MemoryPlan planWith(String names, Network network, Machine machine) {
        return plan(schedule(names, network, machine), TRIAL);
    }

    private static int tallestKernel(Network network) {
        boolean slides = network.layers().stream()
                .filter(layer -> !(layer.operator() instanceof Operator.TransposedConvolution))
                .anyMatch(layer -> layer.operator().toString().contains("kernelHeight=3"));
        return slides ? 3 : 0;
    }

    /** Planning every smaller size of a zoo network, as the zoo builds it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "camera-face:input=48x64x1 | byte-pixel",
                "camera-face:input=48x64x1 | lane8-group",
                "camera-face:input=45x60x1 | forward-linear",
                "dncnn:depth=4,channels=8,input=24x24x1 | forward-linear",
                "dncnn:depth=4,channels=8,residual=true,input=20x30x1 | circular",
                "mobilenet-v1:width=0.25,padding=same,input=48x48x3 | byte-pixel",
                "ssd-mobilenet-v1-backbone:width=0.25,input=41x41x3 | tflm-element",
                "tiny-yolov2:input=40x40x3 | row",
            })
    void theSmallerInputIsTheLargestThatFits(String spec, String preset) {
        Machine machine = Machines.preset(preset).orElseThrow();
        Network network = Zoo.build(spec);
        Shape shape = network.inputs().get(0).shape();
        ImmutableList<ImageSize> sizes = new InputResizer(network).smallerSizes();
        ImmutableList<Optional<MemoryPlan>> plans = sizes.stream()
                .map(size -> planOfZoo(spec.replaceAll("input=.*", "input=" + size + "x" + shape.channels()), machine))
                .collect(ImmutableList.toImmutableList());
        long full = plan(network, machine, OPTIONS).peakBytes();
        int asked = 0;
        for (long capacity = full - 1; capacity > full / 8; capacity -= full / 11) {
            Infeasible infeasible = infeasible(network, machine, capacity);
            Optional<Lever> lever = infeasible.levers().stream()
                    .filter(it -> it.inputSize().isPresent())
                    .findFirst();
            int expected = firstThatFits(plans, capacity);
            assertThat(lever.flatMap(Lever::inputSize))
                    .as("%s in %s bytes", spec, capacity)
                    .isEqualTo(expected < 0 ? Optional.empty() : Optional.of(sizes.get(expected)));
            lever.ifPresent(it -> assertThat(it.demandBytes())
                    .isEqualTo(plans.get(expected).orElseThrow().peakBytes()));
            assertThat(infeasible.whyNoSmallerInput().isEmpty()).isEqualTo(lever.isPresent());
            asked++;
        }
        List<Long> rising = Lists.reverse(plans).stream()
                .flatMap(Optional::stream)
                .map(MemoryPlan::peakBytes)
                .toList();
        System.out.printf(
                "%s on %s: %d capacities, %d sizes, the need rises with the size: %s%n",
                spec,
                preset,
                asked,
                sizes.size(),
                rising.equals(rising.stream().sorted().toList()));
        assertThat(asked).isGreaterThan(8);
    }

    private static int firstThatFits(ImmutableList<Optional<MemoryPlan>> plans, long capacity) {
        for (int i = 0; i < plans.size(); i++) {
            if (plans.get(i).isPresent() && plans.get(i).get().peakBytes() <= capacity) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<MemoryPlan> planOfZoo(String spec, Machine machine) {
        try {
            return Optional.of(plan(Zoo.build(spec), machine, TRIAL));
        } catch (dev.shingle.networks.NetworkFormatException tooSmall) {
            return Optional.empty();
        }
    }

    private static Infeasible infeasible(Network network, Machine machine, long capacityBytes) {
        PlanningResult result = new NetworkPlanner(new OverlapPlanner())
                .plan(Schedule.of(network, "", machine), OPTIONS.withCapacityBytes(capacityBytes));
        assertThat(result).isInstanceOf(Infeasible.class);
        return (Infeasible) result;
    }

    private static MemoryPlan plan(Network network, Machine machine, PlanningOptions options) {
        return plan(Schedule.of(network, "", machine), options);
    }

    private static MemoryPlan plan(Schedule schedule, PlanningOptions options) {
        PlanningResult result = new NetworkPlanner(new OverlapPlanner()).plan(schedule, options);
        assertThat(result).isInstanceOf(Planned.class);
        return ((Planned) result).plan();
    }
}
