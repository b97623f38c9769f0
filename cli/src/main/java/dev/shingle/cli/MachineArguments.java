package dev.shingle.cli;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.yaml.MachineYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which machine. */
final class MachineArguments {

    @Option(
            names = {"-m", "--machine"},
            paramLabel = "FILE|NAME",
            defaultValue = "byte-pixel",
            description = "A machine's YAML file or a preset (see: shingle machines). Default: ${DEFAULT-VALUE}.")
    private String machine = "byte-pixel";

    Machine load() {
        return Machines.preset(machine).orElseGet(this::read);
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
