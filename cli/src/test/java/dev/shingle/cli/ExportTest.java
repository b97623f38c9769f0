package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

    private static final String SMALL = "dncnn:input=12x10x1,depth=3,channels=4";

    @TempDir
    private Path folder;

    @Test
    void theFolderHasAPlanThatVerifies() throws IOException {
        Path target = folder.resolve("build");
        CliSession session = CliSession.run("export", SMALL, "-o", target.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out()).contains("weights.mem", "written to " + target, "DP16KD");
        CliSession verified =
                CliSession.run("verify", SMALL, target.resolve("plan.json").toString());
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        assertThat(names(folder)).containsExactly("build");
    }

    /** The plan is for the network without its softmax; of a plan for another network it is said that it is. */
    @Test
    void thePlanVerifiesWhereLayersAreLeftToTheHost() throws IOException {
        String model = "mobilenet-v1:width=0.25,input=32x32x3";
        Path target = folder.resolve("build");
        assertThat(CliSession.run("export", model, "-o", target.toString()).exitCode())
                .isZero();
        String plan = target.resolve("plan.json").toString();
        JsonNode manifest =
                new ObjectMapper().readTree(target.resolve("manifest.json").toFile());
        JsonNode left = manifest.at("/accelerator/hostLayers");
        assertThat(left).isNotEmpty();

        CliSession verified = CliSession.run("verify", model, plan);
        CliSession json = CliSession.run("verify", model, plan, "--json");
        CliSession other = CliSession.run("verify", "mobilenet-v1:width=0.5,input=32x32x3", plan);

        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out())
                .startsWith("the plan of an export, without what is left to the host: ")
                .contains(left.get(0).asText());
        assertThat(new ObjectMapper().readTree(json.out()).get("hostLayers")).isEqualTo(left);
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.out()).contains("network hash").doesNotContain("left to the host");
    }

    @Test
    void otherMachinesGetMapsAndTheReason() throws IOException {
        Path target = folder.resolve("maps");
        CliSession session = CliSession.run("export", SMALL, "-m", "byte-pixel", "-o", target.toString());
        assertThat(session.exitCode()).isZero();
        assertThat(session.out()).contains("maps only, no memory files: ", "machine byte-pixel");
        assertThat(names(target)).contains("plan.map", "plan.h").doesNotContain("weights.mem");
    }

    @Test
    void aFolderWithFilesIsLeftAloneUnlessForced() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");
        CliSession refused = CliSession.run("export", SMALL, "-o", folder.toString());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("found a folder with files in it").hasLineCount(1);
        assertThat(names(folder)).containsExactly("mine.txt");
        assertThat(CliSession.run("export", SMALL, "-o", folder.toString(), "--force")
                        .exitCode())
                .isZero();
        assertThat(names(folder)).contains("mine.txt", "plan.json");
    }

    @Test
    void nothingIsWrittenIfTheFormatRefuses() throws IOException {
        Path target = folder.resolve("build");
        CliSession session = CliSession.run("export", SMALL, "--format", "icebram", "-o", target.toString());
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err())
                .contains("multiples of 256; pad the memory to")
                .contains("nothing was written", "--slice BITS", "--depth-multiple WORDS")
                .contains("refused as well: ")
                .hasLineCount(1);
        assertThat(names(folder)).isEmpty();
        CliSession padded = CliSession.run(
                "export", SMALL, "--format", "icebram", "--depth-multiple", "256", "-o", target.toString());
        assertThat(padded.exitCode()).isZero();
        assertThat(names(target)).contains("weights.hex");
    }

    @Test
    void nothingIsWrittenIfThePlanDoesNotFit() throws IOException {
        Path target = folder.resolve("build");
        CliSession session = CliSession.run("export", SMALL, "--capacity", "64", "-o", target.toString());
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err()).contains("does not fit");
        assertThat(names(folder)).isEmpty();
    }

    @Test
    void aPartThatIsTooSmallIsANo() throws IOException {
        Path target = folder.resolve("build");
        CliSession session = CliSession.run("export", "dncnn:64x64", "--part", "up5k", "-o", target.toString());
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.out()).contains("plan:      does not fit up5k: ", "too many", "SPRAM has a single port");
        JsonNode manifest =
                new ObjectMapper().readTree(target.resolve("manifest.json").toFile());
        assertThat(manifest.at("/part/planFits").asBoolean()).isFalse();
        assertThat(CliSession.run("blocks", "dncnn:64x64", "--part", "up5k").exitCode())
                .isEqualTo(1);
        assertThat(CliSession.run("blocks", SMALL, "--part", "xc7a100t").exitCode())
                .isZero();
    }

    @Test
    void whatIsNotKnownIsNamedWithWhatIs() {
        String target = folder.resolve("x").toString();
        assertThat(CliSession.run("export", SMALL, "--part", "xyz", "-o", target)
                        .err())
                .contains("--part xyz: not known", "ecp5-45f");
        assertThat(CliSession.run("export", SMALL, "--format", "xyz", "-o", target)
                        .err())
                .contains("--format xyz: not known", "coe");
        assertThat(CliSession.run("export", SMALL, "--rounding", "xyz", "-o", target)
                        .err())
                .contains("tflm-reference");
        assertThat(CliSession.run("export", SMALL, "--slice", "0", "-o", target).exitCode())
                .isEqualTo(2);
        assertThat(CliSession.run("export", SMALL, "-o", "/nowhere/at/all/x").err())
                .contains("its folder does not exist");
    }

    @Test
    void theArenaOfTensorFlowLiteMicro() throws IOException {
        Path model = folder.resolve("net.tflite");
        assertThat(CliSession.run("networks", SMALL, "-o", model.toString()).exitCode())
                .isZero();
        String target = folder.resolve("build").toString();
        CliSession wrong = CliSession.run("export", model.toString(), "--tflm", "-o", target);
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("plan for machine tflm-element").hasLineCount(1);
        CliSession session =
                CliSession.run("export", model.toString(), "-m", "tflm-element", "--raw", "--tflm", "-o", target);
        assertThat(session.exitCode()).as(session.err()).isZero();
        Path written = folder.resolve("build/offline.tflite");
        assertThat(Files.size(written)).isGreaterThan(Files.size(model));
        String original = CliSession.run("networks", model.toString(), "--raw").out();
        assertThat(CliSession.run("networks", written.toString(), "--raw").out().replace("offline", "net"))
                .isEqualTo(original.replace("offline", "net"));
        CliSession zoo = CliSession.run(
                "export", SMALL, "--tflm", "-o", folder.resolve("x").toString());
        assertThat(zoo.err()).contains("is no .tflite file");
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
