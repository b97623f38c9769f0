package dev.shingle.conformance.runtimes;

import com.google.common.collect.ImmutableList;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The parent's side: one child process that lives as long as it can and is started again when it died. Not for several
 * threads at a time: requests wait for each other.
 *
 * <pre>
 *   test  --request-->  child JVM  --JNI-->  runtime
 *         <--answer---                          |  may crash: the pipe ends, the next request gets a new child
 * </pre>
 */
final class ChildRuntime {

    private static final int LAST_WORDS_CHARS = 2_000;
    private static final long MILLISECONDS_FOR_LAST_WORDS = 30;
    private static final long MOST_MILLISECONDS_OF_THE_DEAD = 5_000;
    private static final Path SCRATCH = Path.of("target", "runtimes");

    private final Class<?> main;
    private final long mostSeconds;
    private final ScheduledExecutorService watchdogs = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watchdog");
        thread.setDaemon(true);
        return thread;
    });
    private final StringBuffer lastWords = new StringBuffer();
    private Optional<Process> child = Optional.empty();
    private Optional<Thread> listener = Optional.empty();
    private Optional<DataOutputStream> requests = Optional.empty();
    private Optional<DataInputStream> answers = Optional.empty();
    private int starts;

    ChildRuntime(Class<?> main, long mostSeconds) {
        this.main = main;
        this.mostSeconds = mostSeconds;
    }

    /** How many children there have been. */
    synchronized int starts() {
        return starts;
    }

    synchronized Answer run(Request request) {
        Process process = living();
        ScheduledFuture<?> watchdog = watchdogs.schedule(process::destroyForcibly, mostSeconds, TimeUnit.SECONDS);
        try {
            DataOutputStream to = requests.orElseThrow();
            to.writeByte(1);
            lastWords.setLength(0);
            request.write(to);
            to.flush();
            return explained(read(answers.orElseThrow()));
        } catch (IOException broken) {
            // If the watchdog has run, it is what broke the pipe.
            boolean isHung = watchdog.isDone();
            // Gone for good, so that the next request does not find it dying.
            Answer crash = crash(process);
            child = Optional.empty();
            return isHung ? new Answer.Hung(mostSeconds) : crash;
        } finally {
            watchdog.cancel(false);
        }
    }

    /** Runtimes say on standard error why they refuse, on a pipe of its own that may come later. */
    private Answer explained(Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            try {
                Thread.sleep(MILLISECONDS_FOR_LAST_WORDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return new Answer.Refused(
                    refused.reason() + "; " + lastWords.toString().strip());
        }
        return answer;
    }

    private static Answer read(DataInputStream from) throws IOException {
        int count = from.readInt();
        if (count == ChildLoop.REFUSED) {
            return new Answer.Refused(Wire.readText(from));
        }
        ImmutableList.Builder<RuntimeTensor> tensors = ImmutableList.builder();
        for (int i = 0; i < count; i++) {
            tensors.add(RuntimeTensor.read(from));
        }
        return new Answer.Tensors(tensors.build());
    }

    private Answer crash(Process process) {
        process.destroyForcibly();
        try {
            int exitCode = process.waitFor();
            // What the child has said is all in the pipe by now, but perhaps not read.
            listener.orElseThrow().join(MOST_MILLISECONDS_OF_THE_DEAD);
            return new Answer.Crashed(exitCode, lastWords.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while a child died", interrupted);
        }
    }

    private Process living() {
        if (child.isPresent() && child.get().isAlive()) {
            return child.get();
        }
        try {
            Process process = start();
            child = Optional.of(process);
            requests = Optional.of(new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16)));
            answers = Optional.of(new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16)));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Surefire's class path is one jar whose manifest names the others; a child takes it like any other. */
    private Process start() throws IOException {
        Files.createDirectories(SCRATCH);
        starts++;
        lastWords.setLength(0);
        String scratch = SCRATCH.toAbsolutePath().toString();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + scratch + File.separator + "crash-%p.log",
                "-Djava.io.tmpdir=" + scratch,
                "-Dorg.bytedeco.javacpp.cachedir=" + scratch + File.separator + "javacpp",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        Process process = builder.start();
        Thread thread = new Thread(() -> listen(process.getErrorStream()), "last words");
        thread.setDaemon(true);
        thread.start();
        listener = Optional.of(thread);
        return process;
    }

    private void listen(InputStream errors) {
        byte[] some = new byte[4096];
        try (errors) {
            for (int count = errors.read(some); count >= 0; count = errors.read(some)) {
                lastWords.append(new String(some, 0, count, StandardCharsets.UTF_8));
                lastWords.delete(0, Math.max(0, lastWords.length() - LAST_WORDS_CHARS));
            }
        } catch (IOException closed) {
            lastWords.append(closed.getMessage());
        }
    }
}
