package dev.shingle.cli;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.MemoryComparison;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.sim.cycles.LayerCycles;
import dev.shingle.sim.energy.SramModel;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** Networks by memories: bytes, cycles and energy of three kinds in one row. */
final class MemoryComparisonText {

    private final ImmutableList<MemoryComparison> comparisons;
    private final ImmutableList<String> refusals;
    private final Machine machine;
    private final SramModel memories;
    private final PrintWriter out;

    MemoryComparisonText(
            ImmutableList<MemoryComparison> comparisons,
            ImmutableList<String> refusals,
            Machine machine,
            SramModel memories,
            PrintWriter out) {
        this.comparisons = comparisons;
        this.refusals = refusals;
        this.machine = machine;
        this.memories = memories;
        this.out = out;
    }

    void print(boolean markdown) {
        TextTable table = new TextTable(
                "network",
                ">ping-pong B",
                ">cycles",
                ">uJ",
                ">no overlap B",
                ">uJ",
                ">overlapped B",
                ">1R1W cycles",
                ">1RW cycles",
                ">uJ",
                ">B saved",
                ">cycles more");
        comparisons.forEach(comparison -> addTo(table, comparison));
        if (markdown) {
            table.printMarkdown(out);
        } else {
            table.print(out);
        }
        out.println();
        printNotes();
    }

    private static void addTo(TextTable table, MemoryComparison comparison) {
        MemoryComparison.Choice pingPong = comparison.pingPong();
        MemoryComparison.Choice single = comparison.overlappedSinglePort();
        String mark = pingPong.report().leftOut().isEmpty() ? "" : "*";
        table.row(
                ComparisonRun.nameOf(comparison.model().source()) + mark,
                number(pingPong.bytes()),
                number(pingPong.report().cycles()),
                microjoules(pingPong),
                number(comparison.disjoint().bytes()),
                microjoules(comparison.disjoint()),
                number(single.bytes()),
                number(comparison.overlapped().report().cycles()),
                number(single.report().cycles()),
                microjoules(single),
                percent(pingPong.bytes() - single.bytes(), pingPong.bytes()),
                percent(
                        single.report().cycles() - pingPong.report().cycles(),
                        pingPong.report().cycles()));
    }

    private void printNotes() {
        Engine engine = machine.engine().orElseThrow();
        out.printf(
                "Machine %s, %d x %d lanes, reference model. ping-pong: two memories of one port each. no overlap,"
                        + " overlapped: one memory.%n",
                machine.name(), engine.inputLanes(), engine.outputLanes());
        out.println(
                "B saved, cycles more: overlapped in one memory of a single port (1RW) against ping-pong; no overlap"
                        + " takes the cycles of 1RW.");
        out.printf(
                "uJ: accesses and leakage of the activation memories, one port that reads or writes (%s%s). There are no"
                        + " figures for 1R1W; - stands for sizes beyond the figures.%n",
                memories.source(),
                engine.technologyNanometres().isPresent()
                        ? "; " + engine.technologyNanometres().getAsInt() + " nm"
                        : "");
        TreeSet<String> leftOut = new TreeSet<>();
        comparisons.forEach(comparison -> comparison.pingPong().report().leftOut().stream()
                .map(LayerCycles::operator)
                .forEach(leftOut::add));
        if (!leftOut.isEmpty()) {
            out.println("* without what the engine does not run: "
                    + String.join(", ", leftOut).toLowerCase(Locale.ROOT));
        }
        if (!refusals.isEmpty()) {
            out.println();
            out.println("Not compared:");
            out.println();
            refusals.forEach(refusal -> out.println("* " + refusal));
        }
    }

    private static String microjoules(MemoryComparison.Choice choice) {
        OptionalDouble picojoules = choice.energy().activationPicojoules();
        return picojoules.isPresent() ? CyclesText.microjoules(picojoules.getAsDouble()) : "-";
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
