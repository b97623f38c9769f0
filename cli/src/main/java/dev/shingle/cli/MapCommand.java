package dev.shingle.cli;

import dev.shingle.api.MappingResult;
import dev.shingle.api.Model;
import dev.shingle.api.Reordered;
import dev.shingle.api.Shingle;
import dev.shingle.api.VerifiedPlan;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.catalogue.Planners;
import dev.shingle.mapper.plan.json.PlanJson;
import dev.shingle.mapper.schedule.PlanningOptions;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where does every buffer lie? */
@Command(
        name = "map",
        mixinStandardHelpOptions = true,
        description = "Place every activation, prove the placement by replay, and write it to a file.",
        footer = {
            "",
            "Examples:",
            "  shingle map camera-face",
            "  shingle map net.tflite -o plan.json --machine circular"
        })
final class MapCommand implements Callable<Integer> {

    /** Ways to place buffers, each with the planner's own name. */
    enum PlannerChoice {
        OVERLAP("overlap"),
        SECTION_SEARCH("section-search"),
        EVERY_LAYER("every-layer-overlapped"),
        DISJOINT("disjoint-greedy"),
        PING_PONG("ping-pong-widest-pair"),
        PING_PONG_TWO_BUFFERS("ping-pong-two-buffers"),
        GREEDY_BY_SIZE("greedy-by-size"),
        GREEDY_BY_BREADTH("greedy-by-breadth"),
        PROFILE_GUIDED("profile-guided-best-fit"),
        TFLM("tflm-greedy"),
        VELA("vela-hill-climb"),
        TVM("tvm-hill-climb");

        private final String planner;

        PlannerChoice(String planner) {
            this.planner = planner;
        }

        Planner planner() {
            return Planners.byName(planner).orElseThrow(() -> new AssertionError("no planner is called " + planner));
        }

        /** As it is written on the command line; picocli takes this as well as the constant's name. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

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
            description = "Write the plan here. Without it only the picture is printed.")
    private @Nullable Path output;

    @Option(
            names = "--planner",
            paramLabel = "NAME",
            defaultValue = "overlap",
            description = {
                "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
                "Ping-pong on a graph, which has none: first fit in order of use, nothing overlapped."
            })
    private PlannerChoice planner = PlannerChoice.OVERLAP;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the search. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", description = "Print the plan itself instead of the picture; if there is none, why.")
    private boolean json;

    MapCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OutputFiles.of(spec, "--output").claim();
        Machine target = capacity.limit(machine.load());
        Model given = model.load();
        Optional<Reordered> reordered = order.search(given, target, schedule.choices());
        Model loaded = reordered.map(Reordered::model).orElse(given);
        PlanningOptions options = PlanningOptions.defaults().withSeed(seed);
        MappingResult result;
        try (ReplayWatch watch = new ReplayWatch(console)) {
            result = Shingle.map(loaded, target, schedule.choices(), planner.planner(), options, watch);
        }
        if (result instanceof MappingResult.Infeasible infeasible) {
            if (json) {
                JsonOutput.print(console.out(), new InfeasibleJson(infeasible.reason(), target)::write);
            }
            InfeasibleText.print(infeasible.reason(), target, console);
            return ExitCode.NEGATIVE;
        }
        if (result instanceof MappingResult.Unverifiable unverifiable) {
            throw new UsageException(model.source() + ": a plan exists but cannot be verified, so none is given: "
                    + unverifiable.reason());
        }
        if (!(result instanceof MappingResult.Mapped mapped)) {
            throw new UsageException("stopped before the plan was verified; nothing was written");
        }
        report(mapped.plan(), reordered);
        return ExitCode.OK;
    }

    private void report(VerifiedPlan verified, Optional<Reordered> reordered) {
        String text = output != null || json ? PlanJson.write(verified.plan()) : "";
        if (output != null) {
            OutputFile.write(output, text);
        }
        if (json) {
            console.out().print(text);
            return;
        }
        String optimality = OptimalityText.describe(
                verified.plan(),
                verified.verification(),
                OptimalityText.whyNoneWasMade(verified.plan().machine()));
        new MemoryMapText(verified.plan(), optimality, console).print();
        console.out().println();
        reordered.map(OrderArgument::describe).ifPresent(console.out()::println);
        VerificationText.print(verified.verification(), console.out());
        if (output != null) {
            console.out().println("written to " + output);
        }
    }
}
