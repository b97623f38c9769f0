package dev.shingle.mapper.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.schedule.PlanningResult.Infeasible;
import dev.shingle.networks.Network;
import dev.shingle.networks.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduledConflictTest {

    @Test
    void driftIsAConflictOfManySteps() {
        Infeasible infeasible = infeasible(Zoo.build("dncnn"), Nets.forward(), 1_100_000);
        ScheduledConflict conflict = infeasible.conflict();
        assertThat(conflict.steps()).extracting(ScheduledStep::index).containsExactly(9, 10, 11, 12, 13, 14, 15);
        assertThat(conflict.buffers()).hasSize(8);
        assertThat(conflict.bytesOver()).isEqualTo(6368);
        assertThat(conflict.minimal()).isTrue();
        assertThat(conflict.proven()).isTrue();
        assertThat(infeasible.isProven()).isTrue();
        assertThat(infeasible.gapBytes()).isEqualTo(72_416);
    }

    /** Words of eight bytes, and capacities between them. */
    @Test
    void bytesAreCountedFromWords() {
        for (String preset : List.of("reference-p8", "reference-p4", "byte-pixel", "circular")) {
            Machine machine = Machines.preset(preset).orElseThrow();
            Network network = Zoo.build("camera-face:input=48x64x1");
            for (long capacity = 9000; capacity < 12_100; capacity += 331) {
                ScheduledConflict conflict =
                        infeasible(network, machine, capacity).conflict();
                assertThat(conflict.demandBytes() % (machine.layout().wordBits() / 8))
                        .isZero();
                assertThat(conflict.bytesOver())
                        .isEqualTo(conflict.demandBytes() - capacity)
                        .isPositive();
                assertThat(conflict.buffers())
                        .isSortedAccordingTo((a, b) -> Long.compare(b.sizeWords(), a.sizeWords()));
                for (Buffer buffer : conflict.buffers()) {
                    assertThat(conflict.steps()).anyMatch(step -> buffer.live().contains(step.index()));
                }
            }
        }
    }

    @Test
    void aNetworkWithoutStepsConflictsAtTheHost() {
        ScheduledConflict conflict =
                infeasible(SmallGraphs.viewsOnly(), Nets.either(), 10).conflict();
        assertThat(conflict.steps()).isEmpty();
        assertThat(conflict.buffers()).hasSize(1);
        assertThat(conflict.bytesOver()).isEqualTo(6);
    }

    private static Infeasible infeasible(Network network, Machine machine, long capacityBytes) {
        PlanningResult result = new NetworkPlanner(new OverlapPlanner())
                .plan(
                        Schedule.of(network, "", machine),
                        PlanningOptions.defaults().withCapacityBytes(capacityBytes));
        assertThat(result).isInstanceOf(Infeasible.class);
        return (Infeasible) result;
    }
}
