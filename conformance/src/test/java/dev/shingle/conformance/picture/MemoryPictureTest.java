package dev.shingle.conformance.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.MappingResult;
import dev.shingle.api.Shingle;
import dev.shingle.api.picture.Approach;
import dev.shingle.api.picture.BufferShape;
import dev.shingle.api.picture.MemoryPicture;
import dev.shingle.api.picture.Outline;
import dev.shingle.api.picture.Point;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.catalogue.Planners;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.testkit.RandomJoins;
import dev.shingle.testkit.RandomMachines;
import dev.shingle.testkit.RandomNetworks;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes of different buffers never overlap, those without slack touch, and areas are bytes times steps. */
class MemoryPictureTest {

    private static final PlanningOptions OPTIONS = new PlanningOptions(1, OptionalLong.empty(), 2_000);
    private static final ImmutableList<String> PLANNERS = ImmutableList.of("overlap", "disjoint-greedy");

    @Provide
    Arbitrary<Network> networks() {
        return RandomNetworks.networks();
    }

    @Provide
    Arbitrary<Network> joins() {
        return RandomJoins.networks();
    }

    @Provide
    Arbitrary<Machine> machines() {
        return RandomMachines.machines();
    }

    @Property(tries = 250, shrinking = ShrinkingMode.OFF)
    void onAnyNetworkAndMachine(@ForAll("networks") Network network, @ForAll("machines") Machine machine) {
        assertTrue(network, Schedule.of(network, machine));
    }

    @Property(tries = 120, shrinking = ShrinkingMode.OFF)
    void withJointTensors(@ForAll("joins") Network network, @ForAll("machines") Machine machine) {
        assertTrue(network, Schedule.of(network, machine).with(ScheduleOptions.zeroCopyConcatenation()));
    }

    private static void assertTrue(Network network, Schedule schedule) {
        for (String name : PLANNERS) {
            Planner planner = Planners.byName(name).orElseThrow();
            MemoryPlan plan = ((PlanningResult.Planned) new NetworkPlanner(planner).plan(schedule, OPTIONS)).plan();
            assertThat(PlanChecker.check(network, plan).isSafe()).isTrue();
            MemoryPicture picture = MemoryPicture.of(plan);
            assertThat(picture.buffers()).hasSameSizeAs(plan.placements());
            picture.buffers().forEach(shape -> assertAreaIsTrue(plan, shape));
            assertNothingOverlaps(picture);
        }
    }

    private static void assertAreaIsTrue(MemoryPlan plan, BufferShape shape) {
        Buffer buffer = shape.buffer();
        double drawn = shape.outlines().stream().mapToDouble(Outline::byteSteps).sum();
        double bytes = buffer.sizeWords() * plan.machine().layout().wordBits() / 8.0;
        int steps = buffer.live().end() - buffer.live().start();
        assertThat(drawn).as(buffer.name()).isCloseTo(shape.byteSteps(), within(1e-6 * bytes * steps + 1e-9));
        assertThat(drawn).isLessThanOrEqualTo(bytes * steps * (1 + 1e-9));
        assertThat(drawn).isGreaterThanOrEqualTo(bytes * (steps - 2) - 1e-6);
    }

