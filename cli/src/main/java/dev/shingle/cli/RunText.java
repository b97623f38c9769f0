package dev.shingle.cli;

import static java.util.Objects.requireNonNull;

import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.run.RunReport;
import dev.shingle.sim.run.StepReport;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** What a run did and found, for people. */
final class RunText {

    private final Network network;
    private final MemoryPlan plan;
    private final RunReport report;
    private final PrintWriter out;

    RunText(Network network, MemoryPlan plan, RunReport report, PrintWriter out) {
        this.network = network;
        this.plan = plan;
        this.report = report;
        this.out = out;
    }

    void print(String input) {
        out.printf(
                "%s on %s, planner %s: run on %s in a scratchpad of %s%n%n",
                plan.network(), plan.machine().name(), plan.planner(), input, ByteSize.describe(plan.peakBytes()));
        printSteps();
        out.println();
        Map<String, TensorData> outputs = report.outputs();
        for (FeatureMap output : network.outputs()) {
            out.println(OutputSummary.of(output, requireNonNull(outputs.get(output.name()))));
        }
        out.println();
        printTags();
    }

    private void printSteps() {
        TextTable table = new TextTable(">step", "layer", "operator", ">MACs", ">words read", ">written", ">lost");
        for (StepReport step : report.steps()) {
            table.row(
                    String.valueOf(step.step()),
                    step.layer(),
                    step.operator().toLowerCase(Locale.ROOT),
                    count(step.multiplyAdds()),
                    count(step.wordsRead()),
                    count(step.wordsWritten()),
                    lost(step.violations()));
        }
        table.row(
                "",
                "all",
                "",
                count(report.multiplyAdds()),
                count(report.wordsRead()),
                count(report.wordsWritten()),
                lost(report.violations()));
        table.print(out);
    }

    private void printTags() {
        if (!report.isChecked()) {
            out.println("tags: not checked");
            return;
        }
        if (report.isClean()) {
            out.printf(
                    Locale.ROOT,
                    "tags: every word that was read was the one that was meant; %,d read, %,d written%n",
                    report.wordsRead(),
                    report.wordsWritten());
            return;
        }
        out.printf(
                Locale.ROOT,
                "tags: NOT SAFE; %,d of %,d words read were lost%s%s%n",
                report.violations(),
                report.wordsRead(),
                report.outOfBounds() > 0
                        ? String.format(Locale.ROOT, ", %,d of them beyond the end", report.outOfBounds())
                        : "",
                hostLosses());
        report.firstLost().forEach(violation -> out.println("  " + violation));
        if (report.firstLost().size() < report.violations() - report.outOfBounds()) {
            out.println("  ...");
        }
        report.firstOutOfBounds()
                .ifPresent(outside -> out.println(
                        VerificationText.beyond(outside, plan.steps().size())));
    }

    private String hostLosses() {
        long ofHost = report.violationsPerStep().get(plan.steps().size());
        return ofHost > 0 ? String.format(Locale.ROOT, ", %,d by the host that takes the outputs", ofHost) : "";
    }

    private String lost(long words) {
        return report.isChecked() ? count(words) : "-";
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
