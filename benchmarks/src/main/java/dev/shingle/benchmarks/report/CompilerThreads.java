package dev.shingle.benchmarks.report;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of Java's own compilers in this process, as Linux tells it; 0 elsewhere. */
final class CompilerThreads {

    private static final Path TASKS = Path.of("/proc/self/task");

    private CompilerThreads() {}

    static long processorNanos() {
        long nanos = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                nanos += isCompiler(task) ? nanosOf(task) : 0;
            }
        } catch (IOException e) {
            // Another system, or a thread that ended meanwhile: its figure contains the compilers then.
            return nanos;
        }
        return nanos;
    }

    /** Linux keeps 15 characters: "C2 CompilerThre". */
    private static boolean isCompiler(Path task) throws IOException {
        String name = Files.readString(task.resolve("comm"), StandardCharsets.UTF_8);
        return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
    }

    /** The first of three numbers: nanoseconds on a processor. */
    private static long nanosOf(Path task) throws IOException {
        String figures = Files.readString(task.resolve("schedstat"), StandardCharsets.UTF_8);
        return Long.parseLong(Splitter.on(' ').split(figures.trim()).iterator().next());
    }
}