    private static void assertNothingOverlaps(MemoryPicture picture) {
        ImmutableList<BufferShape> shapes = picture.buffers();
        for (int i = 0; i < shapes.size(); i++) {
            for (int j = i + 1; j < shapes.size(); j++) {
                assertThat(Slabs.commonByteSteps(shapes.get(i), shapes.get(j)))
                        .as("%s and %s in %s", shapes.get(i), shapes.get(j), picture.plan())
                        .isLessThan(1e-6);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"byte-pixel", "forward-linear", "circular", "lane8-group", "line-buffer", "row", "reference-p8"})
    void whatFollowsCloselyTouches(String machine) {
        MemoryPicture picture = picture("camera-face", machine);
        assertNothingOverlaps(picture);
        int touching = 0;
        for (BufferShape shape : picture.buffers()) {
            for (Approach approach : shape.approaches()) {
                if (approach.result().equals(shape.buffer().name()) && approach.isTouching()) {
                    double gap = Slabs.leastGapSteps(named(picture, approach.operand()), shape);
                    assertThat(gap).as("%s on %s", approach, machine).isBetween(-1e-6, 0.05);
                    touching++;
                }
            }
        }
        assertThat(touching).as("results without slack").isPositive();
    }

    private static MemoryPicture picture(String model, String machine) {
        MappingResult result =
                Shingle.map(Shingle.load(model), Machines.preset(machine).orElseThrow(), PlanningOptions.defaults());
        return MemoryPicture.of(((MappingResult.Mapped) result).plan().plan());
    }

    private static BufferShape named(MemoryPicture picture, String name) {
        return picture.buffers().stream()
                .filter(shape -> shape.buffer().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The same shapes, had we forgotten that the result follows: one word closer is not safe, and it shows. */
    @Test
    void anUnsafePlanIsSeenToOverlap() {
        MemoryPicture picture = picture("dncnn:24x20", "forward-linear");
        BufferShape operand = picture.buffers().get(1);
        BufferShape result = picture.buffers().get(2);
        assertThat(Slabs.commonByteSteps(operand, result)).isLessThan(1e-6);
        double rise = operand.addresses().sizeBytes() / 4.0;
        BufferShape raised = new BufferShape(
                result.buffer(),
                result.addresses(),
                result.outlines().stream()
                        .map(outline -> new Outline(
                                outline.points().stream()
                                        .map(point -> new Point(point.step(), point.bytes() + rise))
                                        .collect(ImmutableList.toImmutableList()),
                                outline.label()))
                        .collect(ImmutableList.toImmutableList()),
                result.byteSteps(),
                result.approaches(),
                result.colour());
        assertThat(Slabs.commonByteSteps(operand, raised)).isGreaterThan(1);
    }

    /** Two convolutions, word by word with nested loops: what is between them is written by one and read by the other. */
    @Property(tries = 300)
    void areasAreThoseOfNestedLoops(
            @ForAll @IntRange(min = 3, max = 9) int height,
            @ForAll @IntRange(min = 3, max = 9) int width,
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 1, max = 3) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 0, max = 1) int pad) {
        Window window = Window.square(kernel, stride, kernel > pad ? Padding.symmetric(pad) : Padding.NONE);
        NetworkBuilder builder = new NetworkBuilder("two", ElementType.INT8);
        FeatureMap image = builder.input("image", Shape.hwc(height, width, 2));
        FeatureMap middle = builder.convolution("first", image, channels, Window.pointwise(), Activation.NONE);
        FeatureMap last = builder.convolution("second", middle, 4, window, Activation.NONE);
        Network network = builder.output(last).build();
        Machine machine = Machines.preset("forward-linear").orElseThrow();
        MemoryPlan plan = ((PlanningResult.Planned)
                        new NetworkPlanner(Planners.ours()).plan(Schedule.of(network, machine), OPTIONS))
                .plan();

        BufferShape shape = named(MemoryPicture.of(plan), middle.name());

        double expected = 0;
        int outHeight = last.shape().height();
        int outWidth = last.shape().width();
        int shift = window.padding().top();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double written = (y * width + x + 0.5) / (height * width);
                double read = 1;
                for (int r = 0; r < outHeight; r++) {
                    for (int c = 0; c < outWidth; c++) {
                        int top = r * stride - shift;
                        int left = c * stride - shift;
                        if (y >= top && y < top + kernel && x >= left && x < left + kernel) {
                            read = Math.max(read, 1 + (r * outWidth + c + 0.5) / (outHeight * outWidth));
                        }
                    }
                }
                expected += channels * (read - written);
            }
        }
        assertThat(shape.byteSteps()).isCloseTo(expected, within(1e-9 * expected + 1e-9));
    }
}
