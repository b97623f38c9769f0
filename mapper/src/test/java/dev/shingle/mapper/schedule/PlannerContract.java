package dev.shingle.mapper.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.mapper.schedule.PlanningResult.Infeasible;
import dev.shingle.mapper.schedule.PlanningResult.Planned;
import dev.shingle.networks.Network;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every planner's plans must be, on chains and graphs, for machines of every kind. */
abstract class PlannerContract {

    abstract Planner planner();

    static Stream<Arguments> cases() {
        return networks().flatMap(network -> machines().map(machine -> Arguments.of(network, machine)));
    }

    private static Stream<Network> networks() {
        return Stream.of(
                Nets.mobileNet(32),
                Nets.keywords(),
                Nets.dnCnn(12),
                Nets.residual(),
                SmallGraphs.branches(),
                SmallGraphs.splits(),
                SmallGraphs.views(),
                SmallGraphs.viewsOnly());
    }

    private static Stream<Machine> machines() {
        Layout lanes = new Layout(32, 4, true);
        return Stream.of(
                Nets.either(),
                Nets.forward(),
                Nets.machine(Set.of(Traversal.REVERSE), Addressing.LINEAR, 1),
                Nets.circular(),
                Nets.machine(Nets.EITHER, Addressing.CIRCULAR, 8),
                Nets.machine(Nets.EITHER, Addressing.LINEAR, 16),
                Nets.machine(lanes, new WriteGranularity.Group(4), Nets.EITHER, Addressing.LINEAR, 1),
                Nets.machine(lanes, new WriteGranularity.Row(), Nets.FORWARD, Addressing.CIRCULAR, 4));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void plansAreSafeAndComplete(Network network, Machine machine) {
        Schedule schedule = Schedule.of(network, "hash", machine);
        MemoryPlan plan = plan(schedule);
        assertThat(plan.placements().stream().map(Placement::buffer)).containsExactlyElementsOf(schedule.buffers());
        assertThat(plan.steps()).hasSameSizeAs(schedule.steps());
        assertThat(plan.planner()).isEqualTo(planner().name());
        assertThat(plan.networkHash()).isEqualTo("hash");
        assertThat(plan.peakWords()).isGreaterThanOrEqualTo(plan.bound().words());
        checkPlaces(plan);
        checkDirections(plan);
        for (Placement a : plan.placements()) {
            for (Placement b : plan.placements()) {
                if (!a.equals(b) && a.buffer().live().overlaps(b.buffer().live())) {
                    assertThat(isSafe(plan, a, b)).as("%s and %s", a, b).isTrue();
                }
            }
        }
    }

    private static void checkPlaces(MemoryPlan plan) {
        for (Placement placement : plan.placements()) {
            assertThat(placement.offsetWords() % plan.machine().alignmentWords())
                    .isZero();
            if (plan.machine().addressing() == Addressing.CIRCULAR) {
                assertThat(placement.offsetWords()).isLessThan(plan.peakWords());
                assertThat(placement.buffer().sizeWords()).isLessThanOrEqualTo(plan.peakWords());
            } else {
                assertThat(placement.endWords()).isLessThanOrEqualTo(plan.peakWords());
            }
        }
        if (plan.machine().addressing() == Addressing.LINEAR) {
            assertThat(plan.placements().stream().mapToLong(Placement::endWords).max())
                    .hasValue(plan.peakWords());
        }
    }

    private static void checkDirections(MemoryPlan plan) {
        for (Step step : plan.steps()) {
            assertThat(plan.machine().traversals()).contains(step.traversal());
            for (Step.DistanceClaim claim : step.distances()) {
                assertThat(claim.distance())
                        .isEqualTo(distance(plan.machine(), step, claim.operand(), claim.result())
                                .orElseThrow());
            }
        }
    }

    /** Equation (9) for the chosen directions, from the distances themselves. */
    private static boolean isSafe(MemoryPlan plan, Placement a, Placement b) {
        long ab = clearance(plan, a.buffer(), b.buffer());
        long ba = clearance(plan, b.buffer(), a.buffer());
        long rise = b.offsetWords() - a.offsetWords();
        if (ab == Long.MIN_VALUE || ba == Long.MIN_VALUE) {
            return true;
        }
        if (plan.machine().addressing() == Addressing.LINEAR) {
            return rise >= ab || -rise >= ba;
        }
        long modulus = plan.peakWords();
        return LongStream.rangeClosed(-2, 2)
                .anyMatch(k -> ab <= rise + k * modulus && rise + k * modulus <= modulus - ba);
    }

    /** Least start(above) - start(below) if {@code below} lies below. */
    private static long clearance(MemoryPlan plan, Buffer below, Buffer above) {
        for (Step step : plan.steps()) {
            boolean forward = step.traversal() == Traversal.FORWARD;
            Buffer operand = forward ? above : below;
            Buffer result = forward ? below : above;
            boolean meets = operand.live().end() == step.index() + 1
                    && result.live().start() == step.index()
                    && !plan.outputs().contains(operand.name())
                    && !operand.equals(result);
            Optional<Distance> distance =
                    meets ? distance(plan.machine(), step, operand.name(), result.name()) : Optional.empty();
            if (distance.isPresent()) {
                long words = distance.get().words();
                return forward || distance.get().isFree() ? words : operand.sizeWords() + words - result.sizeWords();
            }
        }
        return below.sizeWords();
    }

    /** Empty unless the step reads the one and writes the other. */
    private static Optional<Distance> distance(Machine machine, Step step, String operand, String result) {
        Optional<Distance> most = Optional.empty();
        ImmutableList<TensorUse> operands = step.operation().operands();
        ImmutableList<TensorUse> results = step.operation().results();
        for (int i = 0; i < operands.size(); i++) {
            for (int j = 0; j < results.size(); j++) {
                if (operands.get(i).isInScratchpad()
                        && operands.get(i).name().equals(operand)
                        && results.get(j).name().equals(result)) {
                    Distance one = SafeDistances.of(step.operation(), i, j, step.traversal(), machine);
                    most = Optional.of(most.map(one::max).orElse(one));
                }
            }
        }
        return most;
    }

    @Test
    void sameSeedSamePlan() {
        Schedule schedule = Schedule.of(SmallGraphs.branches(), "", Nets.forward());
        assertThat(plan(schedule)).isEqualTo(plan(Schedule.of(SmallGraphs.branches(), "", Nets.forward())));
    }

    @Test
    void capacityDecidesAtTheByte() {
        Schedule schedule = Schedule.of(Nets.residual(), "", Nets.forward());
        long peak = plan(schedule).peakBytes();
        PlanningOptions options = PlanningOptions.defaults();
        assertThat(new NetworkPlanner(planner()).plan(schedule, options.withCapacityBytes(peak)))
                .isInstanceOf(Planned.class);
        PlanningResult tooSmall = new NetworkPlanner(planner()).plan(schedule, options.withCapacityBytes(peak - 1));
        assertThat(tooSmall).isInstanceOf(Infeasible.class);
        Infeasible infeasible = (Infeasible) tooSmall;
        assertThat(infeasible.demandBytes()).isEqualTo(peak);
        assertThat(infeasible.gapBytes()).isEqualTo(1);
        assertThat(infeasible.buffers()).isNotEmpty();
        assertThat(infeasible.levers())
                .allSatisfy(lever -> assertThat(lever.demandBytes()).isLessThan(peak));
    }

    @Test
    void machineGivesTheCapacityIfTheUserDoesNot() {
        Machine open = Nets.either();
        Machine machine = new Machine(
                open.name(),
                open.source(),
                open.layout(),
                open.writeGranularity(),
                0,
                GroupOrder.DESCENDING,
                open.traversals(),
                open.addressing(),
                1,
                java.util.OptionalLong.of(1000));
        Schedule schedule = Schedule.of(Nets.residual(), "", machine);
        PlanningResult result = new NetworkPlanner(planner()).plan(schedule, PlanningOptions.defaults());
        assertThat(result).isInstanceOf(Infeasible.class);
        assertThat(((Infeasible) result).isProven()).isTrue();
        assertThat(((Infeasible) result).lowerBoundBytes()).isEqualTo(33_296);
        assertThat(new NetworkPlanner(planner())
                        .plan(schedule, PlanningOptions.defaults().withCapacityBytes(1 << 20)))
                .isInstanceOf(Planned.class);
    }

    MemoryPlan plan(Schedule schedule) {
        PlanningResult result = new NetworkPlanner(planner()).plan(schedule, PlanningOptions.defaults());
        assertThat(result).isInstanceOf(Planned.class);
        return ((Planned) result).plan();
    }
}
