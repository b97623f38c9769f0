package dev.shingle.benchmarks.growth;

import com.google.common.collect.ImmutableList;
import dev.shingle.benchmarks.growth.GrowthPicture.Line;
import dev.shingle.benchmarks.growth.GrowthPicture.Panel;
import dev.shingle.benchmarks.growth.GrowthPicture.Point;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult.Planned;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.sim.distance.LiteralDistance;
import dev.shingle.sim.replay.Replay;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;

/**
 * How processor time grows: planning with the number of buffers; a distance, in closed form and word by word, with the words
 * of the layer; judging a plan, statically and by replay, with the words of the network. Machine byte-pixel.
 */
public final class TimeGrowth {

    private static final int[] BUFFERS = {100, 300, 1_000, 3_000, 10_000, 20_000};
    private static final int[] SIDES = {8, 16, 32, 64, 128, 256, 512};
    private static final int CHANNELS = 8;
    private static final int ROUNDS = 5;
    private static final long ENOUGH_NANOS = 20_000_000;
    private static final long WARM_UP_NANOS = 2_000_000_000;

    /** Takes results, so that nothing is left out because nobody looks at them. */
    private static final AtomicReference<Object> WITNESS = new AtomicReference<>("");

    private final Machine machine = Machines.preset("byte-pixel").orElseThrow();
    private final int[] buffers;
    private final int[] sides;

    private TimeGrowth(int[] buffers, int[] sides) {
        this.buffers = buffers;
        this.sides = sides;
    }

    /** Measures all of it, on small sizes only if it should be quick. */
    public static ImmutableList<Panel> measure(boolean isQuick) {
        TimeGrowth growth = isQuick
                ? new TimeGrowth(Arrays.copyOf(BUFFERS, BUFFERS.length - 2), Arrays.copyOf(SIDES, SIDES.length - 2))
                : new TimeGrowth(BUFFERS, SIDES);
        return ImmutableList.of(growth.planning(), growth.distances(), growth.judging());
    }

    private Panel planning() {
        return new Panel(
                "seconds to plan",
                "buffers",
                ImmutableList.of(
                        planning("chain", GrowingNetworks::chain),
                        planning("series-parallel", size -> GrowingNetworks.seriesParallel(size, 1))));
    }

    private Line planning(String name, IntFunction<Network> maker) {
        return line(name, buffers, size -> plan(maker.apply(size)).placements().size(), size -> {
            Network network = maker.apply(size);
            return () -> plan(network).peakWords();
        });
    }

    private Panel distances() {
        return new Panel(
                "seconds for a distance",
                "words of the layer",
                ImmutableList.of(
                        line("closed form", sides, TimeGrowth::words, side -> {
                            Operation layer = layer(side);
                            return () -> SafeDistances.of(layer, 0, 0, Traversal.FORWARD, machine);
                        }),
                        line("word by word", sides, TimeGrowth::words, side -> {
                            Operation layer = layer(side);
                            return () -> LiteralDistance.of(layer, 0, 0, Traversal.FORWARD, machine);
                        })));
    }

    private Panel judging() {
        return new Panel(
                "seconds to judge",
                "words of the layer",
                ImmutableList.of(
                        line("static check", sides, TimeGrowth::words, side -> {
                            MemoryPlan plan = plan(network(side));
                            return () -> PlanChecker.check(plan);
                        }),
                        line("replay", sides, TimeGrowth::words, side -> {
                            MemoryPlan plan = plan(network(side));
                            return () -> Replay.run(plan);
                        })));
    }

    /** The median for each size of rounds through all sizes, so that what Java compiles late spoils one round only. */
    private static Line line(String name, int[] sizes, IntToLongFunction sizeOf, IntFunction<Supplier<?>> workOf) {
        warmUp(workOf.apply(sizes[sizes.length / 2]));
        double[][] seconds = new double[sizes.length][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < sizes.length; i++) {
                seconds[i][round] = seconds(workOf.apply(sizes[i]));
            }
        }
        ImmutableList.Builder<Point> points = ImmutableList.builder();
        for (int i = 0; i < sizes.length; i++) {
            Arrays.sort(seconds[i]);
            points.add(new Point(sizeOf.applyAsLong(sizes[i]), seconds[i][ROUNDS / 2]));
        }
        return new Line(name, points.build());
    }

    private static void warmUp(Supplier<?> work) {
        for (long nanos = 0; nanos < WARM_UP_NANOS; ) {
            nanos += nanos(work, 1);
        }
    }

    /** Of a run, over as many as it takes to tell the time. */
    private static double seconds(Supplier<?> work) {
        for (long runs = 1; ; runs *= 2) {
            long nanos = nanos(work, runs);
            if (nanos >= ENOUGH_NANOS) {
                return nanos / 1e9 / runs;
            }
        }
    }

    private static long nanos(Supplier<?> work, long runs) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (long i = 0; i < runs; i++) {
            WITNESS.lazySet(work.get());
        }
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    }

    private MemoryPlan plan(Network network) {
        Schedule schedule = Schedule.of(network, machine);
        return ((Planned) new NetworkPlanner(new OverlapPlanner()).plan(schedule, PlanningOptions.defaults())).plan();
    }

    /** A 3x3 convolution that keeps the shape. */
    private Operation layer(int side) {
        return plan(network(side)).steps().get(0).operation();
    }

    private static Network network(int side) {
        NetworkBuilder builder = new NetworkBuilder("convolution", ElementType.INT8);
        FeatureMap image = builder.input("image", Shape.hwc(side, side, CHANNELS));
        Window window = Window.square(3, 1, Padding.symmetric(1));
        return builder.output(builder.convolution("layer", image, CHANNELS, window, Activation.NONE))
                .build();
    }

    private static long words(int side) {
        return 2L * side * side * CHANNELS;
    }
}
