package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackCommandTest {

    private static final Path PEERS = Path.of("..", "..", "shared", "peers", "allocation");

    /** Needs 12 bytes: b1 and b3 to b5 are exactly that while b1 lives. */
    private static final String FIVE = """
            id,lower,upper,size
            b1,0,3,4
            b2,3,9,4
            b3,0,9,4
            b4,9,21,4
            b5,0,21,4
            """;

    @TempDir
    private Path folder;

    private Path trace;
    private Path packed;

    @BeforeEach
    void writeTrace() throws IOException {
        trace = Files.writeString(folder.resolve("trace.csv"), FIVE);
        packed = folder.resolve("packed.csv");
    }

    private CliSession pack(String... more) {
        return run("pack", trace, more);
    }

    private CliSession verify(String... more) {
        return run("verify", packed, more);
    }

    private static CliSession run(String command, Path file, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, file.toString()));
        arguments.addAll(List.of(more));
        return CliSession.run(arguments.toArray(String[]::new));
    }

    @Test
    void aPackingIsPrintedAndSummedUp() throws IOException {
        CliSession session = pack("--capacity", "12");

        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out()).startsWith("id,lower,upper,size,offset\nb1,0,3,4,");
        assertThat(session.out().lines()).hasSize(6);
        assertThat(session.err())
                .contains("5 buffers in 12 B", "lower bound 12 B (max-live, at time 0): optimal")
                .doesNotContain("PASS");
        Files.writeString(packed, session.out());
        assertThat(verify("--capacity", "12").out()).isEqualTo("static checker: safe; 5 buffers in 12 B\n");
    }

    @Test
    void takesTheFlagsOfMinimalloc() throws IOException {
        CliSession session = CliSession.run(
                "pack",
                "--capacity=12",
                "--input=" + trace,
                "--output=" + packed,
                "--timeout=1m30s",
                "--validate=true");

        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(Files.readString(packed)).startsWith("id,lower,upper,size,offset\n");
        assertThat(session.out()).contains("5 buffers in 12 B", "written to " + packed);
        assertThat(session.err()).isEqualTo("PASS\n");
        assertThat(folder).isDirectoryContaining(file -> file.equals(packed));
    }

    @Test
    void oneByteLessIsProvenInfeasibleAndNothingIsWritten() {
        CliSession session = pack("--capacity", "11", "--output", packed.toString());

        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err())
                .isEqualTo("shingle: does not fit: proven infeasible; capacity 11 B, "
                        + "but any packing takes 12 B (max-live, at time 0)\n");
        assertThat(session.out()).isEmpty();
        assertThat(packed).doesNotExist();
    }

    @Test
    void whatAPlannerOnlyFailsToFindIsNotCalledProven() throws IOException {
        // Largest first puts b0 and b3 at the bottom, b2 on both, and b1 on top, where max-live is 9.
        Files.writeString(trace, "id,lower,upper,size\nb0,3,5,5\nb1,0,3,1\nb2,1,4,4\nb3,0,1,5\n");
        assertThat(pack("--minimize", "--planner", "greedy").err())
                .contains("in 10 B", "lower bound 9 B (max-live, at time 3): not proven optimal, 11.111 % above");

        CliSession session = pack("--capacity", "9", "--planner", "greedy");
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err())
                .contains("no packing found within 9 B, and not proven that there is none; the best found takes 10 B")
                .doesNotContain("infeasible");
        assertThat(pack("--capacity", "9").exitCode()).isZero();
    }

    @Test
    void minimizesWithAndWithoutACapacity() {
        assertThat(pack("--minimize").err()).contains("in 12 B", "optimal");
        assertThat(pack("--minimize", "--capacity", "1KiB").err()).contains("in 12 B", "optimal");
        assertThat(pack("--minimize", "--capacity", "11").exitCode()).isEqualTo(1);
        assertThat(pack("--minimize", "--planner", "greedy", "--seed", "7").exitCode())
                .isZero();
    }

    @Test
    void demandedOffsetsAreKeptOrFoundImpossible() throws IOException {
        Files.writeString(trace, "id,lower,upper,size,alignment,offset\na,0,3,4,1,\nb,0,3,4,4,8\nc,2,3,4,1,\n");
        CliSession session = pack("--minimize");
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out()).contains("b,0,3,4,4,8\n");

        Files.writeString(trace, "id,lower,upper,size,alignment,offset\na,0,3,4,1,5\nb,0,3,4,4,8\nc,2,3,4,4,2\n");
        CliSession impossible = pack("--minimize");
        assertThat(impossible.exitCode()).isEqualTo(1);
        assertThat(impossible.out()).isEmpty();
        assertThat(impossible.err())
                .contains(
                        "proven infeasible; the offsets that the trace demands",
                        "c starts at byte 2, which is not a multiple of 4",
                        "a and b both use bytes [8, 9) at times [0, 3)");
    }

    @Test
    void gapsWithWindowsAreUsed() throws IOException {
        // In [2, 4) a keeps its lower half only, just while b is there.
        Files.writeString(trace, "id,lower,upper,size,gaps\na,0,6,8,2-4@0:4\nb,2,4,4,\n");
        CliSession session = pack("--minimize", "--output", packed.toString());

        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(Files.readString(packed))
                .isEqualTo("id,lower,upper,size,gaps,offset\na,0,6,8,2-4@0:4,0\nb,2,4,4,,4\n");
        assertThat(verify("--capacity", "8").exitCode()).isZero();
        assertThat(verify("--capacity", "7").exitCode()).isEqualTo(1);
    }

    @Test
    void theExampleInTheDocumentsIsSafe() throws IOException {
        String formats = Files.readString(Path.of("..", "docs", "formats.md"));
        String example = Pattern.compile("(?m)^    (id,.*\\n(?:    .*\\n)+)")
                .matcher(formats)
                .results()
                .map(match -> match.group(1).replace("    ", ""))
                .findFirst()
                .orElseThrow();
        Files.writeString(packed, example);

        assertThat(verify("--capacity", "4096").exitCode()).as(example).isZero();
        assertThat(verify("--capacity", "4095").exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,0,1,1,1,1152921504606846975;b,0,1,4,4,",
                "a,0,1,1,576460752303423487,;b,0,1,1,576460752303423487,",
                "a,0,1,1,576460752303423487,1152921504606846974;b,0,1,1,3,",
                "a,0,1,576460752303423488,1,;b,0,1,576460752303423487,1,",
                "a,-1152921504606846975,1152921504606846975,1,1,;b,0,1,1,1,"
            })
    void theLargestNumbersDoNotOverflow(String lines) throws IOException {
        Files.writeString(trace, "id,lower,upper,size,alignment,offset\n" + lines.replace(';', '\n') + "\n");
        for (String planner : List.of("search", "greedy")) {
            CliSession session = pack("--minimize", "--planner", planner, "--output", packed.toString());
            assertThat(session.exitCode()).as(session.err()).isZero();
            assertThat(verify().exitCode()).isZero();
        }
    }

    @Test
    void anUnsafePackingIsShown() throws IOException {
        Files.writeString(packed, "id,lower,upper,size,offset\na,0,3,4,0\nb,2,3,4,3\n");
        CliSession session = verify();

        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.out())
                .contains("static checker: NOT SAFE; 1 finding\n", "a and b both use bytes [3, 4) at times [2, 3)");

        JsonNode json = new ObjectMapper().readTree(verify("--json").out());
        assertThat(json.get("safe").asBoolean()).isFalse();
        assertThat(json.get("findings")).hasSize(1);
    }

    @Test
    void safeForPrograms() throws IOException {
        pack("--minimize", "--output", packed.toString());
        JsonNode json = new ObjectMapper().readTree(verify("--json").out());

        assertThat(json.get("safe").asBoolean()).isTrue();
        assertThat(json.get("heightBytes").asLong()).isEqualTo(12);
        assertThat(json.get("buffers").asInt()).isEqualTo(5);
    }

    @Test
    void theSameQuestionGivesTheSameBytes() {
        assertThat(pack("--minimize", "--seed", "3").out())
                .isEqualTo(pack("--minimize", "--seed", "3").out());
    }

    @Test
    void anEmptyTraceFitsEverywhere() throws IOException {
        Files.writeString(trace, "id,lower,upper,size\n");
        assertThat(pack("--capacity", "0").exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pack",
                "pack @",
                "pack @ --capacity lots",
                "pack @ --capacity -1",
                "pack @ --minimize --timeout soon",
                "pack @ --minimize --timeout 5x",
                "pack @ --minimize --planner none",
                "pack @ --input @ --minimize",
                "pack missing.csv --minimize",
                "pack . --minimize",
                "pack @ --minimize --output no/such/folder/plan.csv",
                "verify @",
                "verify missing.csv",
                "verify camera-face",
                "verify camera-face @ --capacity 5",
                "verify @ --capacity lots"
            })
    void aUsersMistakeIsOneLineAndExitCode2(String arguments) {
        CliSession session =
                CliSession.run(arguments.replace("@", trace.toString()).split(" "));

        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err().strip().lines()).hasSize(1);
        assertThat(session.err()).startsWith("shingle: ").doesNotContain("Exception");
    }

    @Test
    void aBrokenTraceIsOneLineThatSaysWhere() throws IOException {
        Files.writeString(trace, FIVE + "b6,5,5,NaN\n");
        CliSession session = pack("--minimize");

        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err()).startsWith("shingle: " + trace + ": line 7 column 6: found '5', expected");
        assertThat(session.err().strip().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"10, 10000000000", "0.5s, 500000000", "1m30s, 90000000000", "2h, 7200000000000", "1us, 1000", "0, 0"})
    void timesAreReadInManyForms(String text, long nanos) {
        assertThat(TimeLimit.parse(text).duration().orElseThrow().toNanos()).isEqualTo(nanos);
        assertThat(TimeLimit.parse("inf").duration()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lenet_quant.tflite",
                "cifar10_quant.tflite",
                "mobilenet_v1_0.25_128_quant.tflite",
                "resnet18_v1.onnx",
                "yolo_v2_tiny.onnx"
            })
    void tracesOfRealNetworksTakeMaxLive(String name) throws IOException {
        Path file = PEERS.resolve("cnn-traces").resolve(name + ".csv");
        assumeTrue(Files.exists(file), "no shared traces at " + PEERS);
        trace = file;
        CliSession session = pack("--minimize", "--output", packed.toString());

        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out()).containsPattern(Pattern.compile("max-live, at time -?[0-9]+\\): optimal"));
        assertThat(verify().exitCode()).isZero();
    }
}
