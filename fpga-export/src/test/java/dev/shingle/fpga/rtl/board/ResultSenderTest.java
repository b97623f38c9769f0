package dev.shingle.fpga.rtl.board;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.fpga.ExternalTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a receiver on the serial line gets, against packets that are put together here. */
class ResultSenderTest {

    private static final int PACKETS = 3;
    private static final int FIRST_FRAME = 0x12fe;
    private static final ImmutableList<Integer> WORDS = ImmutableList.of(5, 20, 21, 22, 23, 24, 25, 26);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"2, 4", "2, 24", "4, 3", "8, 7"})
    void everyByteArrives(int lanes, int cyclesPerBit) throws Exception {
        ExternalTool.assume("iverilog", "rtl simulation");
        Path program = folder.resolve("run.vvp").toAbsolutePath();
        ExternalTool.run(
                Path.of("rtl"),
                "iverilog",
                "-g2012",
                "-s",
                "sender_run",
                "-Psender_run.P=" + lanes,
                "-Psender_run.CYCLES_PER_BIT=" + cyclesPerBit,
                "-o",
                program.toString(),
                "camera/result_sender.sv",
                "tb/sender_run.sv");
        ExternalTool.run(folder, "vvp", "-n", program.toString());
        List<Integer> expected = new ArrayList<>();
        for (int packet = 0; packet < PACKETS; packet++) {
            // Flags are cleared by the packet that tells of them.
            expected.addAll(packet(packet == 0 ? 0b101 : 0, FIRST_FRAME + packet, lanes));
        }
        assertThat(Files.readAllLines(folder.resolve("bytes.txt")))
                .containsExactlyElementsOf(
                        expected.stream().map("%02x"::formatted).collect(toImmutableList()));
    }

    private static List<Integer> packet(int flags, int frame, int lanes) {
        List<Integer> summed = new ArrayList<>(List.of(flags, frame & 0xff, frame >> Byte.SIZE));
        for (int word : WORDS) {
            int value = 7 * word + 3;
            for (int lane = 0; lane < lanes; lane++) {
                summed.add(lane < Integer.BYTES ? value >> (Byte.SIZE * lane) & 0xff : 0);
            }
        }
        List<Integer> bytes = new ArrayList<>(List.of(0xa5, 0x5a));
        bytes.addAll(summed);
        bytes.add(summed.stream().mapToInt(Integer::intValue).sum() & 0xff);
        return bytes;
    }
}
