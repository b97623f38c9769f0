package dev.shingle.cli;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.yaml.MachineYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which machine, and how much scratchpad it has. */
final class MachineArguments {

    @Option(
            names = {"-m", "--machine"},
            paramLabel = "FILE|NAME",
            defaultValue = "byte-pixel",
            description = "A machine's YAML file or a preset (see: shingle machines). Default: ${DEFAULT-VALUE}.")
    private String machine = "byte-pixel";

    @Option(
            names = "--capacity",
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            description = "Bytes of scratchpad, such as 128KiB. If the activations do not fit, the exit code is 1.")
    private @Nullable ByteSize capacity;

    Machine load() {
        Machine described = Machines.preset(machine).orElseGet(this::read);
        return capacity == null ? described : described.withCapacityBytes(OptionalLong.of(capacity.bytes()));
    }

    private Machine read() {
        Optional<Path> file = existing();
        if (file.isEmpty()) {
            throw new UsageException("--machine " + machine + ": neither a file nor a preset; the presets are "
                    + String.join(
                            ", ", Machines.all().stream().map(Machine::name).toList()));
        }
        try {
            return MachineYaml.read(file.get());
        } catch (IOException e) {
            throw new UsageException("--machine " + machine + ": cannot be read: " + e.getMessage());
        }
    }

    private Optional<Path> existing() {
        try {
            return Optional.of(Path.of(machine)).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
