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
import dev.shingle.networks.pictures.GeneratedPictures;
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
import org.junit.jupiter.params.provider.EnumSource;

class CameraBuildTest {

    private static final Network NETWORK = Zoo.build("dncnn:input=12x10x1,depth=3,channels=5");
    private static final Machine MACHINE = Machines.preset("reference-p4").orElseThrow();
    private static final Sensor SENSOR = new Sensor(30, 26, 3, 2, 2, PixelFormat.GRAY);
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
        assertThat(camera.at("/sensor/pixels").asText()).isEqualTo("gray");
        assertThat(camera.at("/sensor/bytesPerPixel").asInt()).isEqualTo(1);
        assertThat(camera.at("/frame/channels").asInt()).isEqualTo(1);
        assertThat(camera.at("/frame/strideBytes").asInt()).isEqualTo(1);
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

    @ParameterizedTest
    @CsvSource({
        "RGB565, 4, 3, 2, 'two bytes a pixel: RRRRRGGG, GGGBBBBB', p * 3 + c, 0.75 times",
        "RGB888, 8, 3, 3, 'three bytes a pixel: red, green, blue', p * 3 + c, 0.50 times",
        "RGB565, 2, 4, 2, 'two bytes a pixel: RRRRRGGG, GGGBBBBB', p * 4 + c, 1.00 times",
    })
    void aColourBuildSaysSo(
            PixelFormat format, int lanes, int stride, int bytes, String onTheWire, String place, String clocks)
            throws IOException {
        Network network = Zoo.build("dncnn:input=12x10x3,depth=3,channels=5");
        Folder folder = Folder.of(
                network, lanes, new Sensor(30, 26, 3, 2, 2, format), Folder.fullRange(network), Optional.empty());
        JsonNode camera =
                new ObjectMapper().readTree(folder.text("manifest.json")).get("camera");
        assertThat(camera.at("/sensor/pixels").asText()).isEqualTo(format.toString());
        assertThat(camera.at("/sensor/bytesPerPixel").asInt()).isEqualTo(bytes);
        assertThat(camera.at("/frame/channels").asInt()).isEqualTo(3);
        assertThat(camera.at("/frame/strideBytes").asInt()).isEqualTo(stride);
        assertThat(camera.at("/frame/words").asInt()).isEqualTo((120 * stride + lanes - 1) / lanes);
        assertThat(camera.at("/frame/blueFirst").asBoolean(true)).isFalse();
        assertThat(folder.text("README.md"))
                .contains(onTheWire, "channel c (red, green, blue) of pixel p is byte " + place, clocks, "picture.ppm");
        assertThat(folder.text("Makefile")).contains("play picture.ppm");
        Picture picture = PictureFile.read(
                "picture.ppm", ByteBuffer.wrap(folder.files().get("picture.ppm").read()));
        assertThat(picture).isEqualTo(GeneratedPictures.of(7, 0, 30, 26, 3));
    }

    /** Memories that the front end needs take blocks, too. */
    @Test
    void theCamerasMemoriesCount() {
        PixelTable flip = PixelTable.of(NETWORK.inputs().get(0), Folder.fullRange(NETWORK));
        PixelTable table = PixelTable.of(NETWORK.inputs().get(0), PictureConversion.of(100, 300));
        FeatureMap input = NETWORK.inputs().get(0);
        assertThat(CameraBuild.memories(Sensor.around(12, 10, 0, 0, 1, PixelFormat.GRAY), flip, input))
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
        assertThat(CameraBuild.objectionTo(two.build()).orElseThrow()).contains("2 inputs", "rows x columns x 1 or 3");
        NetworkBuilder depth = new NetworkBuilder("depth", ElementType.INT8);
        var image = depth.input("image", Shape.hwc(4, 4, 2));
        depth.output(depth.convolution(
                "c", image, 2, Border.SAME.window(image, 3, 1), dev.shingle.networks.Activation.NONE));
        assertThat(CameraBuild.objectionTo(depth.build()).orElseThrow()).contains("4x4x2", "rows x columns x 1 or 3");
        assertThat(CameraBuild.objectionTo(NETWORK)).isEmpty();
    }

    @Test
    void aSensorMustShowTheFrame() {
        Shape frame = Shape.hwc(12, 10, 1);
        assertThat(new Sensor(27, 22, 3, 2, 2, PixelFormat.GRAY).objectionTo(frame))
                .isEmpty();
        assertThat(new Sensor(26, 22, 3, 2, 2, PixelFormat.GRAY)
                        .objectionTo(frame)
                        .orElseThrow())
                .contains("27 x 22 at least", "26 x 22");
        assertThat(new Sensor(27, 21, 3, 2, 2, PixelFormat.GRAY).objectionTo(frame))
                .isPresent();
        assertThat(Sensor.around(12, 10, 3, 2, 2, PixelFormat.GRAY))
                .isEqualTo(new Sensor(27, 22, 3, 2, 2, PixelFormat.GRAY));
    }

    @ParameterizedTest
    @EnumSource(PixelFormat.class)
    void aSensorMustSendTheChannels(PixelFormat format) {
        Sensor sensor = new Sensor(12, 10, 0, 0, 1, format);
        int other = 4 - format.channels();
        assertThat(sensor.objectionTo(Shape.hwc(12, 10, format.channels()))).isEmpty();
        assertThat(sensor.objectionTo(Shape.hwc(12, 10, other)).orElseThrow())
                .isEqualTo("its input has shape 12x10x%d; a sensor that sends %s delivers rows x columns x %d"
                        .formatted(other, format, format.channels()));
        assertThat(PixelFormat.usualFor(format.channels()).channels()).isEqualTo(format.channels());
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
