package dev.shingle.testkit.plan;

import static dev.shingle.testkit.plan.PlanAssertions.assertThatPlacement;
import static dev.shingle.testkit.plan.PlanAssertions.assertThatPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.catalogue.Planners;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.NetworkBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** A mapper from outside, played by two: one that lays everything end to end, one that lays everything at zero. */
class PlanAssertTest {

    private static final PlanningOptions OPTIONS = new PlanningOptions(1, OptionalLong.empty(), 300);

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void endToEndIsSafe(@ForAll Network network, @ForAll Machine machine) {
        Schedule schedule = Schedule.of(network, machine);
        Map<String, Long> offsets = endToEnd(schedule);
        long words = schedule.buffers().stream().mapToLong(Buffer::sizeWords).sum();
        assertThatPlacement(schedule, offsets).isSafe();
        assertThat(OwnPlacement.plan(schedule, offsets).peakWords()).isGreaterThanOrEqualTo(words);
    }

    /** Buffers start at multiples of the alignment. */
    private static Map<String, Long> endToEnd(Schedule schedule) {
        Map<String, Long> offsets = new HashMap<>();
        long next = 0;
        for (Buffer buffer : schedule.buffers()) {
            offsets.put(buffer.name(), next);
            long alignment = schedule.machine().alignmentWords();
            next = (next + buffer.sizeWords() + alignment - 1) / alignment * alignment;
        }
        return offsets;
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void ourPlannersOffsetsAreSafeHandedInByAnother(@ForAll Network network, @ForAll Machine machine) {
        Schedule schedule = Schedule.of(network, machine);
        MemoryPlan ours =
                ((PlanningResult.Planned) new NetworkPlanner(Planners.all().get(0)).plan(schedule, OPTIONS)).plan();
        Map<String, Long> offsets = new HashMap<>();
        for (Placement placement : ours.placements()) {
            offsets.put(placement.buffer().name(), placement.offsetWords());
        }
        assertThatPlan(ours).isSafe().fitsInto(ours.peakBytes());
        if (ours.isOptimal()) {
            assertThatPlan(ours).isOptimal();
        }
    }

    /** x -conv-> y, and both are added: they may not lie in the same words. */
    @Test
    void allAtZeroIsSeenToBeUnsafe() {
        NetworkBuilder builder = new NetworkBuilder("residual", ElementType.INT8);
        FeatureMap x = builder.input("x", Shape.hwc(4, 4, 2));
        FeatureMap y = builder.convolution("y", x, 2, Window.square(3, 1, Padding.symmetric(1)), Activation.NONE);
        builder.output(builder.add("z", x, y, Activation.NONE));
        Schedule schedule = Schedule.of(builder.build(), Machines.standard());
        Map<String, Long> offsets = new HashMap<>();
        schedule.buffers().forEach(buffer -> offsets.put(buffer.name(), 0L));

        assertThatPlacement(schedule, offsets).isUnsafe();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatPlacement(schedule, offsets).isSafe())
                .withMessageContaining("not safe")
                .withMessageContaining("reads word");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> assertThatPlacement(schedule, endToEnd(schedule)).isUnsafe());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> assertThatPlacement(schedule, endToEnd(schedule)).fitsInto(95))
                .withMessageContaining("needs 96 bytes, 1 more than the capacity of 95");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> assertThatPlacement(schedule, endToEnd(schedule)).isOptimal());
    }
}
