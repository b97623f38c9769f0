package dev.shingle.api.sweep;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.ByteStreams;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.yaml.MachineYaml;
import dev.shingle.networks.zoo.Zoo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Finds what a sweep names: networks and machines that come with the program, and files, whose contents count. */
final class SweepFiles {

    private final Path folder;

    SweepFiles(Path folder) {
        this.folder = folder;
    }

    /** Empty if there is neither such a network nor such a file. */
    Optional<SweepSpec.NetworkEntry> network(String text) {
        return Zoo.knows(text)
                ? Optional.of(new SweepSpec.NetworkEntry(text, text, ""))
                : file(text).map(file -> new SweepSpec.NetworkEntry(text, file.toString(), sha256(file)));
    }

    /** Empty if there is neither such a machine nor such a file; behind a colon it may have other ports. */
    Optional<SweepSpec.MachineEntry> machine(String text) {
        return plain(text)
                .or(() -> Arrays.stream(Engine.Ports.values())
                        .filter(ports -> text.endsWith(":" + ports))
                        .flatMap(ports -> withPorts(text, ports).stream())
                        .findFirst())
                .map(machine -> new SweepSpec.MachineEntry(text, machine));
    }

    private Optional<Machine> withPorts(String text, Engine.Ports ports) {
        return plain(text.substring(0, text.length() - ports.toString().length() - 1))
                .filter(machine -> machine.engine().isPresent())
                .map(machine -> machine.withEngine(machine.engine().map(engine -> engine.withPorts(ports))));
    }

    private Optional<Machine> plain(String text) {
        return Machines.preset(text).or(() -> file(text).map(SweepFiles::read));
    }

    private Optional<Path> file(String text) {
        try {
            return Optional.of(folder.resolve(text)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Machine read(Path file) {
        try {
            return MachineYaml.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(Path file) {
        try (HashingOutputStream digest = new HashingOutputStream(Hashing.sha256(), ByteStreams.nullOutputStream())) {
            Files.copy(file, digest);
            return digest.hash().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
