package dev.shingle.cli;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import dev.shingle.api.MappingResult;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.PlanningResult.Lever;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.mapper.schedule.ScheduledConflict;
import dev.shingle.mapper.schedule.ScheduledStep;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Says by how much a network does not fit, because of what, and what would help: one screen. */
final class InfeasibleText {

    private static final int MOST_ROWS = 12;
    private static final int MOST_NAMED_STEPS = 3;

    private final PlanningResult.Infeasible reason;
    private final Machine machine;
    private final PrintWriter out;

    private InfeasibleText(PlanningResult.Infeasible reason, Machine machine, PrintWriter out) {
        this.reason = reason;
        this.machine = machine;
        this.out = out;
    }

    /** The reason why a model does not fit a machine's capacity; empty if it does. */
    static Optional<PlanningResult.Infeasible> reasonFor(Model model, Machine machine, ScheduleOptions choices) {
        MappingResult result = Shingle.map(model, machine, choices, PlanningOptions.defaults());
        return result instanceof MappingResult.Infeasible infeasible
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
                "%s: %,d B, %,d B over",
                conflict.buffers().size() == 1
                        ? "One buffer alone is too large, whatever its place, at " + describeSteps(conflict)
                        : "These do not fit together at " + describeSteps(conflict),
                conflict.demandBytes(),
                conflict.bytesOver());
        printBuffers(conflict.buffers());
        line("%s", conclusion(conflict));
    }

    private static String conclusion(ScheduledConflict conflict) {
        if (conflict.buffers().size() == 1) {
            return "No place, order or direction changes that; only a smaller tensor does.";
        }
        return "%s; that they do not fit is %s."
                .formatted(
                        conflict.minimal()
                                ? "Dropping any one of these, buffer or step, makes the others fit (checked)"
                                : "Perhaps fewer of them would do; the search for less was cut short",
                        conflict.proven() ? "proven" : "not proven");
    }

    private void printBuffers(ImmutableList<Buffer> buffers) {
        TextTable table = new TextTable("  buffer", "shape", ">bytes", "live in steps");
        buffers.stream()
                .limit(MOST_ROWS)
                .forEach(buffer -> table.row(
                        "  " + shortened(buffer.name()),
                        buffer.shape().toString(),
                        number(machine.layout().bytesOf(buffer.sizeWords())),
                        live(buffer)));
        table.print(out);
        if (buffers.size() > MOST_ROWS) {
            line("  and %d smaller ones", buffers.size() - MOST_ROWS);
        }
    }

    /** A few steps with their layers, many as ranges of numbers. */
    private static String describeSteps(ScheduledConflict conflict) {
        ImmutableList<ScheduledStep> steps = conflict.steps();
        if (steps.isEmpty()) {
            return "the host";
        }
        if (steps.size() <= MOST_NAMED_STEPS) {
            return (steps.size() == 1 ? "step " : "steps ")
                    + steps.stream()
                            .map(step -> step.index() + " (" + step.layer() + ")")
                            .collect(joining(", "));
        }
        RangeSet<Integer> numbers = TreeRangeSet.create();
        steps.forEach(step -> numbers.add(Range.closedOpen(step.index(), step.index() + 1)));
        return "steps "
                + numbers.asRanges().stream()
                        .map(range -> range.upperEndpoint() - range.lowerEndpoint() == 1
                                ? String.valueOf(range.lowerEndpoint())
                                : range.lowerEndpoint() + " .. " + (range.upperEndpoint() - 1))
                        .collect(joining(", "));
    }

    /** Names in converted files run to hundreds of characters; their ends tell them apart. */
    private static String shortened(String name) {
        return name.length() <= 44 ? name : name.substring(0, 20) + "..." + name.substring(name.length() - 21);
    }

    private static String live(Buffer buffer) {
        return buffer.live().start() + " .. " + (buffer.live().end() - 1);
    }

    private void printLevers() {
        if (reason.levers().isEmpty()) {
            line(
                    "No other ability of the machine that was tried lowers the need, nor a smaller input image"
                            + " (%s).",
                    reason.whyNoSmallerInput());
            return;
        }
        line("What would help, planned anew for each:");
        TextTable table = new TextTable("  change", ">bytes", "", "outside", "what it costs");
        for (Lever lever : reason.levers()) {
            table.row(
                    "  " + lever.change(),
                    number(lever.demandBytes()) + (lever.optimal() ? "" : "*"),
                    lever.fits() ? "fits" : "too much",
                    lever.stagingBytes() == 0 ? "" : "+" + number(lever.stagingBytes()) + " B",
                    lever.cost());
        }
        table.print(out);
        if (!reason.levers().stream().allMatch(Lever::optimal)) {
            line("* not proven to be the least");
        }
        if (!reason.whyNoSmallerInput().isEmpty()) {
            line("No smaller input image: %s.", reason.whyNoSmallerInput());
        }
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
