package dev.shingle.benchmarks.growth;

import com.google.common.collect.ImmutableList;
import com.sun.management.ThreadMXBean;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult.Planned;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.networks.Network;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/**
 * Plans chains and series-parallel graphs of growing size, prints a table, and draws it if a file is named.
 *
 * <p>Counted: schedule, distances and placement, on the machine with byte words that writes pixel by pixel in either
 * direction. Not counted: building the network.
 */
public final class PlannerGrowth {

    private static final int[] SIZES = {100, 300, 1_000, 2_000, 5_000, 10_000, 20_000};
    private static final int REPEATS = 3;

    private final PrintStream out;
    private final Machine machine = Machines.preset("byte-pixel").orElseThrow();

    private PlannerGrowth(PrintStream out) {
        this.out = out;
    }

    /** Writes the picture to the first argument, if there is one. */
    public static void main(String[] arguments) throws IOException {
        PlannerGrowth growth = new PlannerGrowth(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        GrowthCurve chains = growth.measure("chain", GrowingNetworks::chain);
        GrowthCurve graphs = growth.measure("series-parallel", layers -> GrowingNetworks.seriesParallel(layers, 1));
        if (arguments.length > 0) {
            Files.writeString(
                    Path.of(arguments[0]),
                    GrowthPicture.svg(ImmutableList.of(
                            panel("seconds", GrowthCurve.Point::seconds, chains, graphs),
                            panel("MiB allocated", GrowthCurve.Point::mebibytes, chains, graphs))));
        }
    }

    private static GrowthPicture.Panel panel(
            String title, ToDoubleFunction<GrowthCurve.Point> value, GrowthCurve first, GrowthCurve second) {
        return new GrowthPicture.Panel(title, "layers", ImmutableList.of(first.line(value), second.line(value)));
    }

    private GrowthCurve measure(String kind, IntFunction<Network> maker) {
        measureOne(maker.apply(1_000));
        out.printf(
                "| %s, layers | seconds | MiB allocated | peak, bytes | at the bound |%n|---|---|---|---|---|%n", kind);
        List<GrowthCurve.Point> points = new ArrayList<>();
        for (int size : SIZES) {
            GrowthCurve.Point point = measureOne(maker.apply(size));
            points.add(point);
            out.printf(
                    Locale.ROOT,
                    "| %d | %.3f | %.1f | %d | %s |%n",
                    point.layers(),
                    point.seconds(),
                    point.mebibytes(),
                    point.peakBytes(),
                    point.isAtBound() ? "yes" : "no");
        }
        out.println();
        return new GrowthCurve(kind, ImmutableList.copyOf(points));
    }

    private GrowthCurve.Point measureOne(Network network) {
        double[] seconds = new double[REPEATS];
        double[] mebibytes = new double[REPEATS];
        MemoryPlan plan = null;
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < REPEATS; i++) {
            long before = thread.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            plan = plan(network);
            seconds[i] = (System.nanoTime() - start) / 1e9;
            mebibytes[i] = (thread.getCurrentThreadAllocatedBytes() - before) / (double) (1 << 20);
        }
        Arrays.sort(seconds);
        Arrays.sort(mebibytes);
        if (plan == null) {
            throw new AssertionError("nothing was measured");
        }
        return new GrowthCurve.Point(
                network.layers().size(),
                seconds[REPEATS / 2],
                mebibytes[REPEATS / 2],
                plan.peakBytes(),
                plan.peakWords() == plan.bound().words());
    }

    private MemoryPlan plan(Network network) {
        Schedule schedule = Schedule.of(network, machine);
        return ((Planned) new NetworkPlanner(new OverlapPlanner()).plan(schedule, PlanningOptions.defaults())).plan();
    }
}
