package dev.shingle.benchmarks.planner;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.place.search.Trick;
import dev.shingle.testkit.RandomPlacements;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Random placement problems of 25 to 60 buffers: how many are solved with all tricks, without each, and without any. */
public final class TrickTable {

    private static final int PROBLEMS = 60;

    private final PrintStream out;

    private TrickTable(PrintStream out) {
        this.out = out;
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        TrickTable table = new TrickTable(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        table.warmUp();
        table.print();
    }

    private void warmUp() {
        for (int seed = 0; seed < PROBLEMS; seed++) {
            new OverlapPlanner().place(new RandomPlacements(-1 - seed).large(Addressing.LINEAR), options());
        }
    }

    private void print() {
        out.printf("%d problems of each kind, %,d nodes at most%n%n", PROBLEMS, PlacementOptions.DEFAULT_NODES);
        out.println("| without | linear: solved | certified | mean ms | circular: solved | certified | mean ms |");
        out.println("|---|---|---|---|---|---|---|");
        row("nothing", Trick.ALL);
        for (Trick trick : Trick.values()) {
            ImmutableSet<Trick> others = ImmutableSet.copyOf(Sets.difference(Trick.ALL, ImmutableSet.of(trick)));
            row(trick.name().toLowerCase(Locale.ROOT).replace('_', ' '), others);
        }
        row("all of them", ImmutableSet.of());
    }

    private void row(String without, ImmutableSet<Trick> tricks) {
        out.printf("| %s |%s%s%n", without, cells(Addressing.LINEAR, tricks), cells(Addressing.CIRCULAR, tricks));
    }

    private static String cells(Addressing addressing, ImmutableSet<Trick> tricks) {
        OverlapPlanner planner = new OverlapPlanner(tricks);
        int solved = 0;
        int certified = 0;
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int seed = 0; seed < PROBLEMS; seed++) {
            PlacementProblem problem = new RandomPlacements(seed).large(addressing);
            PlacementResult result = planner.place(problem, options());
            solved += result.isOptimal() ? 1 : 0;
            certified += result.isOptimal() && result.certificate().isPresent() ? 1 : 0;
        }
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
        return String.format(Locale.ROOT, " %d | %d | %.0f |", solved, certified, 1000 * seconds / PROBLEMS);
    }

    private static PlacementOptions options() {
        return PlacementOptions.defaults();
    }
}
