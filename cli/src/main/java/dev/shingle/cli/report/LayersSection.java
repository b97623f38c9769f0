package dev.shingle.cli.report;

import dev.shingle.api.LayerSizing;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Layer by layer, with the equation behind each number and that equation with the layer's own numbers in it. */
final class LayersSection {

    private final Markup out;
    private final ReportContents contents;
    private final MemoryPlan plan;
    private final Map<String, Placement> placements;

    LayersSection(Markup out, ReportContents contents) {
        this.out = out;
        this.contents = contents;
        this.plan = contents.overlapped().plan();
        this.placements = plan.placementsByName();
    }

    void write() {
        out.open("section", "class", "wide", "aria-labelledby", "layers-title");
        out.element("h2", "Layers", "id", "layers-title");
        int rows = contents.sizing().layers().size();
        Fold.open(out, rows, "The " + rows + " layers in numbers");
        DataTable table = new DataTable(
                out,
                "Layers in execution order",
                ">step",
                "layer",
                "input, output",
                ">in B|1",
                ">out B|1",
                ">kept B",
                ">D words|2",
                ">E words|4",
                "runs",
                ">live B",
                ">planned B|9",
                "the pair alone needs|6");
        for (LayerSizing layer : contents.sizing().layers()) {
            row(table, layer);
        }
        table.end();
        out.close();
        out.element(
                "p",
                "in, out: all operands and results of the step; kept: what else is live meanwhile; live: their sum, so what is"
                        + " needed without overlap; planned: bytes under what is live in the plan. D and E are of the first"
                        + " operand that dies, in words of "
                        + plan.machine().layout().wordBits() + " bits.",
                "class",
                "note");
        out.close();
    }

    private void row(DataTable table, LayerSizing layer) {
        boolean isPeak = layer.step() == contents.overlapped().peakStep();
        table.startRow(isPeak ? "ours" : "");
        table.cell(0, Integer.toString(layer.step()));
        table.cell(
                1,
                cell -> cell.text(layer.layer() + (isPeak ? " (peak)" : ""))
                        .element(
                                "small",
                                layer.operator().toLowerCase(Locale.ROOT).replace('_', ' ')));
        table.cell(
                2,
                cell -> cell.text(layer.input().toString())
                        .element("small", layer.output().toString()));
        numbers(table, layer);
        table.cell(11, pairs(plan.steps().get(layer.step()))).endRow();
    }

    private static void numbers(DataTable table, LayerSizing layer) {
        table.cell(3, NumberText.grouped(layer.inputBytes()));
        table.cell(4, NumberText.grouped(layer.outputBytes()));
        table.cell(5, NumberText.grouped(layer.keptBytes()));
        table.cell(6, words(layer.forwardDistance()));
        table.cell(7, words(layer.reverseDistance()));
        table.cell(8, layer.traversal().name().toLowerCase(Locale.ROOT));
        table.cell(9, NumberText.grouped(layer.disjointBytes()));
        table.cell(10, NumberText.grouped(layer.plannedBytes()));
    }

    private static String words(Optional<Distance> distance) {
        return distance.map(known -> known.isFree() ? "free" : NumberText.grouped(known.words()))
                .orElse("\u2013");
    }

    private String pairs(Step step) {
        return step.distances().stream()
                .map(claim -> pair(step, claim))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** Equation (6) with the numbers of one operand and one result. */
    private String pair(Step step, Step.DistanceClaim claim) {
        Layout layout = plan.machine().layout();
        long operand = sizeWords(claim.operand());
        long result = sizeWords(claim.result());
        if (claim.distance().isFree()) {
            return "max(%s, %s) = %s B"
                    .formatted(
                            NumberText.grouped(layout.bytesOf(operand)),
                            NumberText.grouped(layout.bytesOf(result)),
                            NumberText.grouped(layout.bytesOf(Math.max(operand, result))));
        }
        long distance = claim.distance().words();
        long needed = Math.max(operand + Math.max(distance, 0), result);
        String unit = layout.wordBits() == 8 ? " B" : " words = " + NumberText.bytes(layout.bytesOf(needed));
        return "max(%s + max(%s = %s, 0), %s) = %s%s"
                .formatted(
                        NumberText.grouped(operand),
                        step.traversal() == Traversal.FORWARD ? "D" : "E",
                        NumberText.grouped(distance),
                        NumberText.grouped(result),
                        NumberText.grouped(needed),
                        unit);
    }

    private long sizeWords(String buffer) {
        return Objects.requireNonNull(placements.get(buffer), buffer).buffer().sizeWords();
    }
}
