package dev.shingle.benchmarks.planner;

import static com.google.common.collect.ImmutableList.toImmutableList;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.GreedyBySize;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.place.sections.SectionPlanner;
import dev.shingle.mapper.place.trace.TraceProblem;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.trace.TracedBuffer;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.zoo.Zoo;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Where the buffers of a network go: by our planners, which prove what they find, and by the simplest one in use, largest
 * buffer first. The overlapping planner gets the network's distances; the disjoint one gets the same buffers as a trace.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Placements {

    private static final Machine MACHINE = Machines.preset("byte-pixel").orElseThrow();

    @Param({"camera-face", "mobilenet-v2", "ssd-mobilenet-v2:0.25,160x160"})
    String network = "camera-face";

    private PlacementProblem problem = problem(network);
    private PlacementProblem trace = trace(network);

    @Setup
    public void schedule() {
        problem = problem(network);
        trace = trace(network);
    }

    @Benchmark
    public PlacementResult overlapped() {
        return place(new OverlapPlanner(), problem);
    }

    @Benchmark
    public PlacementResult greedyBySize() {
        return place(new GreedyBySize(), problem);
    }

    @Benchmark
    public PlacementResult sectionSearch() {
        return place(new SectionPlanner(), trace);
    }

    @Benchmark
    public PlacementResult greedyBySizeOfTrace() {
        return place(new GreedyBySize(), trace);
    }

    /** What both find for a network. */
    public static String overlappedWords(String network) {
        return heights(new OverlapPlanner(), problem(network));
    }

    /** The same where nothing may overlap. */
    public static String disjointBytes(String network) {
        return heights(new SectionPlanner(), trace(network));
    }

    private static String heights(Planner planner, PlacementProblem problem) {
        return String.format(
                Locale.ROOT,
                "%,d B against %,d B",
                place(planner, problem).height(),
                place(new GreedyBySize(), problem).height());
    }

    private static PlacementResult place(Planner planner, PlacementProblem problem) {
        return planner.place(problem, PlacementOptions.defaults());
    }

    private static Schedule schedule(String network) {
        return Schedule.of(Simplifier.standard().simplify(Zoo.build(network)).network(), MACHINE);
    }

    private static PlacementProblem problem(String network) {
        return schedule(network).problem();
    }

    private static PlacementProblem trace(String network) {
        return TraceProblem.of(new AllocationTrace(schedule(network).buffers().stream()
                        .map(Placements::traced)
                        .collect(toImmutableList())))
                .problem();
    }

    private static TracedBuffer traced(Buffer buffer) {
        return TracedBuffer.of(
                buffer.name(), buffer.live().start(), buffer.live().end(), buffer.sizeWords());
    }
}
