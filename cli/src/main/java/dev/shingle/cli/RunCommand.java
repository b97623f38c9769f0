package dev.shingle.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableMap;
import dev.shingle.api.MappingResult;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.unit.UnsupportedLayerException;
import dev.shingle.sim.replay.MalformedPlanException;
import dev.shingle.sim.run.RunOptions;
import dev.shingle.sim.run.RunReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What comes out when it is run by a plan? */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Run a network in one scratchpad at the planned addresses, with the real arithmetic, and check every word that"
                    + " is read: a wrong plan gives wrong tags and wrong numbers.",
            "Without --plan the network is mapped first."
        },
        footer = {
            "",
            "Examples:",
            "  shingle run camera-face",
            "  shingle run net.tflite --plan plan.json --input cat.png -o results --dump-layers layers",
            "",
            "Exit code: 0 every word was right; 1 words were lost, or no plan fits; 2 bad arguments, unusable file."
        })
final class RunCommand implements Callable<Integer> {

    /** Ways to round, with the names of docs and manifests. */
    enum RoundingChoice {
        TFLITE(Rounding.TFLITE),
        TFLM_REFERENCE(Rounding.TFLM_REFERENCE),
        SINGLE(Rounding.SINGLE);

        private final Rounding rounding;

        RoundingChoice(Rounding rounding) {
            this.rounding = rounding;
        }

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
    private InputArguments input = new InputArguments();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "The plan.json to run by; it names its machine. In place of --machine and --planner.")
    private @Nullable Path plan;

    @Option(
            names = "--planner",
            paramLabel = "NAME",
            defaultValue = "overlap",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private MapCommand.PlannerChoice planner = MapCommand.PlannerChoice.OVERLAP;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Write every output of the network into this folder, as NumPy arrays.")
    private @Nullable Path output;

    @Option(
            names = "--dump-layers",
            paramLabel = "DIR",
            description = {
                "Write every layer's result into this folder, as it lies in the scratchpad when the layer is done,",
                "numbered in order of execution."
            })
    private @Nullable Path dump;

    @Option(
            names = "--rounding",
            paramLabel = "MODE",
            defaultValue = "tflite",
            description = "How quantised sums are scaled: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private RoundingChoice rounding = RoundingChoice.TFLITE;

    @Option(names = "--unchecked", description = "Do not check tags: a little faster, and nothing is proven.")
    private boolean unchecked;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        refuseBoth();
        OutputFiles files = OutputFiles.of(spec, "--output", "--dump-layers");
        Model loaded = model.load();
        claimFolders(files, loaded.network());
        ImmutableMap<String, TensorData> inputs = input.load(loaded.network());
        Optional<MemoryPlan> memoryPlan = plan == null ? map(loaded) : Optional.of(VerifyCommand.read(plan));
        if (memoryPlan.isEmpty()) {
            return ExitCode.NEGATIVE;
        }
        RunReport report = run(loaded, memoryPlan.get(), inputs);
        print(loaded, memoryPlan.get(), report);
        return report.violations() == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private void refuseBoth() {
        for (String option : new String[] {"--machine", "--planner", "--zero-copy-concat"}) {
            if (plan != null && spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new UsageException(option + ": found together with --plan, expected one of the two");
            }
        }
    }

    /** Arrays of earlier runs may be what this one reads. */
    private void claimFolders(OutputFiles files, Network network) {
        if (output != null) {
            List<String> names =
                    network.outputs().stream().map(FeatureMap::name).toList();
            files.requireUnread("-o", output, TensorFolder.namesOf(names)::contains);
        }
        if (dump != null) {
            files.requireUnread("--dump-layers", dump, TensorFolder::isNumbered);
        }
    }

    /** Empty if nothing fits, which was said then. */
    private Optional<MemoryPlan> map(Model loaded) {
        Machine target = machine.load();
        MappingResult result;
        try (ReplayWatch watch = new ReplayWatch(console)) {
            result = Shingle.map(
                    loaded, target, schedule.choices(), planner.planner(), PlanningOptions.defaults(), watch);
        }
        if (result instanceof MappingResult.Infeasible infeasible) {
            InfeasibleText.print(infeasible.reason(), target, console);
            return Optional.empty();
        }
        if (!(result instanceof MappingResult.Mapped mapped)) {
            throw new UsageException(model.source() + ": no verified plan could be made to run by");
        }
        return Optional.of(mapped.plan().plan());
    }

    private RunReport run(Model loaded, MemoryPlan memoryPlan, ImmutableMap<String, TensorData> inputs) {
        RunOptions checked = RunOptions.standard().with(rounding.rounding);
        Optional<TensorFolder> layers = Optional.ofNullable(dump).map(TensorFolder::new);
        try (RunWatch watch = new RunWatch(
                console, memoryPlan.steps().stream().map(Step::layer).collect(toImmutableList()), layers)) {
            return Shingle.run(loaded, memoryPlan, inputs, unchecked ? checked.unchecked() : checked, watch);
        } catch (MalformedPlanException | UnsupportedLayerException e) {
            throw new UsageException(model.source() + ": " + e.getMessage());
        }
    }

    private void print(Model loaded, MemoryPlan memoryPlan, RunReport report) {
        if (output != null) {
            TensorFolder folder = new TensorFolder(output);
            report.outputs().forEach(folder::add);
        }
        if (json) {
            JsonOutput.print(console.out(), new RunJson(loaded.network(), memoryPlan, report)::write);
        } else {
            new RunText(loaded.network(), memoryPlan, report, console.out()).print(input.describe());
        }
    }
}
