package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Shape;
import dev.shingle.networks.pictures.NpyFile;
import dev.shingle.networks.tensors.TensorData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunCommandTest {

    private static final String SMALL = "dncnn:input=12x10x1,depth=3,channels=4";

    @TempDir
    private Path folder;

    @Test
    void saysWhatEveryStepDidAndThatNothingWasLost() {
        CliSession session = CliSession.run("run", SMALL);

        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out())
                .startsWith("dncnn")
                .contains("planner overlap: run on fill in a scratchpad of", "MACs", "output ", "12x10x1")
                .contains("tags: every word that was read was the one that was meant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"byte-pixel", "reference-p8", "circular", "line-buffer", "row", "tflm-element"})
    void everyMachineAndPlannerGivesTheSameNumbers(String machine) throws IOException {
        byte[] expected = output("byte-pixel", "disjoint");

        assertThat(output(machine, "overlap")).isEqualTo(expected);
        assertThat(output(machine, "ping-pong")).isEqualTo(expected);
    }

    private byte[] output(String machine, String planner) throws IOException {
        Path results = folder.resolve(machine + "-" + planner);
        CliSession session = CliSession.run(
                "run", "camera-face", "-m", machine, "--planner", planner, "-o", results.toString(), "--unchecked");
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out()).contains("tags: not checked");
        assertThat(files(results))
                .containsExactly("coarse-boxes.npy", "coarse-scores.npy", "fine-boxes.npy", "fine-scores.npy");
        return Files.readAllBytes(results.resolve("fine-boxes.npy"));
    }

    /** The host writes the last ten words of the input beside the memory, and step 0 reads them there. */
    @Test
    void whatLiesBeyondTheEndIsNamed() throws IOException {
        Path plan = folder.resolve("plan.json");
        CliSession.run("map", SMALL, "-o", plan.toString());
        ObjectMapper mapper = new ObjectMapper();
        JsonNode json = mapper.readTree(Files.readString(plan));
        ObjectNode input = (ObjectNode) json.get("buffers").get(0);
        long words = input.get("words").asLong();
        long peak = json.get("peakWords").asLong();
        input.put("offsetWords", peak - words + 10).put("offsetBytes", peak - words + 10);
        Files.writeString(plan, mapper.writeValueAsString(json));
        String first = "  first beyond the end: the host's inputs, word %d of %s at address %d"
                .formatted(words - 10, input.get("name").asText(), peak);
        CliSession session = CliSession.run("run", SMALL, "--plan", plan.toString());
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.out()).contains(" of them beyond the end", first);
        assertThat(CliSession.run("verify", SMALL, plan.toString()).out()).contains(first);
    }

    @Test
    void aBufferThatLiesOneWordTooCloseIsANo() throws IOException {
        Path plan = folder.resolve("plan.json");
        CliSession.run("map", SMALL, "-o", plan.toString());
        ObjectMapper mapper = new ObjectMapper();
        JsonNode json = mapper.readTree(Files.readString(plan));
        int caught = 0;
        for (JsonNode buffer : json.get("buffers")) {
            long offset = buffer.get("offsetWords").asLong();
            if (offset > 0) {
                ((ObjectNode) buffer).put("offsetWords", offset - 1).put("offsetBytes", offset - 1);
                Files.writeString(plan, mapper.writeValueAsString(json));
                ((ObjectNode) buffer).put("offsetWords", offset).put("offsetBytes", offset);
                CliSession session = CliSession.run("run", SMALL, "--plan", plan.toString());
                CliSession verified = CliSession.run("verify", SMALL, plan.toString());
                assertThat(session.exitCode()).isEqualTo(verified.out().contains("replay: NOT SAFE") ? 1 : 0);
                if (session.exitCode() == 1) {
                    assertThat(session.out()).contains("tags: NOT SAFE", ": reads ", " finds ", "output pixel");
                    caught++;
                }
            }
        }
        assertThat(caught).isPositive();
    }

    @Test
    void layersAndOutputsAreWrittenAsArrays() throws IOException {
        Path layers = folder.resolve("layers");
        Path results = folder.resolve("deep/er/results");
        CliSession.run("run", SMALL, "--dump-layers", layers.toString(), "-o", results.toString());

        List<String> dumped = files(layers);
        assertThat(dumped).hasSize(3).allMatch(name -> name.matches("\\d{3}-[A-Za-z0-9._-]+\\.npy"));
        assertThat(files(results)).hasSize(1);
        TensorData last = NpyFile.read(layers.resolve(dumped.get(2)));
        assertThat(last).isEqualTo(NpyFile.read(results.resolve(files(results).get(0))));
        assertThat(last.shape()).isEqualTo(Shape.of(1, 12, 10, 1));
    }

    @Test
    void picturesAndArraysAndRawElementsAreTheSameInput() throws IOException {
        byte[] samples = new byte[120];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (2 * i);
        }
        Path picture = folder.resolve("picture.pgm");
        Files.write(picture, bytes("P5 10 12 255\n".getBytes(StandardCharsets.US_ASCII), samples));
        byte[] stored = samples.clone();
        for (int i = 0; i < stored.length; i++) {
            stored[i] ^= (byte) 0x80;
        }
        Path raw = folder.resolve("picture.bin");
        Files.write(raw, stored);
        Path array = folder.resolve("picture.npy");
        TensorData tensor = TensorData.wrap(Shape.of(12, 10), ElementType.INT8, stored);
        byte[] npy = new byte[NpyFile.write(tensor).remaining()];
        NpyFile.write(tensor).get(npy);
        Files.write(array, npy);

        byte[] expected = output(picture);
        assertThat(output(raw)).isEqualTo(expected);
        assertThat(output(array)).isEqualTo(expected);
        assertThat(output(Path.of("fill"))).isNotEqualTo(expected);
    }

    private byte[] output(Path input) throws IOException {
        Path results = folder.resolve("results");
        CliSession session = CliSession.run("run", SMALL, "--input", input.toString(), "-o", results.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        return Files.readAllBytes(results.resolve(files(results).get(0)));
    }

    @Test
    void forPrograms() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(CliSession.run("run", "camera-face", "--json").out());

        assertThat(json.get("multiplyAdds").asLong()).isEqualTo(10_247_040);
        assertThat(json.get("violations").asLong()).isZero();
        assertThat(json.get("steps")).hasSize(18);
        assertThat(json.get("outputs").get(0).get("best")).hasSize(5);
        assertThat(json.get("firstLost")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--input /no/such/file.png",
                "--input nosuch=fill",
                "--plan /no/such/plan.json",
                "--plan p.json --machine row",
                "--plan p.json --planner disjoint",
                "--scale 0 --input x.pgm",
                "--rounding up",
            })
    void badArgumentsAreUnusable(String arguments) {
        CliSession session = CliSession.run(("run " + SMALL + " " + arguments).split(" "));

        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err()).startsWith("shingle: ").hasLineCount(1);
        assertThat(session.out()).isEmpty();
    }

    @Test
    void aPlanOfAnotherNetworkIsUnusable() {
        Path plan = folder.resolve("plan.json");
        CliSession.run("map", "camera-face", "-o", plan.toString());
        CliSession session = CliSession.run("run", SMALL, "--plan", plan.toString());

        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err()).contains("step 0 runs layer stem, which the network does not have");
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] bytes(byte[] head, byte[] tail) {
        byte[] all = new byte[head.length + tail.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }
}
