package dev.shingle.cli;

import dev.shingle.api.Model;
import dev.shingle.api.Reordered;
import dev.shingle.api.Shingle;
import dev.shingle.api.Sizing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.schedule.PlanningResult;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much SRAM do the activations need? */
@Command(
        name = "size",
        mixinStandardHelpOptions = true,
        description = "How much SRAM a network's activations need: ping-pong, without overlap, and with it.",
        footer = {"", "Examples:", "  shingle size camera-face", "  shingle size net.tflite --capacity 128KiB --json"})
final class SizeCommand implements Callable<Integer> {

    private final Console console;

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

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    SizeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Machine target = capacity.limit(machine.load());
        Model given = model.load();
        Optional<Reordered> reordered = order.search(given, target, schedule.choices());
        Model loaded = reordered.map(Reordered::model).orElse(given);
        Sizing sizing = Shingle.size(loaded, target, schedule.choices());
        OptionalLong capacityBytes = target.capacityBytes();
        Optional<PlanningResult.Infeasible> misfit =
                capacityBytes.isEmpty() || sizing.plannedPeakBytes() <= capacityBytes.getAsLong()
                        ? Optional.empty()
                        : InfeasibleText.reasonFor(loaded, target, schedule.choices());
        if (json) {
            JsonOutput.print(console.out(), new SizingJson(sizing, capacityBytes, reordered, misfit)::write);
        } else {
            new SizingText(sizing, capacityBytes, console).print();
            reordered.map(OrderArgument::describe).ifPresent(console.out()::println);
        }
        misfit.ifPresent(reason -> InfeasibleText.print(reason, target, console));
        return misfit.isEmpty() ? ExitCode.OK : ExitCode.NEGATIVE;
    }
}
