package dev.shingle.fpga.rtl;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.MoreFiles;
import dev.shingle.fpga.descriptor.Descriptor;
import dev.shingle.fpga.descriptor.HostTransfer;
import dev.shingle.fpga.descriptor.Program;
import dev.shingle.fpga.descriptor.TensorPlace;
import dev.shingle.fpga.memory.MemoryImage;
import dev.shingle.fpga.memory.StrictMem;
import dev.shingle.networks.Shape;
import dev.shingle.networks.tensors.TensorData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What came out of a run of a program on the simulated accelerator.
 *
 * @param outputs what the host read, by name
 * @param results for each step, the elements that its words carried, row-major
 * @param cycles for each step
 * @param violations reads of words that belonged to somebody else
 */
record RtlRun(
        ImmutableMap<String, TensorData> outputs,
        ImmutableList<byte[]> results,
        ImmutableList<Long> cycles,
        ImmutableList<Violation> violations) {

    private static final int SPARE_CYCLES = 1000;

    /** The monitor's report; the step after the last one is the host. */
    record Violation(int step, long unit, long address, int expectedTag, int foundTag) {}

    static RtlRun of(Program program, Map<String, TensorData> inputs) {
        return of(program, inputs, Simulator.of(program.accelerator()));
    }

    static RtlRun of(Program program, Map<String, TensorData> inputs, Simulator simulator) {
        try {
            Path directory = Files.createTempDirectory("shingle-run");
            try {
                write(program, inputs, directory);
                String log = simulator.run(directory);
                assertThat(directory.resolve("done.txt")).as(log).exists();
                return read(program, directory);
            } finally {
                MoreFiles.deleteRecursively(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(Program program, Map<String, TensorData> inputs, Path directory) throws IOException {
        StrictMem.write(program.descriptorImage(), directory.resolve("descriptors.mem"));
        StrictMem.write(program.weights(), directory.resolve("weights.mem"));
        StrictMem.write(program.biases(), directory.resolve("bias.mem"));
        StrictMem.write(program.requant(), directory.resolve("requant.mem"));
        StringBuilder script = new StringBuilder("modulus " + program.scratchpadWords() + "\n");
        long expected = program.cycles().stream().mapToLong(Long::longValue).sum();
        script.append("limit ").append(2 * expected + SPARE_CYCLES).append('\n');
        StringBuilder words = new StringBuilder();
        int wordBits = Byte.SIZE * program.accelerator().lanes();
        for (HostTransfer input : program.inputs()) {
            script.append(line("write", input));
            words.append(StrictMem.text(
                    MemoryImage.of(wordBits, input.pack(inputs.get(input.map().name())))));
        }
        script.append("start\n");
        program.outputs().forEach(output -> script.append(line("read", output)));
        script.append("end\n");
        Files.writeString(directory.resolve("run.txt"), script, StandardCharsets.US_ASCII);
        Files.writeString(directory.resolve("input.mem"), words, StandardCharsets.US_ASCII);
    }

    private static String line(String command, HostTransfer transfer) {
        TensorPlace place = transfer.place();
        return "%s %d %d %d%n".formatted(command, place.baseWord(), transfer.words(), place.tag());
    }

    private static RtlRun read(Program program, Path directory) throws IOException {
        int lanes = program.accelerator().lanes();
        String text = Files.readString(directory.resolve("output.mem"), StandardCharsets.US_ASCII);
        byte[] words = StrictMem.read("output.mem", text, Byte.SIZE * lanes).bytes();
        ImmutableMap.Builder<String, TensorData> outputs = ImmutableMap.builder();
        int at = 0;
        for (HostTransfer output : program.outputs()) {
            int end = at + output.words() * lanes;
            outputs.put(output.map().name(), output.unpack(java.util.Arrays.copyOfRange(words, at, end)));
            at = end;
        }
        ImmutableList<Long> cycles = lines(directory, "cycles.txt").stream()
                .map(line -> Long.parseLong(line.get(1)))
                .collect(toImmutableList());
        ImmutableList<Violation> violations = lines(directory, "violations.txt").stream()
                .map(line -> new Violation(
                        Integer.parseInt(line.get(0)),
                        Long.parseLong(line.get(1)),
                        Long.parseLong(line.get(2)),
                        Integer.parseInt(line.get(3)),
                        Integer.parseInt(line.get(4))))
                .collect(toImmutableList());
        return new RtlRun(outputs.buildOrThrow(), results(program, lines(directory, "writes.txt")), cycles, violations);
    }

    /** Puts the words that each step wrote back into a tensor. */
    private static ImmutableList<byte[]> results(Program program, List<List<String>> writes) {
        List<byte[]> results = program.descriptors().stream()
                .map(descriptor -> descriptor.result())
                .map(place -> new byte[Math.toIntExact(place.pixels() * place.channels())])
                .toList();
        long[] words = new long[results.size()];
        for (List<String> write : writes) {
            int step = Integer.parseInt(write.get(0));
            TensorPlace place = program.descriptors().get(step).result();
            long address = Long.parseLong(write.get(1));
            assertThat(address).isLessThan(program.scratchpadWords());
            long word = Math.floorMod(address - place.baseWord(), program.scratchpadWords());
            place(program, place, word, write.get(2), results.get(step));
            words[step]++;
        }
        for (int step = 0; step < words.length; step++) {
            Descriptor descriptor = program.descriptors().get(step);
            int lanes = program.accelerator().lanes();
            long groups = (descriptor.result().channels() + lanes - 1) / lanes;
            assertThat(words[step])
                    .as("words of " + descriptor.layer())
                    .isEqualTo(descriptor.result().pixels() * groups);
        }
        return ImmutableList.copyOf(results);
    }

    private static void place(Program program, TensorPlace place, long word, String digits, byte[] elements) {
        int lanes = program.accelerator().lanes();
        long pixel = word * lanes / place.pixelBytes();
        for (int lane = 0; lane < lanes; lane++) {
            long channel = word * lanes % place.pixelBytes() + lane;
            if (channel < place.channels()) {
                int digit = 2 * (lanes - 1 - lane);
                elements[Math.toIntExact(pixel * place.channels() + channel)] =
                        (byte) Integer.parseInt(digits.substring(digit, digit + 2), 16);
            }
        }
    }

    /** A step's result as a tensor. */
    TensorData result(int step, Shape shape) {
        return TensorData.wrap(shape, dev.shingle.networks.ElementType.INT8, results.get(step));
    }

    private static List<List<String>> lines(Path directory, String name) throws IOException {
        return Files.readAllLines(directory.resolve(name), StandardCharsets.US_ASCII).stream()
                .map(line -> List.of(line.trim().split(" +", -1)))
                .toList();
    }
}
