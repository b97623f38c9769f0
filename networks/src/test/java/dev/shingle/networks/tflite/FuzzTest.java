package dev.shingle.networks.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Mutated files end in a network or in a {@link NetworkFormatException}: nothing else is thrown, nothing takes long, nothing
 * allocates much. {@code -Dfuzz.inputs=N} sets the number of inputs, {@code -Dfuzz.seed=N} repeats a run.
 */
class FuzzTest {

    private static final long MOST_SHARED_BYTES = 600_000;
    private static final long MOST_ALLOCATED_BYTES = 64L << 20;
    private static final Duration MOST_TIME = Duration.ofSeconds(2);
    private static final int INPUTS_A_WATCH = 500;

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
            byte[] input = Mutation.of(corpus, random);
            try {
                tryOne(input, i);
            } catch (RuntimeException | Error failure) {
                throw new AssertionError("fuzz.seed=" + seed + ", input " + i + " of " + input.length + " bytes", failure);
            }
        }
    }

    private void tryOne(byte[] input, int index) {
        long thread = Thread.currentThread().getId();
        long allocatedBefore = threads.getThreadAllocatedBytes(thread);
        long start = threads.getCurrentThreadCpuTime();
        try {
            Network network = TfliteReader.read("fuzz.tflite", ByteBuffer.wrap(input));
            assertThat(network.layers()).isNotEmpty();
            read++;
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
        for (TinyTflite file : TinyNetworks.all()) {
            corpus.add(file.bytes());
        }
        Path models = SharedModelsTest.MODELS.resolve("tflite");
        if (Files.isDirectory(models)) {
            try (Stream<Path> files = Files.list(models)) {
                for (Path file : files.sorted().toList()) {
                    if (file.toString().endsWith(".tflite") && Files.size(file) <= MOST_SHARED_BYTES) {
                        corpus.add(Files.readAllBytes(file));
                    }
                }
            }
        }
        return corpus;
    }

    /** Some ways to damage a file. Structure is dense at the ends of most files and weights are dull, so aim there. */
    private static final class Mutation {

        private static final int[] EXTREMES = {
            0, 1, -1, 2, 3, 4, 16, 17, 127, 128, 255, 256, 4095, 4096, 4097, 65535, 65536, 1 << 24, 1 << 30,
            Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE + 1
        };

        private final Random random;
        private byte[] bytes;

        private Mutation(byte[] bytes, Random random) {
            this.bytes = bytes;
            this.random = random;
        }

        static byte[] of(List<byte[]> corpus, Random random) {
            Mutation mutation = new Mutation(pick(corpus, random).clone(), random);
            int steps = 1 + random.nextInt(4);
            for (int i = 0; i < steps && mutation.bytes.length > 8; i++) {
                mutation.step(corpus);
            }
            return mutation.bytes;
        }

        /** Small files are as likely as large ones. */
        private static byte[] pick(List<byte[]> corpus, Random random) {
            return corpus.get(random.nextInt(corpus.size()));
        }

        private void step(List<byte[]> corpus) {
            switch (random.nextInt(7)) {
                case 0 -> bytes[position(1)] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[position(1)] = (byte) random.nextInt();
                case 2 -> put(EXTREMES[random.nextInt(EXTREMES.length)]);
                case 3 -> put(random.nextInt(bytes.length + 16));
                case 4 -> nudge();
                case 5 -> splice(pick(corpus, random));
                default -> truncate();
            }
        }

        /** Half of the time among the first or the last two thousand bytes. */
        private int position(int width) {
            int range = bytes.length - width + 1;
            int near = Math.min(range, 2_000);
            return switch (random.nextInt(4)) {
                case 0 -> random.nextInt(near);
                case 1 -> range - 1 - random.nextInt(near);
                default -> random.nextInt(range);
            };
        }

        /** Offsets, lengths, dimensions and strides are aligned words. */
        private void put(int value) {
            words().putInt(position(4) & ~3, value);
        }

        /** A small number in a word becomes a neighbour: lengths off by one, indices of other tensors. */
        private void nudge() {
            for (int attempt = 0; attempt < 50; attempt++) {
                int position = position(4) & ~3;
                int value = words().getInt(position);
                if (value >= -4 && value < 100_000) {
                    words().putInt(position, value + random.nextInt(5) - 2);
                    return;
                }
            }
        }

        private ByteBuffer words() {
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        private void splice(byte[] other) {
            int length = 1 + random.nextInt(Math.min(200, Math.min(other.length, bytes.length)));
            int from = random.nextInt(other.length - length + 1);
            System.arraycopy(other, from, bytes, position(length), length);
        }

        private void truncate() {
            if (random.nextInt(4) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            } else {
                bytes = Arrays.copyOf(bytes, bytes.length - Math.min(bytes.length, random.nextInt(64)));
            }
        }
    }
}
