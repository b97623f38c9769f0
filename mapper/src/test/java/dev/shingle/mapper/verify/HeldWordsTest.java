package dev.shingle.mapper.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.search.OverlapPlanner;
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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the means of a large buffer cost, and what they are. */
class HeldWordsTest {

    private static final int STAIRS = 320;
    private static final Window THREE = Window.square(3, 1, Padding.symmetric(1));

    /** A super-resolution network in short: large maps, a skip, a stride, a step up. */
    private static Network large() {
        NetworkBuilder builder = new NetworkBuilder("large", ElementType.INT8);
        FeatureMap image = builder.input("image", Shape.hwc(540, 960, 16));
        FeatureMap stem = builder.convolution("stem", image, 32, THREE, Activation.RELU);
        FeatureMap body = builder.convolution("body", stem, 32, THREE, Activation.NONE);
        FeatureMap sum = builder.add("sum", body, stem, Activation.NONE);
        FeatureMap half = builder.maxPool("half", sum, Window.square(2, 2, Padding.NONE));
        FeatureMap depthwise = builder.depthwise("depthwise", half, 1, THREE, Activation.NONE);
        FeatureMap up = builder.upsample("up", depthwise, 2);
        return builder.output(builder.convolution("last", up, 16, Window.pointwise(), Activation.NONE))
                .build();
    }

    private static MemoryPlan plan(Network network, Machine machine) {
        return ((PlanningResult.Planned) new NetworkPlanner(new OverlapPlanner())
                        .plan(Schedule.of(network, machine), PlanningOptions.defaults()))
                .plan();
    }

    private static Stream<Machine> machines() {
        return Machines.all().stream();
    }

    /** Fails if words, or pixels, are looked at one by one: there are thousands in a row. */
    @ParameterizedTest
    @MethodSource("machines")
    void costAsManyLooksAsThereAreRowsAndStairs(Machine machine) {
        MemoryPlan plan = plan(large(), machine);
        HeldWords held = HeldWords.of(plan);
        for (int i = 0; i < plan.placements().size(); i++) {
            Buffer buffer = plan.placements().get(i).buffer();
            HeldWords.Holding holding = held.of(i);
            long before = held.looks();
            for (int stair = 0; stair < STAIRS; stair++) {
                long first = buffer.sizeWords() * stair / STAIRS;
                long end = buffer.sizeWords() * (stair + 1) / STAIRS;
                assertThat(holding.meanStart(first, end)).isLessThanOrEqualTo(holding.meanEnd(first, end));
            }
            // Both sides; a stair begins within a pixel and a row, and ends within a pixel.
            assertThat(held.looks() - before)
                    .as("%s on %s, %s words", buffer.name(), machine.name(), buffer.sizeWords())
                    .isLessThanOrEqualTo(2L * (buffer.shape().height() + 3 * STAIRS));
        }
    }

    /** 3 x 1 pixels of one channel, pixel after pixel; the second layer reads a window of 3. */
    @ParameterizedTest
    @ValueSource(strings = {"forward-linear", "byte-pixel", "tflm-element"})
    void aWordIsHeldFromItsFirstWriteToItsLastRead(String machine) {
        NetworkBuilder builder = new NetworkBuilder("small", ElementType.INT8);
        FeatureMap image = builder.input("image", Shape.hwc(3, 1, 1));
        FeatureMap middle = builder.convolution("first", image, 1, Window.pointwise(), Activation.NONE);
        Window window = new Window(3, 1, 1, 1, 1, 1, new Padding(1, 1, 0, 0));
        FeatureMap last = builder.convolution("second", middle, 1, window, Activation.NONE);
        MemoryPlan plan =
                plan(builder.output(last).build(), Machines.preset(machine).orElseThrow());
        boolean isForward = plan.steps().stream().allMatch(step -> step.traversal() == Traversal.FORWARD);
        HeldWords.Holding holding = HeldWords.of(plan).of(indexOf(plan, middle.name()));
        if (isForward) {
            assertThat(holding.meanStart(0, 1)).isCloseTo(1 / 6.0, within(1e-12));
            assertThat(holding.meanStart(2, 3)).isCloseTo(5 / 6.0, within(1e-12));
            assertThat(holding.meanEnd(0, 1)).isCloseTo(1 + 3 / 6.0, within(1e-12));
            assertThat(holding.meanEnd(1, 2)).isCloseTo(1 + 5 / 6.0, within(1e-12));
        }
        assertThat(holding.meanStart(0, 3)).isCloseTo(0.5, within(1e-12));
        assertThat(holding.meanEnd(0, 3)).isCloseTo(1 + (3 + 5 + 5) / 18.0, within(1e-12));
    }

    private static int indexOf(MemoryPlan plan, String name) {
        return plan.placements().stream()
                .map(Placement::buffer)
                .map(Buffer::name)
                .toList()
                .indexOf(name);
    }
}
