package dev.shingle.cli.report;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.CycleEstimate;
import dev.shingle.api.MemoryComparison;
import dev.shingle.sim.cycles.CycleReport;
import dev.shingle.sim.cycles.LayerCycles;
import dev.shingle.sim.cycles.Loss;
import dev.shingle.sim.energy.EnergyReport;
import dev.shingle.sim.energy.MemoryEnergy;
import dev.shingle.sim.energy.SramCost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How long it takes, where the cycles go, and what the memories take; or why that is not known. */
final class CyclesSection {

    private final Markup out;
    private final ReportContents contents;

    CyclesSection(Markup out, ReportContents contents) {
        this.out = out;
        this.contents = contents;
    }

    void write() {
        out.open("section", "aria-labelledby", "cycles-title");
        out.element("h2", "Cycles and energy", "id", "cycles-title");
        if (contents.cycles().isPresent()) {
            estimate(contents.cycles().get());
            contents.memories().ifPresent(this::memories);
        } else {
            out.open("p")
                    .text("Machine ")
                    .element("strong", contents.sizing().machine().name());
            out.text(" says nothing of an engine, so nothing can be said of cycles. A machine file with a section ");
            out.element("code", "engine")
                    .text(", or the preset ")
                    .element("code", "reference-p8")
                    .text(", does.");
            out.close();
        }
        out.close();
    }

    private void estimate(CycleEstimate estimate) {
        CycleReport report = estimate.report();
        out.element(
                "p",
                "Model %s: %d \u00d7 %d lanes, scratchpad %s. %s cycles, %s MACs, %s of the multipliers busy."
                        .formatted(
                                report.model(),
                                report.engine().inputLanes(),
                                report.engine().outputLanes(),
                                report.engine().ports(),
                                NumberText.grouped(report.cycles()),
                                NumberText.grouped(report.macs()),
                                NumberText.percent(report.utilisation())));
        layers(report);
        ImmutableList<LayerCycles> leftOut = report.leftOut();
        if (!leftOut.isEmpty()) {
            out.element(
                    "p",
                    "Left out, because the engine does not run them: "
                            + leftOut.stream()
                                    .map(layer -> "step " + layer.step() + " (" + layer.operator() + ")")
                                    .reduce((one, other) -> one + ", " + other)
                                    .orElse("")
                                    .toLowerCase(Locale.ROOT)
                            + ".");
        }
        estimate.energy().ifPresent(this::energy);
    }

    private void layers(CycleReport report) {
        ImmutableList<Loss> causes = Arrays.stream(Loss.values())
                .filter(cause -> report.lost(cause) > 0)
                .collect(toImmutableList());
        List<String> headers = new ArrayList<>(List.of(">step", "layer", ">cycles", ">MACs", ">busy", ">useful"));
        causes.forEach(cause -> headers.add(">" + cause));
        DataTable table = new DataTable(out, "Cycles by layer", headers.toArray(String[]::new));
        for (LayerCycles layer : report.layers()) {
            List<String> cells = new ArrayList<>(List.of(
                    String.valueOf(layer.step()),
                    layer.layer(),
                    layer.leftOut().isPresent() ? "\u2013" : NumberText.grouped(layer.cycles()),
                    NumberText.grouped(layer.macs()),
                    NumberText.percent(layer.utilisation(report.engine().macsPerCycle())),
                    NumberText.grouped(layer.usefulCycles())));
            causes.forEach(cause -> cells.add(NumberText.grouped(layer.lost(cause))));
            table.row(cells.toArray(String[]::new));
        }
        table.end();
    }

    private void energy(EnergyReport energy) {
        out.element("h3", "Energy of the memories");
        out.element(
                "p",
                "energy = \u03a3 over memories of ( reads \u00b7 E_read + writes \u00b7 E_write + leakage \u00b7 time )",
                "class",
                "formula");
        DataTable table = new DataTable(
                out,
                "Energy by memory",
                "memory",
                ">bytes",
                ">word B",
                ">reads",
                ">writes",
                ">pJ/read",
                ">pJ/write",
                ">leakage \u00b5J",
                ">\u00b5J");
        energy.activations().forEach(memory -> row(table, memory));
        row(table, energy.weights());
        table.end();
        out.open("p")
                .text("Figures: " + energy.source()
                        + ". Not in them: arithmetic, wires, registers, clocks, anything outside the chip.");
        energy.missing().forEach(reason -> out.text(" No figure: " + reason + "."));
        out.close();
    }

    private static void row(DataTable table, MemoryEnergy memory) {
        List<String> cells = new ArrayList<>(List.of(
                memory.name(),
                NumberText.grouped(memory.sizeBytes()),
                NumberText.grouped(memory.wordBytes()),
                NumberText.grouped(memory.reads()),
                NumberText.grouped(memory.writes())));
        if (memory.cost() instanceof SramCost.Known known) {
            cells.add(String.format(Locale.ROOT, "%.3f", known.readPicojoules()));
            cells.add(String.format(Locale.ROOT, "%.3f", known.writePicojoules()));
            cells.add(microjoules(memory.leakagePicojoules()));
            cells.add(microjoules(memory.picojoules()));
        } else {
            cells.addAll(List.of("\u2013", "\u2013", "\u2013", "\u2013"));
        }
        table.row(cells.toArray(String[]::new));
    }

    private static String microjoules(OptionalDouble picojoules) {
        return picojoules.isPresent() ? NumberText.microjoules(picojoules.getAsDouble()) : "\u2013";
    }

    private void memories(MemoryComparison comparison) {
        out.element("h3", "What overlapping costs in time");
        DataTable table = new DataTable(out, "Activation memories compared", "memory", ">bytes", ">cycles", ">\u00b5J");
        choice(table, "ping-pong: two memories, one port each", comparison.pingPong());
        choice(table, "no overlap: one memory, one port", comparison.disjoint());
        choice(table, "overlapped: one memory, a read and a write port", comparison.overlapped());
        choice(table, "overlapped: one memory, one port", comparison.overlappedSinglePort());
        table.end();
    }

    private static void choice(DataTable table, String name, MemoryComparison.Choice choice) {
        table.row(
                name,
                NumberText.grouped(choice.bytes()),
                NumberText.grouped(choice.report().cycles()),
                microjoules(choice.energy().activationPicojoules()));
    }
}
