package dev.shingle.benchmarks.planner;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.networks.NetworkFormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How long the planner takes for whole models: processor time of the placement alone, median of five runs in a warm JVM,
 * on every preset machine; the slowest and what it found.
 */
public final class PlannerTimes {

    private static final int RUNS = 5;

    private final PrintStream out;

    private PlannerTimes(PrintStream out) {
        this.out = out;
    }

    /** Arguments: folders of models. */
    public static void main(String[] arguments) throws IOException {
        PlannerTimes times = new PlannerTimes(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        times.out.println("| model | steps | machines | optimal | certified | slowest, ms | on |");
        times.out.println("|---|---|---|---|---|---|---|");
        for (String folder : arguments) {
            for (Path file : models(Path.of(folder))) {
                times.row(file);
            }
        }
    }

    private static ImmutableList<Path> models(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tflite")
                            || file.toString().endsWith(".onnx"))
                    .sorted()
                    .collect(ImmutableList.toImmutableList());
        }
    }

    private void row(Path file) {
        Model model;
        try {
            model = Shingle.load(file.toString());
        } catch (NetworkFormatException refused) {
            out.printf("| %s | refused | | | | | |%n", file.getFileName());
            return;
        }
        int machines = 0;
        int optimal = 0;
        int certified = 0;
        int steps = 0;
        double slowest = 0;
        String on = "";
        for (Machine machine : Machines.all()) {
            Schedule schedule = Schedule.of(model.network(), machine);
            PlacementProblem problem = schedule.problem();
            PlacementResult result = new OverlapPlanner().place(problem, PlacementOptions.defaults());
            double milliseconds = milliseconds(problem);
            machines++;
            steps = schedule.steps().size();
            optimal += result.isOptimal() ? 1 : 0;
            certified += result.isOptimal() && result.certificate().isPresent() ? 1 : 0;
            if (milliseconds > slowest) {
                slowest = milliseconds;
                on = machine.name() + reason(result);
            }
        }
        out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %.1f | %s |%n",
                file.getFileName(),
                steps,
                machines,
                optimal,
                certified,
                slowest,
                on);
    }

    private static String reason(PlacementResult result) {
        boolean searched = result.certificate()
                .filter(Certificate.Exhausted.class::isInstance)
                .isPresent();
        return !result.isOptimal() ? " (gap)" : searched ? " (search)" : "";
    }

    private static double milliseconds(PlacementProblem problem) {
        double[] runs = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            new OverlapPlanner().place(problem, PlacementOptions.defaults());
            runs[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6;
        }
        Arrays.sort(runs);
        return runs[RUNS / 2];
    }
}
