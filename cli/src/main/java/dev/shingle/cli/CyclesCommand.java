package dev.shingle.cli;

import dev.shingle.api.CycleEstimate;
import dev.shingle.api.MemoryComparison;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.sim.cycles.CycleModel;
import dev.shingle.sim.energy.SramModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How long does it take, and what does it cost? */
@Command(
        name = "cycles",
        mixinStandardHelpOptions = true,
        description = {
            "Cycles, utilisation and memory energy of a network, layer by layer.",
            "Or compare what the activations cost in two ping-pong memories, overlapped in one memory, and overlapped in one memory with a single port."
        },
        footer = {
            "",
            "Examples:",
            "  shingle cycles person_detect.tflite",
            "  shingle cycles net.onnx --machine mine.yaml --model pipelined --json",
            "  shingle cycles --compare camera-face models/ --markdown"
        })
final class CyclesCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "A .tflite, .onnx or .json file, or a network of the zoo.")
    private @Nullable String source;

    @Mixin
    private PassArguments passes = new PassArguments();

    @Mixin
    private EngineArguments engine = new EngineArguments();

    @Mixin
    private ScheduleArguments schedule = new ScheduleArguments();

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "How to count: reference, serial, pipelined or scalesim-v2. Default: reference.")
    private @Nullable String model;

    @Option(
            names = "--compare",
            arity = "1..*",
            paramLabel = "MODEL|FOLDER",
            description =
                    "Bytes, cycles and energy of each model, and of each model file in a folder, in three memories.")
    private List<String> compared = new ArrayList<>();

    @Option(names = "--markdown", description = "Print the comparison as a Markdown table.")
    private boolean markdown;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    CyclesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Machine machine = engine.load();
        SramModel memories = engine.memories();
        if (!compared.isEmpty()) {
            return compare(machine, memories);
        }
        if (source == null) {
            throw new UsageException("found no MODEL, expected one, or --compare with several");
        }
        CycleEstimate estimate =
                Shingle.cycles(passes.load(source), machine, schedule.choices(), cycleModel(), memories);
        if (json) {
            JsonOutput.print(console.out(), new CyclesJson(estimate)::write);
        } else {
            new CyclesText(estimate, console.out()).print();
        }
        return ExitCode.OK;
    }

    private CycleModel cycleModel() {
        String name = model == null ? CycleModel.REFERENCE.toString() : model;
        return CycleModel.named(name)
                .orElseThrow(() -> new UsageException(
                        "--model " + name + ": expected reference, serial, pipelined or scalesim-v2"));
    }

    private int compare(Machine machine, SramModel memories) {
        if (source != null || model != null || json) {
            throw new UsageException("--compare takes its models itself, by the reference model, as a table");
        }
        ComparisonRun<MemoryComparison> run = new ComparisonRun<>(
                console, name -> Shingle.compareMemories(passes.load(name), machine, schedule.choices(), memories));
        run.add(compared);
        new MemoryComparisonText(run.comparisons(), run.refusals(), machine, memories, console.out()).print(markdown);
        if (run.comparisons().isEmpty()) {
            console.complain("none of the models could be read");
            return ExitCode.UNUSABLE;
        }
        return ExitCode.OK;
    }
}
