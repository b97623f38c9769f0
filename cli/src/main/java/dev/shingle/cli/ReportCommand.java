package dev.shingle.cli;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.CycleEstimate;
import dev.shingle.api.MappingResult;
import dev.shingle.api.MemoryComparison;
import dev.shingle.api.Model;
import dev.shingle.api.Reordered;
import dev.shingle.api.Shingle;
import dev.shingle.api.Sizing;
import dev.shingle.api.VerifiedPlan;
import dev.shingle.api.picture.MemoryPicture;
import dev.shingle.cli.report.PictureSvg;
import dev.shingle.cli.report.Provenance;
import dev.shingle.cli.report.ReportContents;
import dev.shingle.cli.report.ReportPage;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.catalogue.Planners;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.sim.cycles.CycleModel;
import dev.shingle.sim.energy.SramModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The answer as a page for a review, or its picture for a paper. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Write one page that shows the memory map, the bytes, block RAMs, cycles and energy, and where each number comes from.",
            "The page needs no network and no other file. With --svg also, or only, the picture."
        },
        footer = {
            "",
            "Examples:",
            "  shingle report camera-face -o report.html",
            "  shingle report net.tflite --machine reference-p8 -o report.html --svg map.svg"
        })
final class ReportCommand implements Callable<Integer> {

    private static final String NOT_REPLAYED =
            "the plan drawn beside it, which overlaps nothing, is there to be looked at: the static checker found it safe, it"
                    + " was not replayed";

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelArguments model = new ModelArguments();

    @Mixin
    private MachineArguments machine = new MachineArguments();

    @Mixin
    private ScheduleArguments schedule = new ScheduleArguments();

    @Mixin
    private CapacityArgument capacity = new CapacityArgument();

    @Mixin
    private OrderArgument order = new OrderArgument();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the page here.")
    private @Nullable Path output;

    @Option(names = "--svg", paramLabel = "FILE", description = "Write the picture alone here.")
    private @Nullable Path svg;

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (output == null && svg == null) {
            throw new UsageException(
                    "found no file to write, expected -o FILE for the page or --svg FILE for the picture");
        }
        OutputFiles.of(spec, "--output", "--svg").claim();
        Machine target = capacity.limit(machine.load());
        Model given = model.load();
        Model loaded = order.search(given, target, schedule.choices())
                .map(Reordered::model)
                .orElse(given);
        MappingResult result = map(loaded, target);
        if (result instanceof MappingResult.Infeasible infeasible) {
            InfeasibleText.print(infeasible.reason(), target, console);
            return ExitCode.NEGATIVE;
        }
        write(loaded, target, verified(result));
        return ExitCode.OK;
    }

    private void write(Model loaded, Machine target, VerifiedPlan plan) {
        Sizing sizing = Shingle.size(loaded, target, schedule.choices());
        boolean isChain = sizing.pingPongTwoBuffersBytes().isPresent();
        MemoryPicture overlapped = MemoryPicture.of(plan.plan());
        MemoryPicture disjoint = MemoryPicture.of(Shingle.planWithoutOverlap(loaded, target, schedule.choices()));
        String disjointName = isChain ? "Ping-pong" : "No overlap";
        if (svg != null) {
            OutputFile.write(svg, PictureSvg.document(overlapped, disjoint, disjointName));
            console.out().println("written to " + svg);
        }
        if (output != null) {
            boolean hasEngine = target.engine().isPresent();
            ReportContents contents = new ReportContents(
                    sizing,
                    overlapped,
                    disjoint,
                    disjointName,
                    OptimalityText.describe(plan.plan(), plan.verification(), OptimalityText.whyNoneWasMade(target)),
                    verdicts(plan),
                    hasEngine ? Optional.of(cycles(loaded, target)) : Optional.empty(),
                    hasEngine ? Optional.of(memories(loaded, target)) : Optional.empty(),
                    new Provenance(commandLine(), versions()));
            OutputFile.write(output, ReportPage.html(contents));
            console.out().println("written to " + output);
        }
    }

    private MappingResult map(Model loaded, Machine target) {
        try (ReplayWatch watch = new ReplayWatch(console)) {
            return Shingle.map(loaded, target, schedule.choices(), Planners.ours(), PlanningOptions.defaults(), watch);
        }
    }

    private VerifiedPlan verified(MappingResult result) {
        if (result instanceof MappingResult.Mapped mapped) {
            return mapped.plan();
        }
        if (result instanceof MappingResult.Unverifiable unverifiable) {
            throw new UsageException(model.source() + ": a plan exists but cannot be verified, so there is no report: "
                    + unverifiable.reason());
        }
        throw new UsageException("stopped before the plan was verified; nothing was written");
    }

    private CycleEstimate cycles(Model loaded, Machine target) {
        return Shingle.cycles(loaded, target, schedule.choices(), CycleModel.REFERENCE, SramModel.standard());
    }

    private MemoryComparison memories(Model loaded, Machine target) {
        return Shingle.compareMemories(loaded, target, schedule.choices(), SramModel.standard());
    }

    private static ImmutableList<String> verdicts(VerifiedPlan plan) {
        StringWriter text = new StringWriter();
        PrintWriter lines = new PrintWriter(text);
        VerificationText.print(plan.verification(), lines);
        lines.flush();
        return Stream.concat(text.toString().lines(), Stream.of(NOT_REPLAYED)).collect(ImmutableList.toImmutableList());
    }

    private ImmutableList<String> versions() {
        return ImmutableList.copyOf(spec.root().version());
    }

    private String commandLine() {
        StringBuilder line = new StringBuilder("shingle");
        for (String argument : spec.root().commandLine().getParseResult().originalArgs()) {
            boolean isPlain = argument.matches("[A-Za-z0-9_./:=,@%+-]+");
            line.append(' ').append(isPlain ? argument : "'" + argument.replace("'", "'\\''") + "'");
        }
        return line.toString();
    }
}
