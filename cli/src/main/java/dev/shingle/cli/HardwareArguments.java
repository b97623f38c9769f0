package dev.shingle.cli;

import dev.shingle.mapper.machine.Machine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which machine, where hardware is meant: the reference accelerator unless another one is named. */
final class HardwareArguments {

    private static final String STANDARD = "reference-p8";

    @Option(
            names = {"-m", "--machine"},
            paramLabel = "FILE|NAME",
            description = "A machine's YAML file or a preset (see: shingle machines). Default: " + STANDARD + ".")
    private @Nullable String machine;

    Machine load() {
        return load(STANDARD);
    }

    /** The machine that is named, or this preset. */
    Machine load(String otherwise) {
        return MachineArguments.named(machine == null ? otherwise : machine);
    }
}
