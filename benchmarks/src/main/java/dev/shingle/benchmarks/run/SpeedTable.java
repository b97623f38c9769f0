package dev.shingle.benchmarks.run;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.sim.run.RunReport;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How fast models run by their plans on every preset machine, and what the checks cost: processor time, which other
 * programs do not disturb much, the least of twenty runs. Runs must be clean and agree with those without checks.
 */
public final class SpeedTable {

    private static final int RUNS = 20;

    private final PrintStream out;

    private SpeedTable(PrintStream out) {
        this.out = out;
    }

    /** Arguments: models, as files or names of the zoo. */
    public static void main(String[] arguments) {
        SpeedTable table = new SpeedTable(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        table.out.println("| model | machine | MMACs | unchecked, ms | GMAC/s | checked, ms | GMAC/s | checks cost |");
        table.out.println("|---|---|--:|--:|--:|--:|--:|--:|");
        for (String source : arguments) {
            for (Machine machine : Machines.all()) {
                table.row(source, machine);
            }
        }
    }

    private void row(String source, Machine machine) {
        PlannedModel model = PlannedModel.of(source, machine);
        RunReport checked = model.checked();
        if (!checked.isClean() || !checked.outputs().equals(model.unchecked().outputs())) {
            throw new AssertionError(source + " on " + machine.name() + ": " + checked);
        }
        double without = seconds(model::unchecked);
        double with = seconds(model::checked);
        double gigaMacs = checked.multiplyAdds() / 1e9;
        out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f | %.2f | %.1f | %.2f | %.2fx |%n",
                source.substring(source.lastIndexOf('/') + 1),
                machine.name(),
                gigaMacs * 1000,
                without * 1000,
                gigaMacs / without,
                with * 1000,
                gigaMacs / with,
                with / without);
    }

    private static double seconds(Supplier<RunReport> run) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            boolean isComplete = run.get().isComplete();
            long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            least = isComplete ? Math.min(least, nanos) : least;
        }
        return least / 1e9;
    }
}
