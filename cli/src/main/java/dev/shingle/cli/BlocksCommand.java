package dev.shingle.cli;

import dev.shingle.api.ExportOptions;
import dev.shingle.api.ExportResult;
import dev.shingle.api.Shingle;
import dev.shingle.fpga.blocks.Part;
import dev.shingle.fpga.bundle.BlockTable;
import dev.shingle.mapper.machine.Machine;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How many block RAMs? */
@Command(
        name = "blocks",
        mixinStandardHelpOptions = true,
        description = "Count block RAMs of FPGAs, ping-pong against planned, and say whether a part has enough.",
        footer = {
            "",
            "Examples:",
            "  shingle blocks camera-face",
            "  shingle blocks net.tflite --machine reference-p4 --part up5k"
        })
final class BlocksCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private ModelArguments model = new ModelArguments();

    @Mixin
    private HardwareArguments machine = new HardwareArguments();

    @Mixin
    private ScheduleArguments schedule = new ScheduleArguments();

    @Mixin
    private PartArgument part = new PartArgument();

    BlocksCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<Part> wanted = part.find();
        Machine target = machine.load();
        ExportOptions options = wanted.map(ExportOptions.defaults()::withPart).orElse(ExportOptions.defaults());
        ExportResult result;
        try (ReplayWatch watch = new ReplayWatch(console)) {
            result = Shingle.export(model.load(), target, schedule.choices(), options, watch);
        }
        if (!(result instanceof ExportResult.Exported exported)) {
            return ExportCommand.refuse(result, target, console);
        }
        BlockTable blocks = exported.bundle().blocks();
        new BlocksText(blocks, console.out()).print();
        return blocks.part().map(fits -> fits.plan().fits()).orElse(true) ? ExitCode.OK : ExitCode.NEGATIVE;
    }
}
