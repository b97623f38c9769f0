package dev.shingle.cli;

import static java.util.stream.Collectors.joining;

import dev.shingle.api.MappingResult;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.PlanningResult.Lever;
import dev.shingle.mapper.schedule.ScheduledConflict;
import dev.shingle.mapper.schedule.ScheduledStep;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Says by how much a network does not fit, because of what, and what would help: one screen. */
final class InfeasibleText {

    private static final int MOST_ROWS = 12;

    private final PlanningResult.Infeasible reason;
    private final Machine machine;
    private final PrintWriter out;

    private InfeasibleText(PlanningResult.Infeasible reason, Machine machine, PrintWriter out) {
        this.reason = reason;
        this.machine = machine;
        this.out = out;
    }

    /** The reason why a model does not fit a machine's capacity; empty if it does. */
    static Optional<PlanningResult.Infeasible> reasonFor(Model model, Machine machine) {
        return Shingle.map(model, machine, PlanningOptions.defaults()) instanceof MappingResult.Infeasible infeasible
                ? Optional.of(infeasible.reason())
                : Optional.empty();
    }

    static void print(PlanningResult.Infeasible reason, Machine machine, Console console) {
        new InfeasibleText(reason, machine, console.err()).print();
        console.err().flush();
    }

    private void print() {
        line(
                "shingle: does not fit: needs %s, capacity %s, %,d B too much%s",
                ByteSize.describe(reason.demandBytes()),
                ByteSize.describe(reason.capacityBytes()),
                reason.gapBytes(),
                reason.isProven()
                        ? "; no plan can (lower bound " + ByteSize.describe(reason.lowerBoundBytes()) + ")"
                        : "; no better plan was found (lower bound " + ByteSize.describe(reason.lowerBoundBytes())
                                + ")");
        out.println();
        printConflict(reason.conflict());
        out.println();
        printLevers();
    }

    private void printConflict(ScheduledConflict conflict) {
        line(
                "These do not fit together while %s: %,d B, %,d B over",
                describeSteps(conflict), conflict.demandBytes(), conflict.bytesOver());
        TextTable table = new TextTable("  buffer", "shape", ">bytes", "live in steps");
        conflict.buffers().stream()
                .limit(MOST_ROWS)
                .forEach(buffer -> table.row(
                        "  " + buffer.name(),
                        buffer.shape().toString(),
                        String.format(
                                Locale.ROOT, "%,d", machine.layout().bytesOf(buffer.sizeWords())),
                        live(buffer)));
        table.print(out);
        if (conflict.buffers().size() > MOST_ROWS) {
            line("  and %d smaller ones", conflict.buffers().size() - MOST_ROWS);
        }
        line(
                "%s; %s.",
                conflict.minimal()
                        ? "Dropping any one of these, buffer or step, makes the others fit (checked)"
                        : "Perhaps fewer of them would do; the search for less was cut short",
                conflict.proven() ? "that they do not fit is proven" : "that they do not fit is not proven");
    }

    private static String describeSteps(ScheduledConflict conflict) {
        if (conflict.steps().isEmpty()) {
            return "the host holds them";
        }
        String steps = conflict.steps().stream()
                .limit(MOST_ROWS)
                .map(InfeasibleText::describe)
                .collect(joining(", "));
        int more = conflict.steps().size() - MOST_ROWS;
        return (conflict.steps().size() == 1 ? "step " : "steps ") + steps
                + (more > 0 ? " and " + more + " more run" : conflict.steps().size() == 1 ? " runs" : " run");
    }

    private static String describe(ScheduledStep step) {
        return step.index() + " (" + step.layer() + ")";
    }

    private static String live(Buffer buffer) {
        return buffer.live().start() + " .. " + (buffer.live().end() - 1);
    }

    private void printLevers() {
        if (reason.levers().isEmpty()) {
            line("Nothing that was tried would lower the need: neither other abilities nor a smaller input image.");
            return;
        }
        line("What would help, planned anew for each:");
        TextTable table = new TextTable("  change", ">bytes", "", "outside", "what it costs");
        for (Lever lever : reason.levers()) {
            table.row(
                    "  " + lever.change(),
                    String.format(Locale.ROOT, "%,d%s", lever.demandBytes(), lever.optimal() ? "" : "*"),
                    lever.fits() ? "fits" : "too much",
                    lever.stagingBytes() == 0 ? "" : String.format(Locale.ROOT, "+%,d B", lever.stagingBytes()),
                    lever.cost());
        }
        table.print(out);
        if (!reason.levers().stream().allMatch(Lever::optimal)) {
            line("* not proven to be the least");
        }
    }

    private void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
