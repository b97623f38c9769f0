package dev.shingle.cli;

import dev.shingle.api.PlanComparison;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What changed, and why? */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Say what differs between two plans, two networks on one machine, or two machines for one network, and why.",
            "What A and B are is seen from them: plan files, or networks; with --model, machines."
        },
        footer = {
            "",
            "Effects in bytes are planned, not guessed: from A's machine to B's, one ability after the other.",
            "",
            "Examples:",
            "  shingle compare before.json after.json",
            "  shingle compare byte-pixel lane8-group --model camera-face",
            "  shingle compare camera-face camera-face:96x128 --machine circular --json",
            "",
            "Exit code: 0 compared, whatever was found; 2 bad arguments, unusable file."
        })
final class CompareCommand implements Callable<Integer> {

    private static final int HEAD_BYTES = 4096;

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "A", description = "A plan file or a network; with --model, a machine.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "B", description = "The same kind of thing.")
    private String second = "";

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Compare two machines, presets or YAML files, on this network.")
    private @Nullable String model;

    @Mixin
    private MachineArguments machine = new MachineArguments();

    @Mixin
    private PassArguments passes = new PassArguments();

    @Mixin
    private ScheduleArguments schedule = new ScheduleArguments();

    @Option(names = "--all", description = "List layers that are alike, too.")
    private boolean all;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        PlanComparison comparison = compare();
        if (json) {
            JsonOutput.print(console.out(), new PlanComparisonJson(comparison, first, second)::write);
        } else {
            new PlanComparisonText(comparison, first, second, console.out()).print(all);
        }
        return ExitCode.OK;
    }

    private PlanComparison compare() {
        if (model != null) {
            refuseTogether("--machine", "--model, with which A and B are the machines");
            return Shingle.compare(
                    passes.load(model),
                    MachineArguments.named(first),
                    MachineArguments.named(second),
                    schedule.choices());
        }
        if (isPlan(first) != isPlan(second)) {
            throw new UsageException((isPlan(first) ? first : second)
                    + ": found one plan only, expected two plans, two networks, or two machines and --model");
        }
        if (isPlan(first)) {
            refuseTogether("--machine", "plans, which name their machines");
            return Shingle.compare(VerifyCommand.read(Path.of(first)), VerifyCommand.read(Path.of(second)));
        }
        refuseMachine(first);
        refuseMachine(second);
        Machine target = machine.load();
        return Shingle.compare(passes.load(first), passes.load(second), target, schedule.choices());
    }

    private void refuseTogether(String option, String with) {
        if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
            throw new UsageException(option + ": found together with " + with + ", expected one of the two");
        }
    }

    private static void refuseMachine(String argument) {
        String name = argument.toLowerCase(Locale.ROOT);
        if (Machines.preset(argument).isPresent() || name.endsWith(".yaml") || name.endsWith(".yml")) {
            throw new UsageException(argument + ": found a machine, expected --model MODEL to say on which network");
        }
    }

    /** A plan and a network both end in .json; the first lines tell them apart. */
    private static boolean isPlan(String argument) {
        if (!argument.toLowerCase(Locale.ROOT).endsWith(".json")) {
            return false;
        }
        try (InputStream in = Files.newInputStream(Path.of(argument))) {
            return new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8).contains("\"shingle-plan\"");
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }
}
