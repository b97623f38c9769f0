package dev.shingle.cli;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.PlanComparison;
import dev.shingle.api.PlanFigures;
import dev.shingle.api.PlanStep;
import dev.shingle.mapper.plan.Distance;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A comparison of two plans for people. */
final class PlanComparisonText {

    private final PlanComparison comparison;
    private final String first;
    private final String second;
    private final PrintWriter out;

    PlanComparisonText(PlanComparison comparison, String first, String second, PrintWriter out) {
        this.comparison = comparison;
        this.first = first;
        this.second = second;
        this.out = out;
    }

    void print(boolean all) {
        out.println("A: " + title(first, comparison.a()));
        out.println("B: " + title(second, comparison.b()));
        out.println();
        printFigures();
        out.println();
        printCauses();
        out.println();
        printSteps(all);
    }

    private static String title(String argument, PlanFigures figures) {
        return argument + ": " + figures.network() + " on " + figures.machine().name() + ", planner "
                + figures.planner();
    }

    private void printFigures() {
        TextTable table = new TextTable("", ">A", ">B", ">B - A", "");
        row(table, "planned peak", PlanFigures::peakBytes);
        row(table, "lower bound, overlap", PlanFigures::boundBytes);
        row(table, "lower bound, no overlap", PlanFigures::disjointBytes);
        row(table, "ping-pong, widest pair", PlanFigures::widestPairBytes);
        row(table, "largest tensor", PlanFigures::largestBufferBytes);
        row(table, "staged outside", PlanFigures::stagingBytes);
        table.row("optimal", yes(comparison.a().optimal()), yes(comparison.b().optimal()), "", "");
        row(table, "steps", figures -> figures.steps().size());
        table.print(out);
    }

    private void row(TextTable table, String name, ToLongFunction<PlanFigures> figure) {
        long a = figure.applyAsLong(comparison.a());
        long b = figure.applyAsLong(comparison.b());
        String share = a == 0 || a == b ? "" : String.format(Locale.ROOT, "%+.1f %%", 100.0 * (b - a) / a);
        table.row(name, number(a), number(b), a == b ? "0" : String.format(Locale.ROOT, "%+,d", b - a), share);
    }

    private static String yes(boolean value) {
        return value ? "yes" : "no";
    }

    private void printCauses() {
        if (comparison.causes().isEmpty()) {
            out.println("Why: nothing that matters differs.");
            return;
        }
        out.println("Why");
        for (PlanComparison.Cause cause : comparison.causes()) {
            out.println("- " + cause.difference()
                    + (cause.effectBytes().isPresent()
                            ? String.format(
                                    Locale.ROOT, ": %+,d B", cause.effectBytes().getAsLong())
                            : ""));
            out.println("    " + cause.rule());
            if (!cause.evidence().isEmpty()) {
                out.println("    " + cause.evidence());
            }
        }
        out.println("Equations and sections: docs/model.md.");
    }

    private void printSteps(boolean all) {
        ImmutableList<PlanComparison.Pair> differences = comparison.differences();
        ImmutableList<PlanComparison.Pair> shown = all ? comparison.steps() : differences;
        out.println("layers that differ: " + differences.size() + " of "
                + comparison.steps().size() + (shown.isEmpty() ? "" : "; A -> B where they do"));
        if (shown.isEmpty()) {
            return;
        }
        TextTable table =
                new TextTable("step", "layer", "input", "output", ">D B", ">E B", "runs", ">shared B", ">planned B");
        for (PlanComparison.Pair pair : shown) {
            table.row(
                    both(pair, step -> Integer.toString(step.step())),
                    both(pair, PlanStep::layer),
                    both(pair, step -> step.input().toString()),
                    both(pair, step -> step.output().toString()),
                    both(pair, step -> bytes(step.forwardDistance())),
                    both(pair, step -> bytes(step.reverseDistance())),
                    both(pair, step -> step.traversal().name().toLowerCase(Locale.ROOT)),
                    both(pair, step -> number(step.overlapBytes())),
                    both(pair, step -> number(step.plannedBytes())));
        }
        table.print(out);
    }

    /** One value if it is the same, else both; a dot stands for a step that is not there. */
    private static String both(PlanComparison.Pair pair, Function<PlanStep, String> field) {
        String a = pair.a().map(field).orElse(".");
        String b = pair.b().map(field).orElse(".");
        return Objects.equals(a, b) ? a : a + " -> " + b;
    }

    private static String bytes(Optional<Distance> distance) {
        return distance.map(it -> it.isFree() ? "free" : number(it.words())).orElse("-");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
