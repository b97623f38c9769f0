package dev.shingle.fpga.camera;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteSource;
import dev.shingle.fpga.blocks.BlockKind;
import dev.shingle.fpga.blocks.Parts;
import dev.shingle.fpga.descriptor.Descriptor;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.json.PlanJson;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.pictures.Picture;
import dev.shingle.networks.pictures.PictureConversion;
import dev.shingle.networks.pictures.PictureFile;
import dev.shingle.networks.zoo.Zoo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraBuildTest {

    private static final Network NETWORK = Zoo.build("dncnn:input=12x10x1,depth=3,channels=5");
    private static final Machine MACHINE = Machines.preset("reference-p4").orElseThrow();
    private static final Sensor SENSOR = new Sensor(30, 26, 3, 2, 2);
    private static final Folder FOLDER = folder("up5k");

    @Test
    void theManifestListsEveryOtherFileWithItsHash() throws IOException {
        JsonNode manifest = new ObjectMapper().readTree(FOLDER.text("manifest.json"));
        assertThat(manifest.get("files")).hasSize(FOLDER.files().size() - 1);
        for (JsonNode file : manifest.get("files")) {
            ByteSource contents = FOLDER.files().get(file.get("name").asText());
            assertThat(file.get("sha256").asText())
                    .isEqualTo(contents.hash(Hashing.sha256()).toString());
        }
        assertThat(FOLDER.text("plan.json")).isEqualTo(PlanJson.write(FOLDER.plan()));
    }

    @Test
    void theManifestSaysWhatTheCameraDoes() throws IOException {
        JsonNode camera =
                new ObjectMapper().readTree(FOLDER.text("manifest.json")).get("camera");
        assertThat(camera.at("/sensor/rows").asInt()).isEqualTo(30);
        assertThat(camera.at("/sensor/columns").asInt()).isEqualTo(26);
        assertThat(camera.at("/crop/top").asInt()).isEqualTo(3);
        assertThat(camera.at("/crop/left").asInt()).isEqualTo(2);
        assertThat(camera.get("shrink").asInt()).isEqualTo(2);
        assertThat(camera.at("/frame/rows").asInt()).isEqualTo(12);
        assertThat(camera.at("/frame/columns").asInt()).isEqualTo(10);
        assertThat(camera.at("/frame/baseWord").asLong())
                .isEqualTo(FOLDER.program().inputs().get(0).place().baseWord());
        assertThat(camera.at("/nextCapture/afterStep").asInt()).isBetween(0, 2);
    }

    /** The copies are the module's own files, and every design file is among them. */
    @Test
    void theRtlIsTheProjects() throws IOException {
        Path rtl = Path.of("rtl");
        List<String> design = FOLDER.text("rtl/design.f").lines().toList();
        for (String name : design) {
            assertThat(FOLDER.text("rtl/" + name)).isEqualTo(Files.readString(rtl.resolve(name)));
        }
        try (Stream<Path> files = Files.walk(rtl)) {
            assertThat(files.map(file -> rtl.relativize(file).toString())
                            .filter(name -> name.endsWith(".sv"))
                            .filter(name -> !name.startsWith("tb/") && !name.startsWith("boards/")))
                    .containsExactlyInAnyOrderElementsOf(design);
        }
    }

    @Test
    void theTestBenchPlaysThePictureThatTheSensorSees() throws IOException {
        Picture picture = PictureFile.read(
                "picture.pgm", ByteBuffer.wrap(FOLDER.files().get("picture.pgm").read()));
        assertThat(picture.height()).isEqualTo(30);
        assertThat(picture.width()).isEqualTo(26);
        assertThat(picture.channels()).isEqualTo(1);
    }

    @Test
    void thereIsAnExpectationForEveryLayer() throws IOException {
        List<String> lines = FOLDER.text("expected-layers.txt").lines().toList();
        assertThat(lines).hasSameSizeAs(FOLDER.program().descriptors());
        for (int i = 0; i < lines.size(); i++) {
            Descriptor descriptor = FOLDER.program().descriptors().get(i);
            assertThat(lines.get(i))
                    .matches("\\S+ \\d+ \\d+ \\d+ \\d+ [0-9a-f]{8} \\d+")
                    .endsWith(" " + descriptor.cycles(FOLDER.program().accelerator()));
        }
        long words = FOLDER.program().outputs().stream()
                .mapToLong(output -> output.words())
                .sum();
        assertThat(FOLDER.text("expected-outputs.mem").lines().count()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "up5k, synth_ice40 -device u -dsp, SB_RAM40_4K",
        "hx8k, synth_ice40 -top, SB_RAM40_4K",
        "ecp5-45f, synth_ecp5, DP16KD",
        "xc7a35t, synth_xilinx -family xc7, RAMB36E1",
        "xczu3eg, synth_xilinx -family xcup, URAM288",
        "gw2ar-18, synth_gowin, SPX9",
        "10m08, prep, mem(_v2)?",
        "generic, prep, mem(_v2)?",
    })
    void theMakefileSynthesisesForThePart(String part, String command, String cell) throws IOException {
        String makefile = folder(part).text("Makefile");
        assertThat(makefile).contains(command, cell).doesNotContainPattern("@[A-Z_]+@");
        assertThat(makefile.contains("nextpnr-ice40")).isEqualTo(part.equals("up5k"));
        assertThat(makefile.lines().filter(line -> line.startsWith("bitstream:")))
                .hasSize(1);
    }

    @Test
    void theReadmeHasTheNumbers() throws IOException {
        String readme = FOLDER.text("README.md");
        long words = FOLDER.plan().peakWords();
        assertThat(readme)
                .contains("%,d words of 32 bits, %,d B".formatted(words, 4 * words))
                .contains("%,d words, %,d B".formatted(2 * words, 8 * words))
                .contains("Left to the host: softmax.", "The sensor gives 26 x 30 pixels", "shrunk by 2", "up5k")
                .doesNotContainPattern("@[A-Z_]+@");
    }

    /** Memories that the front end needs take blocks, too. */
    @Test
    void theCamerasMemoriesCount() {
        PixelTable flip = PixelTable.of(NETWORK.inputs().get(0), Folder.fullRange(NETWORK));
        PixelTable table = PixelTable.of(NETWORK.inputs().get(0), PictureConversion.of(100, 300));
        FeatureMap input = NETWORK.inputs().get(0);
        assertThat(CameraBuild.memories(Sensor.around(12, 10, 0, 0, 1), flip, input))
                .isEmpty();
        assertThat(CameraBuild.memories(SENSOR, table, input))
                .hasSize(2)
                .allSatisfy(memory -> assertThat(BlockKind.ICE40_EBR.blocks(memory.wordBits(), memory.depthWords()))
                        .isEqualTo(1));
    }

    @Test
    void whatACameraCannotGiveIsRefused() {
        NetworkBuilder two = new NetworkBuilder("two", ElementType.INT8);
        var left = two.input("left", Shape.hwc(4, 4, 1));
        var right = two.input("right", Shape.hwc(4, 4, 1));
        two.output(two.convolution("l", left, 2, Border.SAME.window(left, 3, 1), dev.shingle.networks.Activation.NONE));
        two.output(
                two.convolution("r", right, 2, Border.SAME.window(right, 3, 1), dev.shingle.networks.Activation.NONE));
        assertThat(CameraBuild.objectionTo(two.build()).orElseThrow()).contains("2 inputs", "one gray picture");
        NetworkBuilder colour = new NetworkBuilder("colour", ElementType.INT8);
        var image = colour.input("image", Shape.hwc(4, 4, 3));
        colour.output(colour.convolution(
                "c", image, 2, Border.SAME.window(image, 3, 1), dev.shingle.networks.Activation.NONE));
        assertThat(CameraBuild.objectionTo(colour.build()).orElseThrow()).contains("4x4x3", "one gray picture");
        assertThat(CameraBuild.objectionTo(NETWORK)).isEmpty();
    }

    @Test
    void aSensorMustShowTheFrame() {
        assertThat(new Sensor(27, 22, 3, 2, 2).objectionTo(12, 10)).isEmpty();
        assertThat(new Sensor(26, 22, 3, 2, 2).objectionTo(12, 10).orElseThrow())
                .contains("27 x 22 at least", "26 x 22");
        assertThat(new Sensor(27, 21, 3, 2, 2).objectionTo(12, 10)).isPresent();
        assertThat(Sensor.around(12, 10, 3, 2, 2)).isEqualTo(new Sensor(27, 22, 3, 2, 2));
    }

    private static Folder folder(String part) {
        return Folder.of(
                NETWORK,
                MACHINE,
                new OverlapPlanner(),
                SENSOR,
                Folder.fullRange(NETWORK),
                part.equals("generic") ? Optional.empty() : Parts.byName(part));
    }
}
