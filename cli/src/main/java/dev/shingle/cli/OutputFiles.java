package dev.shingle.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.networks.onnx.OnnxReader;
import dev.shingle.networks.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The files of one command. What is written must not take the place of what is read, nor of something else that is written;
 * and all can be told to be writable before any work is done. What is read need not be listed: it is every file that the
 * command line names and that is not an output. Files are the same if their real paths are, links resolved.
 */
final class OutputFiles {

    /** How arguments are labelled that can name a file; a test sees to it that they are. */
    static final Pattern FILE_LABEL = Pattern.compile("FILE|FOLDER|DIR|MODEL|SPEC|PLAN");

    private final ImmutableList<OptionSpec> outputs;
    private final Map<Path, String> read = new LinkedHashMap<>();
    private final Set<Path> opened = new HashSet<>();
    private final Map<Path, String> written = new LinkedHashMap<>();

    private OutputFiles(ImmutableList<OptionSpec> outputs) {
        this.outputs = outputs;
    }

    /** What the command line of a command names is read, but for these options, by their longest names. */
    static OutputFiles of(CommandSpec command, String... outputs) {
        ParseResult line = command.commandLine().getParseResult();
        OutputFiles files = new OutputFiles(Arrays.stream(outputs)
                .map(name -> option(command, name))
                .filter(line::hasMatchedOption)
                .collect(toImmutableList()));
        for (ArgSpec argument : line.matchedArgs()) {
            boolean isOutput = argument instanceof OptionSpec option && files.outputs.contains(option);
            if (!isOutput && FILE_LABEL.matcher(argument.paramLabel()).find()) {
                argument.originalStringValues().forEach(value -> files.readsValue(argument, value));
            }
        }
        return files;
    }

    private static OptionSpec option(CommandSpec command, String name) {
        return Optional.ofNullable(command.findOption(name))
                .orElseThrow(() -> new AssertionError(command.name() + " has no option " + name));
    }

    /** Each of the options that are given names a file, which can be written. */
    OutputFiles claim() {
        for (OptionSpec output : outputs) {
            output.originalStringValues().forEach(value -> writes(output.shortestName(), NamedPath.ofFile(value)));
        }
        return this;
    }

    /** A file that is read; a name that is none, such as that of a network of the zoo, does not count. */
    OutputFiles reads(String role, String name) {
        try {
            Path file = Path.of(name);
            if (Files.exists(file)) {
                read.putIfAbsent(identity(file), role);
            }
        } catch (InvalidPathException e) {
            // No file can have that name, so none is overwritten.
        }
        return this;
    }

    /** A file that will be written. */
    OutputFiles writes(String role, Path file) {
        OutputFile.requireWritable(file);
        requireUnread(role, file);
        Optional<String> other = Optional.ofNullable(written.putIfAbsent(identity(file), role));
        if (other.isPresent()) {
            throw same(role, file, other.get());
        }
        return this;
    }

    /** Refuses to write a file that is read: for what lies in a folder that is written. */
    void requireUnread(String role, Path file) {
        if (Files.exists(file)) {
            readContents();
        }
        Optional.ofNullable(read.get(identity(file))).ifPresent(reader -> {
            throw same(role, file, reader);
        });
    }

    /** The contents of an ONNX file may lie in others beside it; to know which takes reading it, so only if it matters. */
    private void readContents() {
        ImmutableMap.copyOf(read).forEach((file, role) -> {
            if (!opened.add(file) || !file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
                return;
            }
            OnnxReader.externalFiles(file).forEach(contents -> reads("the weights of " + role, contents.toString()));
        });
    }

    /** The same for files of a folder whose names are not known yet. */
    void requireUnread(String role, Path folder, Predicate<String> names) {
        Path place = identity(folder);
        read.forEach((file, reader) -> {
            boolean isWritten = place.equals(file.getParent())
                    && names.test(file.getFileName().toString());
            if (isWritten) {
                throw same(role, folder.resolve(file.getFileName()), reader);
            }
        });
    }

    private static UsageException same(String role, Path file, String other) {
        return new UsageException("%s %s: found the same file as %s, expected another".formatted(role, file, other));
    }

    /** A value may stand behind the name of an input, and what is built in is no file whatever lies around. */
    private void readsValue(ArgSpec argument, String value) {
        String label = argument.paramLabel();
        boolean isBuiltIn = (label.startsWith("MODEL") && Zoo.knows(value))
                || (label.endsWith("|NAME") && Machines.preset(value).isPresent());
        if (isBuiltIn) {
            return;
        }
        String role = argument instanceof OptionSpec option ? option.shortestName() : label;
        reads(role, value);
        int equals = value.indexOf('=');
        if (label.startsWith("[NAME=]") && equals >= 0) {
            reads(role, value.substring(equals + 1));
        }
    }

    /** Links resolved, as far as the file or its folder is there. */
    private static Path identity(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        try {
            if (Files.exists(absolute)) {
                return absolute.toRealPath();
            }
            Path folder = absolute.getParent();
            Path name = absolute.getFileName();
            return folder == null || name == null
                    ? absolute
                    : folder.toRealPath().resolve(name);
        } catch (IOException e) {
            return absolute;
        }
    }
}
