package dev.shingle.fpga.rtl.camera;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into the queue comes out of it, in order, less what it says is lost; and nothing is lost while there is room. */
class AsyncFifoTest {

    private static final int LANES = 12;

    /** Phases of the test bench. */
    private static final int BRIM = 0;

    private static final int CAREFUL = 2;

    /** Cycles of the writer until it has seen a read: its two flops, one for a late bit, one for the write itself. */
    private static final int UNSEEN_CYCLES = 4;

    @Test
    void inVerilator(@TempDir Path directory) throws IOException, InterruptedException {
        Bench.verilator("fifo_bench", sources()).run(directory);
        check(directory);
    }

    @Test
    void inIcarus(@TempDir Path directory) throws IOException, InterruptedException {
        Bench.icarus("fifo_bench", sources(), directory).run(directory);
        check(directory);
    }

    /** The bench sees what it is there to see. */
    @Test
    void pointersThatAreNotGrayAreCaught(@TempDir Path directory) throws IOException, InterruptedException {
        String gray = Files.readString(Bench.source("camera/async_fifo.sv"), StandardCharsets.US_ASCII);
        String binary = gray.replace(" ^ (write_binary_next >> 1)", "")
                .replace(" ^ (read_binary_next >> 1)", "")
                .replace("~read_gray_seen[POINTER_BITS-1:POINTER_BITS-2]", "~read_gray_seen[POINTER_BITS-1]")
                .replace("read_gray_seen[POINTER_BITS-3:0]", "read_gray_seen[POINTER_BITS-2:0]");
        Path file = directory.resolve("async_fifo.sv");
        Files.writeString(file, binary, StandardCharsets.US_ASCII);
        ImmutableList<Path> sources = sources().stream()
                .map(source -> source.endsWith("async_fifo.sv") ? file.toAbsolutePath() : source)
                .collect(toImmutableList());
        Bench.icarus("fifo_bench", sources, directory).run(directory);
        assertThat(binary).hasSizeLessThan(gray.length() - 40);
        assertThatThrownBy(() -> check(directory)).isInstanceOf(AssertionError.class);
    }

    private static void check(Path directory) throws IOException {
        List<Boolean> lossy = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            Log log = Log.read(directory.resolve("fifo_" + lane + ".txt"));
            log.checkOrder();
            log.checkBrim();
            log.checkRoom();
            assertThat(log.writes(CAREFUL, true)).as("lost by a careful writer").isEmpty();
            assertThat(log.writes(CAREFUL, false)).hasSizeGreaterThan(LANES);
            lossy.add(!log.writes(1, true).isEmpty());
        }
        assertThat(lossy).contains(true);
    }

    private static ImmutableList<Path> sources() {
        return Stream.concat(
                        Bench.QUEUE.stream(),
                        Stream.of("tb/camera/bench_clock.sv", "tb/camera/fifo_lane.sv", "tb/camera/fifo_bench.sv"))
                .map(Bench::source)
                .collect(toImmutableList());
    }

    /** A line of a queue's log: a write or a read, and the phase that it belongs to. */
    private record Event(int phase, boolean isWrite, int value, boolean isLost) {}

    private record Log(int depth, int writeHalf, int readHalf, ImmutableList<Event> events) {

        static Log read(Path file) throws IOException {
            List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            assertThat(lines.get(lines.size() - 1)).isEqualTo("end");
            int[] numbers = numbers(lines.get(0));
            ImmutableList.Builder<Event> events = ImmutableList.builder();
            int phase = -1;
            for (String line : lines.subList(1, lines.size() - 1)) {
                int[] fields = numbers(line);
                switch (line.charAt(0)) {
                    case 'p' -> phase = fields[0];
                    case 'w' -> events.add(new Event(phase, true, fields[0], fields[1] == 1));
                    default -> events.add(new Event(phase, false, fields[0], false));
                }
            }
            return new Log(numbers[0], numbers[1], numbers[2], events.build());
        }

        private static int[] numbers(String line) {
            return Stream.of(line.split(" +", -1))
                    .skip(1)
                    .mapToInt(Integer::parseInt)
                    .toArray();
        }

        ImmutableList<Integer> writes(int phase, boolean lost) {
            return events.stream()
                    .filter(event -> event.phase() == phase && event.isWrite() && event.isLost() == lost)
                    .map(Event::value)
                    .collect(toImmutableList());
        }

        void checkOrder() {
            List<Integer> accepted = events.stream()
                    .filter(event -> event.isWrite() && !event.isLost())
                    .map(Event::value)
                    .toList();
            assertThat(events.stream().filter(event -> !event.isWrite()).map(Event::value))
                    .as("read, %d to %d", writeHalf, readHalf)
                    .containsExactlyElementsOf(accepted);
        }

        /** Without a reader: the memory's words and the output register's, and not one more. */
        void checkBrim() {
            assertThat(writes(BRIM, false))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, depth + 1).boxed().toList());
            assertThat(writes(BRIM, true)).containsExactly(depth + 2, depth + 3);
        }

        /** Never more inside than fits; nothing is lost but when all places are taken, or were until just now. */
        void checkRoom() {
            int unseen = 1 + (UNSEEN_CYCLES * writeHalf + readHalf - 1) / readHalf;
            int inside = 0;
            for (Event event : events) {
                if (event.isLost()) {
                    assertThat(inside).as("words inside when one is lost").isGreaterThanOrEqualTo(depth - unseen);
                } else {
                    inside += event.isWrite() ? 1 : -1;
                }
                assertThat(inside).isBetween(0, depth + 1);
            }
        }
    }
}
