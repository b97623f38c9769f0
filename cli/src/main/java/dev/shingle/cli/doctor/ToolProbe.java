package dev.shingle.cli.doctor;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for tools on a path and asks them for their versions. A tool that does not answer in time is ended together with what
 * it started; it reads nothing from us, and its answer goes to a file, so that no pipe can hold anyone up. All are asked at
 * the same time, so the whole takes no longer than the slowest, or the time limit.
 */
public final class ToolProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 4096;
    private static final int MOST_CHARACTERS = 60;
    private static final Pattern NUMBER = Pattern.compile("[0-9]+\\.[0-9]+[0-9A-Za-z.+-]*");

    private final ImmutableList<Path> folders;
    private final Duration patience;

    /** Looks in the folders of a path as in the environment variable {@code PATH}. */
    public ToolProbe(String path) {
        this(path, PATIENCE);
    }

    ToolProbe(String path, Duration patience) {
        this.folders = Splitter.on(File.pathSeparatorChar)
                .omitEmptyStrings()
                .splitToStream(path)
                .flatMap(folder -> folder(folder).stream())
                .collect(toImmutableList());
        this.patience = patience;
    }

    private static Optional<Path> folder(String name) {
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** What is there, in the order of the tools. */
    public ImmutableList<ToolState> examine(ImmutableList<Tool> tools) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, tools.size()));
        try {
            List<Future<ToolState>> states = new ArrayList<>();
            tools.forEach(tool -> states.add(threads.submit(() -> examine(tool))));
            return states.stream().map(ToolProbe::result).collect(toImmutableList());
        } finally {
            threads.shutdownNow();
        }
    }

    private static ToolState result(Future<ToolState> state) {
        try {
            return state.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private ToolState examine(Tool tool) {
        Optional<Path> path = folders.stream()
                .map(folder -> folder.resolve(tool.command()))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
        if (path.isEmpty()) {
            return new ToolState(tool, path, "missing");
        }
        String version = tool.versionArguments().isEmpty() ? "there" : ask(path.get(), tool.versionArguments());
        return new ToolState(tool, path, version);
    }

    private String ask(Path program, ImmutableList<String> arguments) {
        List<String> command = new ArrayList<>(arguments);
        command.add(0, program.toString());
        try {
            Path answer = Files.createTempFile("shingle-doctor", ".txt");
            try {
                return ask(
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                                .redirectOutput(answer.toFile()),
                        answer);
            } finally {
                Files.deleteIfExists(answer);
            }
        } catch (IOException e) {
            return "cannot be started: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private String ask(ProcessBuilder builder, Path answer) throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return "no answer within " + patience.toSeconds() + " s";
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        try (InputStream in = Files.newInputStream(answer)) {
            return firstTelling(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        }
    }

    /** Some print a blank line, a warning or their licence first; some so much that the number alone has to do. */
    static String firstTelling(String answer) {
        String line = answer.replaceAll("\u001b\\[[0-9;]*m", "")
                .lines()
                .map(String::strip)
                .filter(it -> NUMBER.matcher(it).find())
                .findFirst()
                .orElse("there, says no version");
        if (line.length() <= MOST_CHARACTERS) {
            return line;
        }
        Matcher number = NUMBER.matcher(line);
        String found = number.find() ? number.group() : line;
        return found.substring(0, Math.min(found.length(), MOST_CHARACTERS));
    }
}
