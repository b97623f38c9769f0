package dev.shingle.cli;

import dev.shingle.mapper.machine.Machine;
import picocli.CommandLine.Option;

/** Which machine, where hardware is meant: the reference accelerator unless another one is named. */
final class HardwareArguments {

    @Option(
            names = {"-m", "--machine"},
            paramLabel = "FILE|NAME",
            defaultValue = "reference-p8",
            description = "A machine's YAML file or a preset (see: shingle machines). Default: ${DEFAULT-VALUE}.")
    private String machine = "reference-p8";

    Machine load() {
        return MachineArguments.named(machine);
    }
}
