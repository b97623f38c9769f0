package dev.shingle.benchmarks.report;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.math.Quantiles;
import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs comparisons and prints one row for each of their cases: processor time of an operation, the median of all iterations,
 * and the ratio. Both sides of a ratio are measured one right after the other on the same machine, so that the ratio means
 * something elsewhere too.
 */
final class RatioTable {

    private final PrintStream out;
    private final PrintStream progress;
    private final Effort effort;

    RatioTable(PrintStream out, PrintStream progress, Effort effort) {
        this.out = out;
        this.progress = progress;
        this.effort = effort;
    }

    /** The iterations of one benchmark. */
    private record Times(double medianNanos, double leastNanos, double mostNanos) {

        static Times of(RunResult result) {
            double[] nanos = result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .mapToDouble(Times::nanos)
                    .sorted()
                    .toArray();
            return new Times(Quantiles.median().compute(nanos), nanos[0], nanos[nanos.length - 1]);
        }

        private static double nanos(IterationResult iteration) {
            Result<?> figure = iteration.getSecondaryResults().get(ProcessorTime.FIGURE);
            if (figure == null) {
                throw new AssertionError("the profiler said nothing");
            }
            return figure.getScore();
        }

        double spread() {
            return (mostNanos - leastNanos) / medianNanos;
        }
    }

    void print(Iterable<Comparison> comparisons) throws RunnerException {
        out.println("| what | case | time | baseline | time | time / baseline | spread | |");
        out.println("|---|---|--:|---|--:|--:|--:|---|");
        for (Comparison comparison : comparisons) {
            progress.println("measuring: " + comparison.what());
            print(comparison);
        }
    }

    private void print(Comparison comparison) throws RunnerException {
        Map<String, Times> ours = new LinkedHashMap<>();
        Map<String, Times> baselines = new LinkedHashMap<>();
        for (RunResult result : run(comparison)) {
            boolean isOurs = result.getParams().getBenchmark().endsWith("." + comparison.ours());
            (isOurs ? ours : baselines).put(caseOf(result.getParams()), Times.of(result));
        }
        ours.forEach((name, times) -> {
            Times baseline = baselines.get(name);
            if (baseline == null) {
                throw new AssertionError("nothing to compare " + comparison.ours() + " with: " + name);
            }
            row(comparison, name, times, baseline);
        });
    }

    private void row(Comparison comparison, String name, Times times, Times baseline) {
        out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %.0f %% | %s |%n",
                comparison.what(),
                name,
                time(times.medianNanos()),
                comparison.baselineText(),
                time(baseline.medianNanos()),
                threeDigits(times.medianNanos() / baseline.medianNanos()),
                100 * Math.max(times.spread(), baseline.spread()),
                comparison.aside().apply(name));
        out.flush();
    }

    private Collection<RunResult> run(Comparison comparison) throws RunnerException {
        String methods = comparison.ours() + "|" + comparison.baseline();
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(comparison.benchmarks().getName()) + "\\.(" + methods + ")$")
                .addProfiler(ProcessorTime.class)
                .forks(effort.forks())
                .jvmArgsAppend("-XX:+UseSerialGC", "-XX:-UseDynamicNumberOfCompilerThreads")
                .warmupIterations(effort.warmUps())
                .warmupTime(effort.iteration())
                .measurementIterations(effort.iterations())
                .measurementTime(effort.iteration())
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        ImmutableListMultimap<String, String> values =
                effort.isQuick() ? comparison.quickly() : comparison.parameters();
        values.asMap().forEach((parameter, of) -> options.param(parameter, of.toArray(new String[0])));
        return new Runner(options.build()).run();
    }

    private static String caseOf(BenchmarkParams params) {
        return params.getParamsKeys().stream()
                .map(params::getParam)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    static String time(double nanos) {
        if (nanos < 1e3) {
            return threeDigits(nanos) + " ns";
        }
        if (nanos < 1e6) {
            return threeDigits(nanos / 1e3) + " us";
        }
        return nanos < 1e9 ? threeDigits(nanos / 1e6) + " ms" : threeDigits(nanos / 1e9) + " s";
    }

    /** Three digits that count. */
    static String threeDigits(double value) {
        int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(value)));
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
