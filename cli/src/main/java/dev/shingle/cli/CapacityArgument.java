package dev.shingle.cli;

import dev.shingle.mapper.machine.Machine;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much scratchpad there is, if that differs from the machine's description. */
final class CapacityArgument {

    @Option(
            names = "--capacity",
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            description = "Bytes of scratchpad, such as 128KiB. If the activations do not fit, the exit code is 1.")
    private @Nullable ByteSize capacity;

    Machine limit(Machine machine) {
        return capacity == null ? machine : machine.withCapacityBytes(OptionalLong.of(capacity.bytes()));
    }
}
