package dev.shingle.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.CycleEstimate;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.sim.cycles.CycleReport;
import dev.shingle.sim.cycles.LayerCycles;
import dev.shingle.sim.cycles.Loss;
import dev.shingle.sim.energy.EnergyReport;
import dev.shingle.sim.energy.MemoryEnergy;
import dev.shingle.sim.energy.SramCost;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Cycles and energy for people. */
final class CyclesText {

    private static final double PICOJOULES_OF_A_MICROJOULE = 1e6;

    private final CycleEstimate estimate;
    private final CycleReport report;
    private final PrintWriter out;
    private final ImmutableList<Loss> causes;

    CyclesText(CycleEstimate estimate, PrintWriter out) {
        this.estimate = estimate;
        this.report = estimate.report();
        this.out = out;
        this.causes = Arrays.stream(Loss.values())
                .filter(cause -> report.lost(cause) > 0)
                .collect(toImmutableList());
    }

    void print() {
        Engine engine = report.engine();
        out.printf(
                "%s on machine %s, model %s: %d x %d lanes, scratchpad %s%n",
                estimate.model().network().name(),
                estimate.machine().name(),
                report.model(),
                engine.inputLanes(),
                engine.outputLanes(),
                engine.ports());
        out.println();
        printLayers();
        out.println();
        printTotals();
        estimate.energy().ifPresent(this::printEnergy);
    }

    private void printLayers() {
        List<String> header = new ArrayList<>(List.of(">step", "layer", ">cycles", ">MACs", ">busy", ">useful"));
        causes.forEach(cause -> header.add(">" + cause));
        TextTable table = new TextTable(header.toArray(String[]::new));
        for (LayerCycles layer : report.layers()) {
            List<String> cells = new ArrayList<>(List.of(
                    String.valueOf(layer.step()),
                    layer.operator().toLowerCase(Locale.ROOT),
                    layer.leftOut().isPresent() ? "-" : number(layer.cycles()),
                    number(layer.macs()),
                    percent(layer.utilisation(report.engine().macsPerCycle())),
                    number(layer.usefulCycles())));
            causes.forEach(cause -> cells.add(number(layer.lost(cause))));
            table.row(cells.toArray(String[]::new));
        }
        List<String> total = new ArrayList<>(List.of(
                "",
                "all",
                number(report.cycles()),
                number(report.macs()),
                percent(report.utilisation()),
                number(report.layers().stream()
                        .mapToLong(LayerCycles::usefulCycles)
                        .sum())));
        causes.forEach(cause -> total.add(number(report.lost(cause))));
        table.row(total.toArray(String[]::new));
        table.print(out);
    }

    private void printTotals() {
        report.microseconds()
                .ifPresent(time -> out.printf(
                        Locale.ROOT,
                        "%,d cycles at %s MHz: %,.1f us.%n",
                        report.cycles(),
                        report.engine().clockMegahertz().getAsDouble(),
                        time));
        boolean hasTwoBanks = report.engine().ports() == Engine.Ports.TWO_BANKS;
        out.printf(
                Locale.ROOT,
                hasTwoBanks ? "Two memories: %,d B, nothing overlapped.%n" : "Scratchpad: %,d B, overlapped.%n",
                estimate.scratchpadBytes());
        for (LayerCycles layer : report.leftOut()) {
            out.printf(
                    "Left out: step %d, %s (%s).%n",
                    layer.step(),
                    layer.operator().toLowerCase(Locale.ROOT),
                    layer.leftOut().orElse(""));
        }
    }

    private void printEnergy(EnergyReport energy) {
        out.println();
        TextTable table = new TextTable(
                "memory", ">bytes", ">word B", ">reads", ">writes", ">pJ/read", ">pJ/write", ">leakage uJ", ">uJ");
        energy.activations().forEach(memory -> row(table, memory));
        row(table, energy.weights());
        table.print(out);
        out.println("Figures: " + energy.source() + "; without arithmetic, wires and registers.");
        energy.missing().forEach(reason -> out.println("No figure: " + reason + "."));
    }

    private static void row(TextTable table, MemoryEnergy memory) {
        List<String> cells = new ArrayList<>(List.of(
                memory.name(),
                number(memory.sizeBytes()),
                number(memory.wordBytes()),
                number(memory.reads()),
                number(memory.writes())));
        if (memory.cost() instanceof SramCost.Known known) {
            cells.add(decimal(known.readPicojoules()));
            cells.add(decimal(known.writePicojoules()));
            OptionalDouble leakage = memory.leakagePicojoules();
            cells.add(leakage.isPresent() ? microjoules(leakage.getAsDouble()) : "-");
            cells.add(microjoules(memory.picojoules().orElseThrow()));
        } else {
            cells.addAll(List.of("-", "-", "-", "-"));
        }
        table.row(cells.toArray(String[]::new));
    }

    static String microjoules(double picojoules) {
        return String.format(Locale.ROOT, "%,.3f", picojoules / PICOJOULES_OF_A_MICROJOULE);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
