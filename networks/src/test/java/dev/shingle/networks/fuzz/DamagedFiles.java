package dev.shingle.networks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.simplify.Simplifier;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;

/**
 * Feeds damaged files to a reader and keeps the books. Each ends in a network, which is simplified, or in a {@link
 * NetworkFormatException} of one line: nothing else is thrown, nothing takes long, nothing allocates much.
 *
 * <p>{@code -Dfuzz.inputs=N} sets the number of inputs, {@code -Dfuzz.seed=N} repeats a run, {@code -Dfuzz.only=N} one input of
 * it. Bytes allocated are those of all objects, dead ones included; that the living ones fit 256 MiB is what the heap of the
 * profile {@code fuzz} is for.
 */
public final class DamagedFiles {

    /** Makes one damaged file. */
    public interface Damage {

        byte[] input(Corpus corpus, int largeOneIn, Random random);
    }

    /** Reads one. */
    public interface Reading {

        Network read(ByteBuffer contents);
    }

    private static final long MOST_READING_BYTES = 256L << 20;
    private static final long MOST_SIMPLIFYING_BYTES = 1L << 30;
    private static final Duration MOST_TIME = Duration.ofSeconds(2);
    private static final int INPUTS_A_WATCH = 500;
    private static final int INPUTS_A_LINE = 50_000;
    private static final int FIRST_INPUTS = 2_000;
    private static final int LARGE_ONE_IN_AT_FIRST = 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Corpus corpus;
    private final Damage damage;
    private final Reading reading;
    private final int largeOneIn;
    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private int read;
    private int refused;
    private long allNanos;
    private long slowestNanos;
    private int slowestInput;
    private long mostAllocated;
    private int hungriestInput;

    /**
     * A run over a corpus.
     *
     * @param largeOneIn how rare large files are once there have been some
     */
    public DamagedFiles(Corpus corpus, Damage damage, Reading reading, int largeOneIn) {
        this.corpus = corpus;
        this.damage = damage;
        this.reading = reading;
        this.largeOneIn = largeOneIn;
    }

    /** All inputs that the system properties ask for. */
    public void tryAll() {
        int inputs = Integer.getInteger("fuzz.inputs", 2_000);
        System.out.printf("fuzz.seed=%d fuzz.inputs=%d, from %s%n", seed, inputs, corpus);
        int only = Integer.getInteger("fuzz.only", -1);
        if (only >= 0) {
            tryOne(only);
            printSums(only);
            return;
        }
        for (int done = 0; done < inputs; done += INPUTS_A_WATCH) {
            int first = done;
            int last = Math.min(inputs, done + INPUTS_A_WATCH);
            // The watch is for hangs; the processor time of each single input is looked at inside.
            assertTimeoutPreemptively(
                    MOST_TIME.multipliedBy(INPUTS_A_WATCH / 5),
                    () -> tryFrom(first, last),
                    () -> "fuzz.seed=" + seed + " hangs between inputs " + first + " and " + last);
            if (last % INPUTS_A_LINE == 0) {
                printSums(last);
            }
        }
        printSums(inputs);
        assertThat(read + refused).isEqualTo(inputs);
        assertThat(refused).as("mutations that matter").isGreaterThan(inputs / 10);
        assertThat(read).as("mutations that get past the first checks").isGreaterThan(inputs / 100);
    }

    private void printSums(int inputs) {
        System.out.printf(
                "%d inputs: %d read, %d refused; %.1f s of processor time, slowest %.1f ms (input %d), most allocated"
                        + " %d KiB (input %d)%n",
                inputs,
                read,
                refused,
                allNanos / 1e9,
                slowestNanos / 1e6,
                slowestInput,
                mostAllocated / 1024,
                hungriestInput);
    }

    private void tryFrom(int first, int last) {
        for (int i = first; i < last; i++) {
            tryOne(i);
        }
    }

    private void tryOne(int index) {
        Random random = new Random(seed + index * 0x9e3779b97f4a7c15L);
        byte[] input = damage.input(corpus, index < FIRST_INPUTS ? LARGE_ONE_IN_AT_FIRST : largeOneIn, random);
        try {
            measure(input, index);
        } catch (RuntimeException | Error failure) {
            throw new AssertionError(
                    "fuzz.seed=" + seed + ", input " + index + " of " + input.length + " bytes", failure);
        }
    }

    private void measure(byte[] input, int index) {
        long thread = Thread.currentThread().getId();
        long allocatedBefore = threads.getThreadAllocatedBytes(thread);
        long start = threads.getCurrentThreadCpuTime();
        long readingBytes;
        try {
            Network network = reading.read(ByteBuffer.wrap(input));
            readingBytes = threads.getThreadAllocatedBytes(thread) - allocatedBefore;
            assertThat(network.layers()).isNotEmpty();
            read++;
            Simplifier.standard().simplify(network);
        } catch (NetworkFormatException expected) {
            readingBytes = threads.getThreadAllocatedBytes(thread) - allocatedBefore;
            assertThat(expected.getMessage()).doesNotContain("\n");
            refused++;
        }
        long nanos = threads.getCurrentThreadCpuTime() - start;
        long allocated = threads.getThreadAllocatedBytes(thread) - allocatedBefore;
        keep(index, nanos, allocated);
        assertThat(nanos).as("nanoseconds of processor time").isLessThan(MOST_TIME.toNanos());
        assertThat(readingBytes).as("bytes allocated by reading").isLessThan(MOST_READING_BYTES + input.length);
        assertThat(allocated).as("bytes allocated").isLessThan(MOST_SIMPLIFYING_BYTES + input.length);
    }

    private void keep(int index, long nanos, long allocated) {
        allNanos += nanos;
        if (nanos > slowestNanos) {
            slowestNanos = nanos;
            slowestInput = index;
        }
        if (allocated > mostAllocated) {
            mostAllocated = allocated;
            hungriestInput = index;
        }
    }
}
