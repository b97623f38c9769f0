package dev.shingle.fpga.rtl.camera;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a front end did between two checks. */
final class FrontLog {

    /** Words in the scratchpad at each start of the network. */
    final List<byte[]> starts = new ArrayList<>();

    /** Frames that were taken. */
    int begins;

    /** Of these, when the network was done for the first time. */
    int beginsBeforeDone;

    /** Pixels that found the queue full. */
    int losses;

    /** Those of them after the last start. */
    int lossesAfterStart;

    /** Words written after the last start. */
    int writesAfterStart;

    private int dones;

    boolean overflow;
    boolean broken;
    boolean dropped;

    /** All frames so far. */
    int frames;

    /** A section for each check of the script. */
    static List<FrontLog> read(Path file, Geometry geometry) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        assertThat(lines.get(lines.size() - 1)).isEqualTo("end");
        List<FrontLog> logs = new ArrayList<>();
        FrontLog log = new FrontLog();
        byte[] memory = new byte[geometry.words() * geometry.lanes()];
        for (String line : lines.subList(0, lines.size() - 1)) {
            String[] fields = line.split(" ", -1);
            log.take(fields, memory, geometry.lanes());
            if (fields[0].equals("check")) {
                logs.add(log);
                log = new FrontLog();
            }
        }
        return logs;
    }

    /** Pixels lost of frames that were wanted. */
    int harmfulLosses(FrontLane.Event event) {
        return switch (event) {
            case UNARMED, WHILE_HELD -> 0;
            case WHILE_BUSY -> losses - lossesAfterStart;
            default -> losses;
        };
    }

    private void take(String[] fields, byte[] memory, int lanes) {
        switch (fields[0]) {
            case "w" -> {
                byte[] word = BaseEncoding.base16().decode(fields[2].toUpperCase(Locale.ROOT));
                int offset = Integer.parseInt(fields[1]);
                assertThat(offset * lanes).isLessThan(memory.length);
                for (int lane = 0; lane < lanes; lane++) {
                    memory[offset * lanes + lane] = word[lanes - 1 - lane];
                }
                writesAfterStart++;
            }
            case "start" -> {
                starts.add(memory.clone());
                writesAfterStart = 0;
                lossesAfterStart = 0;
            }
            case "begin" -> begins++;
            case "lost" -> {
                losses++;
                lossesAfterStart += starts.isEmpty() ? 0 : 1;
            }
            case "check" -> {
                overflow = fields[1].equals("1");
                broken = fields[2].equals("1");
                dropped = fields[3].equals("1");
                frames = Integer.parseInt(fields[4]);
            }
            case "done" -> {
                if (dones++ == 0) {
                    beginsBeforeDone = begins;
                }
            }
            default -> assertThat(fields[0]).as("event").isEmpty();
        }
    }
}
