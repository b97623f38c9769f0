package dev.shingle.benchmarks.planner;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.place.Budget;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.catalogue.Planners;
import dev.shingle.mapper.place.trace.TraceProblem;
import dev.shingle.mapper.trace.csv.TraceCsv;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Heights of the planners of others on recorded traces, as multiples of what is live at most; each argument is a folder. */
public final class PeerTable {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final PrintStream out;

    private PeerTable(PrintStream out) {
        this.out = out;
    }

    /** Prints one table per folder of CSV files. */
    public static void main(String[] arguments) throws IOException {
        PeerTable table = new PeerTable(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        for (String folder : arguments) {
            table.print(Path.of(folder));
        }
    }

    private void print(Path folder) throws IOException {
        List<TraceProblem> traces = new ArrayList<>();
        for (Path file : csvFiles(folder)) {
            traces.add(TraceProblem.of(TraceCsv.read(file)));
        }
        out.printf("%s, %d traces%n%n", folder.getFileName(), traces.size());
        out.println("| planner | at max-live | best | geometric mean | worst |");
        out.println("|---|---|---|---|---|");
        for (Planner planner : Planners.peers()) {
            if (!planner.name().equals("every-layer-overlapped")) {
                row(planner, traces);
            }
        }
        out.println();
    }

    private static ImmutableList<Path> csvFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .collect(ImmutableList.toImmutableList());
        }
    }

    private void row(Planner planner, List<TraceProblem> traces) {
        int reached = 0;
        double best = Double.MAX_VALUE;
        double worst = 0;
        double logarithms = 0;
        for (TraceProblem trace : traces) {
            PlacementOptions options = PlacementOptions.defaults()
                    .withBudget(Budget.ofNodes(PlacementOptions.DEFAULT_NODES).within(LONGEST));
            long height = planner.place(trace.problem(), options).height();
            double ratio = (double) height / trace.mostInUse().bytes();
            reached += height == trace.mostInUse().bytes() ? 1 : 0;
            best = Math.min(best, ratio);
            worst = Math.max(worst, ratio);
            logarithms += Math.log(ratio);
        }
        out.printf(
                Locale.ROOT,
                "| %s | %d of %d | %.3f | %.3f | %.3f |%n",
                planner.name(),
                reached,
                traces.size(),
                best,
                Math.exp(logarithms / traces.size()),
                worst);
    }
}
