package dev.shingle.cli;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.yaml.MachineYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
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
        return named(machine);
    }

    /** The preset of that name, or the machine of that file. */
    static Machine named(String machine) {
        return Machines.preset(machine).orElseGet(() -> read(machine));
    }

    private static Machine read(String machine) {
        Optional<Path> file = existing(machine);
        if (file.isEmpty()) {
            List<String> presets = Machines.all().stream().map(Machine::name).toList();
            throw new UsageException("--machine " + machine + ": neither a file nor a preset; "
                    + NearestName.to(machine, presets)
                            .map(name -> "did you mean " + name + "? (see: shingle machines)")
                            .orElse("the presets are " + String.join(", ", presets)));
        }
        try {
            return MachineYaml.read(file.get());
        } catch (IOException e) {
            throw new UsageException("--machine " + machine + ": cannot be read: " + e.getMessage());
        }
    }

    private static Optional<Path> existing(String machine) {
        try {
            return Optional.of(Path.of(machine)).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
