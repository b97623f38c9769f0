package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.json.NetworkJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private static final String SMALL = "dncnn:input=12x10x1,depth=3,channels=4";

    @TempDir
    private Path folder;

    @Test
    void sizesForPrograms() throws IOException {
        CliSession session = CliSession.run("size", "dncnn:128x128", "--json");
        assertThat(session.exitCode()).isZero();
        JsonNode json = new ObjectMapper().readTree(session.out());
        assertThat(json.get("pingPongTwoBuffersBytes").asLong()).isEqualTo(2_097_152);
        assertThat(json.get("overlapLowerBoundBytes").asLong()).isEqualTo(1_056_832);
        assertThat(json.get("plannedPeakBytes").asLong()).isEqualTo(1_056_832);
        assertThat(json.get("optimal").asBoolean()).isTrue();
        assertThat(json.get("layers")).hasSize(17);
        assertThat(json.fieldNames())
                .toIterable()
                .contains("network", "machine", "pingPongWidestPairBytes", "disjointLowerBoundBytes", "weightBytes");
    }

    @Test
    void aGraphHasNoTwoBuffersAndSaysWhy() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(CliSession.run("size", "camera-face", "--json").out());
        assertThat(json.get("pingPongTwoBuffersBytes").isNull()).isTrue();
        assertThat(json.get("pingPongTwoBuffersReason").asText()).contains("not a chain");
    }

    @Test
    void aPlanThatDoesNotFitIsANoWithTheNumbers() {
        CliSession session = CliSession.run(
                "map",
                SMALL,
                "--capacity",
                "100",
                "-o",
                folder.resolve("p.json").toString());
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err()).contains("does not fit", "capacity 100 B", "too much", "at step", "What would help");
        assertThat(session.err().lines()).hasSizeLessThan(40);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void sizingSaysWhetherItFits() {
        assertThat(CliSession.run("size", SMALL, "--capacity", "100").exitCode())
                .isEqualTo(1);
        assertThat(CliSession.run("size", SMALL, "--capacity", "1MiB").exitCode())
                .isZero();
    }

    @Test
    void aMappedPlanIsVerifiedAndAMovedBufferIsCaught() throws IOException {
        Path plan = folder.resolve("plan.json");
        assertThat(CliSession.run("map", SMALL, "-o", plan.toString()).exitCode())
                .isZero();
        CliSession good = CliSession.run("verify", SMALL, plan.toString());
        assertThat(good.exitCode()).as(good.out() + good.err()).isZero();
        assertThat(good.out()).contains("static checker: safe", "replay: no word lost");

        CliSession other = CliSession.run("verify", "dncnn:input=12x12x1,depth=3,channels=4", plan.toString());
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.out()).contains("NOT SAFE");
    }

    @Test
    void onePlacementMovedByOneByteIsCaughtByBothJudges() throws IOException {
        Path plan = folder.resolve("plan.json");
        CliSession.run("map", SMALL, "-o", plan.toString());
        ObjectMapper mapper = new ObjectMapper();
        JsonNode json = mapper.readTree(Files.readString(plan));
        int caught = 0;
        for (JsonNode buffer : json.get("buffers")) {
            long offset = buffer.get("offsetWords").asLong();
            if (offset > 0) {
                JsonNode changed = json.deepCopy();
                for (JsonNode candidate : changed.get("buffers")) {
                    if (candidate.get("name").equals(buffer.get("name"))) {
                        ((ObjectNode) candidate).put("offsetWords", offset - 1).put("offsetBytes", offset - 1);
                    }
                }
                Files.writeString(plan, mapper.writeValueAsString(changed));
                CliSession session = CliSession.run("verify", SMALL, plan.toString());
                if (session.exitCode() == 1) {
                    assertThat(session.out()).contains("static checker: NOT SAFE", "replay: NOT SAFE", "output pixel");
                    caught++;
                }
            }
        }
        assertThat(caught).isPositive();
    }

    /** Two branches of the image: as long as the thin one waits, the whole image must be kept. */
    private Path branches() throws IOException {
        NetworkBuilder net = new NetworkBuilder("branches", ElementType.INT8);
        FeatureMap image = net.input("image", Shape.hwc(8, 8, 4));
        FeatureMap wide = net.convolution("wide", image, 16, Border.SAME.window(image, 1, 1), Activation.NONE);
        FeatureMap wider = net.convolution("wider", wide, 24, Border.SAME.window(wide, 1, 1), Activation.NONE);
        FeatureMap thin = net.convolution("thin", image, 1, Border.SAME.window(image, 1, 1), Activation.NONE);
        FeatureMap last = net.convolution("last", wider, 1, Border.SAME.window(wider, 1, 1), Activation.NONE);
        net.output(net.add("sum", thin, last, Activation.NONE));
        Path file = folder.resolve("branches.json");
        Files.writeString(file, NetworkJson.write(net.build()));
        return file;
    }

    @Test
    void aReorderedPlanIsVerifiedAgainstTheFileAsItIs() throws IOException {
        String model = branches().toString();
        Path given = folder.resolve("given.json");
        Path better = folder.resolve("better.json");
        CliSession.run("map", model, "-o", given.toString());
        CliSession session = CliSession.run("map", model, "--reorder", "-o", better.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out()).contains("order changed: peak 1,792 -> 1,600 B, exact");
        CliSession verified = CliSession.run("verify", model, better.toString());
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out()).contains("static checker: safe", "replay: no word lost");
        ObjectMapper mapper = new ObjectMapper();
        JsonNode before = mapper.readTree(Files.readString(given));
        JsonNode after = mapper.readTree(Files.readString(better));
        assertThat(after.get("networkHash")).isEqualTo(before.get("networkHash"));
        assertThat(after.get("steps").findValuesAsText("layer"))
                .containsExactly("wide", "thin", "wider", "last", "sum");
        assertThat(CliSession.run("explain", model, "--reorder", "--layer", "1").out())
                .contains("step 1, thin");
    }

    @Test
    void aBetterOrderIsSizedAndReported() throws IOException {
        String model = branches().toString();
        JsonNode json = new ObjectMapper()
                .readTree(CliSession.run("size", model, "--reorder", "--json").out());
        assertThat(json.get("plannedPeakBytes").asLong()).isEqualTo(1_600);
        assertThat(json.get("order").get("changed").asBoolean()).isTrue();
        assertThat(json.get("order").get("exact").asBoolean()).isTrue();
        assertThat(json.get("order").get("givenPeakBytes").asLong()).isEqualTo(1_792);
        assertThat(json.get("order").get("lowerBoundBytes").asLong()).isEqualTo(1_600);
        assertThat(CliSession.run("size", model, "--reorder", "--capacity", "1600")
                        .exitCode())
                .isZero();
        assertThat(CliSession.run("size", model, "--capacity", "1600").exitCode())
                .isEqualTo(1);
    }

    @Test
    void aChainHasNoOtherOrder() {
        assertThat(CliSession.run("size", SMALL, "--reorder").out())
                .contains("order kept: no better order exists (exact)");
        assertThat(CliSession.run("size", SMALL).out()).doesNotContain("order kept");
    }

    /** Steps 0 and 1 changed places: the second layer's operand does not exist when it runs. */
    @Test
    void anOrderInWhichOperandsAreMissingIsRefusedByBothJudges() throws IOException {
        Path plan = folder.resolve("plan.json");
        CliSession.run("map", SMALL, "-o", plan.toString());
        ObjectMapper mapper = new ObjectMapper();
        JsonNode json = mapper.readTree(Files.readString(plan));
        ArrayNode steps = (ArrayNode) json.get("steps");
        JsonNode first = steps.get(0);
        steps.set(0, ((ObjectNode) steps.get(1)).put("index", 0));
        steps.set(1, ((ObjectNode) first).put("index", 1));
        Files.writeString(plan, mapper.writeValueAsString(json));
        CliSession session = CliSession.run("verify", SMALL, plan.toString());
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.out()).contains("not yet written", "static checker: NOT SAFE", "replay: NOT SAFE");
    }

    @Test
    void aCertificateIsRetracedAndAFalseOneIsANo() throws IOException {
        Path plan = folder.resolve("plan.json");
        assertThat(CliSession.run("map", SMALL, "-o", plan.toString()).out())
                .contains("optimal, certified (step bound)");
        assertThat(CliSession.run("verify", SMALL, plan.toString()).out())
                .contains("lower bound: optimal, certified (step bound)");
        ObjectMapper mapper = new ObjectMapper();
        JsonNode json = mapper.readTree(Files.readString(plan));
        JsonNode certificate = json.get("certificate");
        ObjectNode changed = json.deepCopy();
        ((ObjectNode) changed.get("certificate"))
                .put(
                        "step",
                        (certificate.get("step").asInt() + 1)
                                % json.get("steps").size());
        Files.writeString(plan, mapper.writeValueAsString(changed));
        CliSession session = CliSession.run("verify", SMALL, plan.toString());
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.out()).contains("static checker: safe", "lower bound: CERTIFICATE REJECTED; buffers: found");
        JsonNode told = mapper.readTree(
                CliSession.run("verify", SMALL, plan.toString(), "--json").out());
        assertThat(told.get("safe").asBoolean()).isTrue();
        assertThat(told.get("certificate").asText()).startsWith("rejected: buffers: found");
        assertThat(told.get("optimal").asBoolean()).isFalse();

        Files.writeString(plan, mapper.writeValueAsString(changed.without("certificate")));
        CliSession without = CliSession.run("verify", SMALL, plan.toString());
        assertThat(without.exitCode()).isZero();
        assertThat(without.out()).contains("lower bound: claimed optimal, not proven (the plan keeps no proof)");
        JsonNode hearsay = mapper.readTree(
                CliSession.run("verify", SMALL, plan.toString(), "--json").out());
        assertThat(hearsay.get("certificate").asText()).isEqualTo("none");
        assertThat(hearsay.get("optimal").asBoolean()).isFalse();
    }

    @Test
    void namesTheCommandsIfOneIsUnknown() {
        CliSession session = CliSession.run("frobnicate", SMALL);
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err())
                .startsWith("shingle: found no command frobnicate, expected one of size, fit, map, pack, verify,")
                .hasLineCount(1);
    }

    @Test
    void guessesWhatWasMeant() {
        CliSession command = CliSession.run("sise", SMALL);
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err())
                .isEqualToNormalizingNewlines(
                        "shingle: found no command sise; did you mean size? (see: shingle --help)\n");
        CliSession option = CliSession.run("size", SMALL, "--machne", "byte-pixel");
        assertThat(option.exitCode()).isEqualTo(2);
        assertThat(option.err())
                .isEqualToNormalizingNewlines(
                        "shingle: found no option --machne; did you mean --machine? (see: shingle size --help)\n");
        assertThat(CliSession.run("size", SMALL, "--machine", "byte-pixle").err())
                .startsWith("shingle: --machine byte-pixle: neither a file nor a preset; did you mean byte-pixel?");
    }

    @Test
    void listsValuesAsTheyAreTypedAndOnce() {
        assertThat(CliSession.run("fit", SMALL, "--capacity", "1KiB", "--vary", "height")
                        .err())
                .contains("expected one of resolution, width but was 'height'");
        assertThat(CliSession.run("map", SMALL, "--planner", "ping").err())
                .contains("section-search")
                .doesNotContain("_", "section-search, section-search");
    }

    @Test
    void helpIsACommandToo() {
        assertThat(CliSession.run("help").out())
                .isEqualTo(CliSession.run("--help").out());
        assertThat(CliSession.run("help", "sweep", "merge").out())
                .isEqualTo(CliSession.run("sweep", "merge", "--help").out())
                .startsWith("Usage: shingle sweep merge");
    }

    @Test
    void floatsAreNamed() throws IOException {
        Path file = folder.resolve("float.json");
        CliSession.run("networks", "camera-face-tiny", "-o", file.toString());
        assertThat(CliSession.run("size", file.toString()).out()).doesNotContain("FLOAT32");
        Files.writeString(file, Files.readString(file).replace("\"INT8\"", "\"FLOAT32\""));
        assertThat(CliSession.run("size", file.toString()).out()).contains("FLOAT32, 4 bytes an element");
    }

    @Test
    void saysByHowMuchItFits() {
        assertThat(CliSession.run("size", "camera-face", "--capacity", "80000").out())
                .containsPattern("capacity +80,000  fits, 3,200 B left over");
        assertThat(CliSession.run("size", "camera-face", "--capacity", "76799").out())
                .containsPattern("capacity +76,799  1 B too little");
    }

    @Test
    void aPlanAboveTheBoundStatesTheGap() {
        assertThat(CliSession.run("map", SMALL, "--planner", "disjoint").out())
                .containsPattern("not proven optimal: gap [0-9,]+ B \\([0-9.]+ %\\)");
    }

    @Test
    void explainsALayerTwice() {
        CliSession session = CliSession.run("explain", SMALL, "--layer", "1");
        assertThat(session.exitCode()).isZero();
        assertThat(session.out()).contains("D (2)", "E (4)", "agree").doesNotContain("DISAGREE");
    }

    @Test
    void writesANetworkThatCanBeReadAgain() {
        Path file = folder.resolve("net.json");
        assertThat(CliSession.run("networks", SMALL, "-o", file.toString()).exitCode())
                .isZero();
        assertThat(CliSession.run("size", file.toString()).out()).contains("PLANNED PEAK");
    }

    @Test
    void writesNetworksForOtherPrograms() {
        String json = CliSession.run("size", SMALL).out();
        for (String ending : List.of(".tflite", ".onnx")) {
            Path file = folder.resolve("net" + ending);
            assertThat(CliSession.run("networks", SMALL, "-o", file.toString()).exitCode())
                    .isZero();
            assertThat(lineOf(CliSession.run("size", file.toString()).out())).isEqualTo(lineOf(json));
        }
    }

    private static String lineOf(String report) {
        return report.lines()
                .filter(line -> line.contains("PLANNED PEAK"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void concatenationsNeedNotCopy() throws IOException {
        Path file = folder.resolve("fire.json");
        NetworkJson.write(fire(), file);
        assertThat(plannedPeakBytes("size", file.toString(), "--json"))
                .as("both parts and the most of their copies")
                .isBetween(2560 + 1, 2 * 2048 - 1);
        assertThat(plannedPeakBytes("size", file.toString(), "--json", "--zero-copy-concat"))
                .as("the joint tensor and what both parts are made from")
                .isEqualTo(2048 + 512);
        Path plan = folder.resolve("plan.json");
        assertThat(CliSession.run("map", file.toString(), "--zero-copy-concat", "-o", plan.toString())
                        .exitCode())
                .isZero();
        assertThat(Files.readString(plan)).contains("\"channelOffset\" : 16");
        assertThat(CliSession.run("verify", file.toString(), plan.toString()).exitCode())
                .isZero();
        assertThat(CliSession.run("explain", file.toString(), "--layer", "right", "--zero-copy-concat")
                        .out())
                .contains("agree", "a part: from word 0, channel 16 of 32", "other parts live already")
                .doesNotContain("DISAGREE");
    }

    private static int plannedPeakBytes(String... arguments) throws IOException {
        return new ObjectMapper()
                .readTree(CliSession.run(arguments).out())
                .get("plannedPeakBytes")
                .asInt();
    }

    /** SqueezeNet's module: few channels, twice as many from each of two kernels, both together. */
    private static Network fire() {
        NetworkBuilder network = new NetworkBuilder("fire", ElementType.INT8);
        FeatureMap squeezed = network.input("squeezed", Shape.hwc(8, 8, 8));
        FeatureMap left =
                network.convolution("left", squeezed, 16, Border.SAME.window(squeezed, 1, 1), Activation.RELU);
        FeatureMap right =
                network.convolution("right", squeezed, 16, Border.SAME.window(squeezed, 3, 1), Activation.RELU);
        network.output(network.globalAveragePool("mean", network.concatenation("join", left, right)));
        return network.build();
    }

    @Test
    void aMachineCanBePrintedEditedAndUsed() throws IOException {
        CliSession yaml = CliSession.run("machines", "reference-p8");
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, yaml.out());
        assertThat(CliSession.run("size", SMALL, "--machine", file.toString()).exitCode())
                .isZero();
        assertThat(CliSession.run("machines").out()).contains("byte-pixel", "GROUP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "size",
                "size nothing-like-it",
                "size camera-face --machine none",
                "size camera-face --capacity lots",
                "size camera-face --without-pass none",
                "size dncnn:0x0",
                "size dncnn:99999999x99999999",
                "verify camera-face missing.json",
                "explain camera-face --layer 999",
                "map camera-face -o no/such/folder/plan.json",
                "machines none",
                "nonsense",
            })
    void aUsersMistakeIsOneLineAndExitCode2(String arguments) {
        CliSession session = CliSession.run(arguments.split(" "));
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err().strip().lines()).hasSize(1);
        assertThat(session.err()).startsWith("shingle: ").doesNotContain("Exception");
        assertThat(session.out()).isEmpty();
    }

    @Test
    void anUnreadableFileIsOneLine() throws IOException {
        Path file = folder.resolve("broken.tflite");
        Files.write(file, new byte[] {1, 2, 3});
        CliSession session = CliSession.run("size", file.toString());
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err().strip().lines()).hasSize(1);
    }

    @Test
    void whatIsTooLargeToBeVerifiedIsNotHandedOut() {
        CliSession session = CliSession.run(
                "map", "dncnn:20000x20000", "-o", folder.resolve("p.json").toString());
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err().strip().lines()).hasSize(1);
        assertThat(session.err()).contains("cannot be verified");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLinkIsFollowedAndAPipeLeftAlone() throws IOException {
        Path real = Files.createFile(folder.resolve("real.json"));
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), real);
        assertThat(CliSession.run("map", SMALL, "-o", link.toString()).exitCode())
                .isZero();
        assertThat(link).isSymbolicLink();
        assertThat(real).isNotEmptyFile();

        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.json"), folder.resolve("nowhere.json"));
        assertThat(CliSession.run("map", SMALL, "-o", dangling.toString()).exitCode())
                .isEqualTo(2);
        assertThat(CliSession.run("map", SMALL, "-o", folder.toString()).exitCode())
                .isEqualTo(2);
    }

    @Test
    void aPeakThatNoBufferReachesIsAFalseClaim() throws IOException {
        Path plan = folder.resolve("plan.json");
        CliSession.run("map", SMALL, "-o", plan.toString());
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = (ObjectNode) mapper.readTree(Files.readString(plan));
        json.put("peakWords", 1L << 40).put("peakBytes", 1L << 40);
        Files.writeString(plan, mapper.writeValueAsString(json));
        CliSession session = CliSession.run("verify", SMALL, plan.toString());
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.out()).contains("where the last buffer ends");
    }

    @Test
    void aMistypedNetworkIsAnsweredWithItsLikes() {
        CliSession session = CliSession.run("size", "mobilenet-v3");
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err().lines()).hasSize(1);
        assertThat(session.err()).contains("such as mobilenet-v1 or mobilenet-v2");
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        Stream.of("size", "map", "pack", "verify", "explain", "networks", "machines", "claims")
                .forEach(command -> assertThat(CliSession.run(command, "--help").out())
                        .as(command)
                        .contains("Usage: shingle " + command, "Example"));
    }
}
