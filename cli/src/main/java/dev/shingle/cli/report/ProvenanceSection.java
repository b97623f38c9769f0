package dev.shingle.cli.report;

import dev.shingle.api.Model;
import dev.shingle.networks.simplify.PassReport;
import java.util.stream.Collectors;

/** What was done to the network, and how to make this page again. */
final class ProvenanceSection {

    private static final int MOST_DETAILS = 40;

    private final Markup out;
    private final ReportContents contents;
    private final Model model;

    ProvenanceSection(Markup out, ReportContents contents) {
        this.out = out;
        this.contents = contents;
        this.model = contents.sizing().model();
    }

    void write() {
        out.open("section", "aria-labelledby", "origin-title");
        out.element("h2", "Network and origin", "id", "origin-title");
        out.open("dl", "class", "facts");
        fact("Command line", contents.provenance().commandLine());
        fact("Version", String.join("; ", contents.provenance().versions()));
        fact("Model", model.source());
        fact("Structure (SHA-256)", contents.overlapped().plan().networkHash());
        fact(
                "Layers",
                model.original().layers().size() + " in the file, "
                        + contents.overlapped().plan().steps().size() + " run");
        fact(
                "Planners",
                contents.overlapped().plan().planner() + "; beside it "
                        + contents.disjoint().plan().planner());
        if (!model.symbols().isEmpty()) {
            fact(
                    "Open dimensions",
                    model.symbols().entrySet().stream()
                            .map(symbol -> symbol.getKey() + " = " + symbol.getValue())
                            .collect(Collectors.joining(", ")));
        }
        if (!model.layersOfUnknownArithmetic().isEmpty()) {
            fact("Sized only, kept apart", String.join(", ", model.layersOfUnknownArithmetic()));
        }
        out.close();
        passes();
        out.close();
        footer();
    }

    private void fact(String name, String value) {
        out.open("div").element("dt", name).element("dd", value).close();
    }

    private void passes() {
        out.element("h3", "Simplification passes");
        DataTable table = new DataTable(out, "Passes in order", "pass", ">changes", "what it does");
        for (PassReport pass : model.passes()) {
            table.startRow(pass.enabled() ? "" : "off");
            table.cell(0, pass.pass()).cell(1, pass.enabled() ? NumberText.grouped(pass.changes()) : "off");
            table.cell(2, cell -> {
                cell.text(pass.description());
                details(cell, pass);
            });
            table.endRow();
        }
        table.end();
    }

    private static void details(Markup cell, PassReport pass) {
        if (pass.details().isEmpty()) {
            return;
        }
        cell.open("details").element("summary", "where").open("ul");
        pass.details().stream().limit(MOST_DETAILS).forEach(detail -> cell.element("li", detail));
        if (pass.details().size() > MOST_DETAILS) {
            cell.element("li", "and " + (pass.details().size() - MOST_DETAILS) + " more");
        }
        cell.close().close();
    }

    private void footer() {
        out.open("footer");
        out.element(
                "p",
                "Made by shingle (Apache License 2.0). The chart is drawn by Apache ECharts "
                        + BundledText.ECHARTS_VERSION
                        + ", \u00a9 The Apache Software Foundation, Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0, which is contained in"
                        + " this file unchanged. Nothing is fetched from a network.");
        out.close();
    }
}
