package dev.shingle.networks.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.simplify.Simplifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Mutated files end in a network or in a {@link NetworkFormatException}: nothing else is thrown, nothing takes long, nothing
 * allocates much. What can be read can be simplified. {@code -Dfuzz.inputs=N} sets the number of inputs, {@code
 * -Dfuzz.seed=N} repeats a run.
 */
class OnnxFuzzTest {

    private static final long MOST_SHARED_BYTES = 100_000;
    private static final long MOST_ALLOCATED_BYTES = 256L << 20;
    private static final Duration MOST_TIME = Duration.ofSeconds(2);
    private static final int INPUTS_A_WATCH = 500;
    private static final Path MODELS = Path.of("..", "..", "shared", "models");

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int read;
    private int refused;
    private long slowestNanos;
    private int slowestInput;
    private long mostAllocated;

    @Test
    void mutatedFilesAreReadOrRefused() throws IOException {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        int inputs = Integer.getInteger("fuzz.inputs", 2_000);
        System.out.printf("fuzz.seed=%d fuzz.inputs=%d%n", seed, inputs);
        List<byte[]> corpus = corpus();
        for (int done = 0; done < inputs; done += INPUTS_A_WATCH) {
            int first = done;
            int last = Math.min(inputs, done + INPUTS_A_WATCH);
            // The watch is for hangs; the processor time of each single input is looked at inside.
            assertTimeoutPreemptively(
                    MOST_TIME.multipliedBy(INPUTS_A_WATCH / 10),
                    () -> tryAll(corpus, seed, first, last),
                    () -> "fuzz.seed=" + seed + " hangs between inputs " + first + " and " + last);
        }
        System.out.printf(
                "corpus of %d: %d read, %d refused; slowest %.1f ms of processor time (input %d), most allocated %d KiB%n",
                corpus.size(), read, refused, slowestNanos / 1e6, slowestInput, mostAllocated / 1024);
        assertThat(read + refused).isEqualTo(inputs);
        assertThat(refused).as("mutations that matter").isGreaterThan(inputs / 10);
        assertThat(read).as("mutations that get past the first checks").isGreaterThan(inputs / 100);
    }

    private void tryAll(List<byte[]> corpus, long seed, int first, int last) {
        for (int i = first; i < last; i++) {
            Random random = new Random(seed + i * 0x9e3779b97f4a7c15L);
            byte[] input = OnnxMutation.of(corpus, random);
            try {
                tryOne(input, i);
            } catch (RuntimeException | Error failure) {
                throw new AssertionError(
                        "fuzz.seed=" + seed + ", input " + i + " of " + input.length + " bytes", failure);
            }
        }
    }

    private void tryOne(byte[] input, int index) {
        long thread = Thread.currentThread().getId();
        long allocatedBefore = threads.getThreadAllocatedBytes(thread);
        long start = threads.getCurrentThreadCpuTime();
        try {
            Network network = OnnxReader.read("fuzz.onnx", ByteBuffer.wrap(input), Map.of())
                    .network();
            assertThat(network.layers()).isNotEmpty();
            read++;
            Simplifier.standard().simplify(network);
        } catch (NetworkFormatException expected) {
            assertThat(expected.getMessage()).doesNotContain("\n");
            refused++;
        }
        long nanos = threads.getCurrentThreadCpuTime() - start;
        long allocated = threads.getThreadAllocatedBytes(thread) - allocatedBefore;
        if (nanos > slowestNanos) {
            slowestNanos = nanos;
            slowestInput = index;
        }
        mostAllocated = Math.max(mostAllocated, allocated);
        assertThat(nanos).as("nanoseconds of processor time").isLessThan(MOST_TIME.toNanos());
        assertThat(allocated).as("bytes allocated").isLessThan(MOST_ALLOCATED_BYTES + input.length);
    }

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (TinyOnnx file : TinyModels.all()) {
            corpus.add(file.model().toByteArray());
        }
        if (Files.isDirectory(MODELS)) {
            try (Stream<Path> files = Files.walk(MODELS, 3)) {
                for (Path file : files.sorted().toList()) {
                    if (Files.isRegularFile(file)
                            && file.toString().endsWith(".onnx")
                            && Files.size(file) <= MOST_SHARED_BYTES) {
                        corpus.add(Files.readAllBytes(file));
                    }
                }
            }
        }
        return corpus;
    }
}
