package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import dev.shingle.networks.pictures.Picture;
import dev.shingle.networks.pictures.PictureFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraBuildCommandTest {

    private static final String FACE = "camera-face:40x30";

    @TempDir
    private Path folder;

    @Test
    void aFolderThatStandsAlone() throws IOException {
        Path target = folder.resolve("build");
        CliSession session = build(FACE, "ecp5-45f", target);
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(files(target))
                .contains("Makefile", "README.md", "manifest.json", "build_top.sv", "picture.pgm", "weights.mem")
                .contains("rtl/accel.sv", "rtl/camera/camera_top.sv", "rtl/tb/camera_run.sv", "rtl/design.f")
                .contains("expected-layers.txt", "expected-outputs.mem", "plan.json", "plan.h");
        JsonNode manifest = manifest(target);
        assertThat(manifest.get("machine").asText()).isEqualTo("reference-p8");
        assertThat(manifest.at("/camera/pixels").asText()).isEqualTo("xor-0x80");
        assertThat(manifest.get("files")).hasSize(files(target).size() - 1);
        for (JsonNode file : manifest.get("files")) {
            Path written = target.resolve(file.get("name").asText());
            assertThat(file.get("sha256").asText())
                    .isEqualTo(MoreFiles.asByteSource(written)
                            .hash(Hashing.sha256())
                            .toString());
        }
    }

    @Test
    void theSameCommandWritesTheSameBytes() throws IOException {
        assertThat(build(FACE, "generic", folder.resolve("a")).exitCode()).isZero();
        assertThat(build(FACE, "generic", folder.resolve("b")).exitCode()).isZero();
        for (String name : files(folder.resolve("a"))) {
            assertThat(folder.resolve("a").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("b").resolve(name));
        }
    }

    /** The contents of tensors do not depend on where they lie, so the expected hashes are the same. */
    @Test
    void bothPlansExpectTheSameOfEveryLayer() throws IOException {
        assertThat(build(FACE, "generic", folder.resolve("a")).exitCode()).isZero();
        assertThat(build(FACE, "generic", folder.resolve("b"), "--planner", "ping-pong")
                        .exitCode())
                .isZero();
        assertThat(words(folder.resolve("a"))).isLessThan(words(folder.resolve("b")));
        assertThat(hashes(folder.resolve("a"))).hasSize(18).isEqualTo(hashes(folder.resolve("b")));
        assertThat(build(FACE, "generic", folder.resolve("c"), "-m", "reference-p4")
                        .exitCode())
                .isZero();
        assertThat(hashes(folder.resolve("c"))).isEqualTo(hashes(folder.resolve("a")));
    }

    @Test
    void aSmallPartGetsASmallAcceleratorAndNothingThatDoesNotFit() throws IOException {
        Path target = folder.resolve("build");
        CliSession refused = build(FACE, "up5k", target);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("does not fit up5k", "EBR of 30", "nothing was written")
                .hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
        CliSession all = build(FACE, "up5k", target, "--even-if-too-large");
        assertThat(all.exitCode()).isEqualTo(1);
        assertThat(manifest(target).get("machine").asText()).isEqualTo("reference-p2");
        assertThat(manifest(target).at("/part/planFits").asBoolean()).isFalse();
    }

    @Test
    void theCamerasGeometryAndPixels() throws IOException {
        Path target = folder.resolve("build");
        CliSession session = build(
                FACE,
                "generic",
                target,
                "--shrink",
                "2",
                "--crop",
                "4,6",
                "--sensor",
                "120x160",
                "--mean",
                "127.5",
                "--scale",
                "127.5");
        assertThat(session.exitCode()).as(session.err()).isZero();
        JsonNode camera = manifest(target).get("camera");
        assertThat(camera.at("/sensor/rows").asInt()).isEqualTo(120);
        assertThat(camera.at("/sensor/columns").asInt()).isEqualTo(160);
        assertThat(camera.at("/crop/top").asInt()).isEqualTo(4);
        assertThat(camera.at("/crop/left").asInt()).isEqualTo(6);
        assertThat(camera.get("pixels").asText()).isEqualTo("pixels.mem");
        assertThat(Files.readAllLines(target.resolve("pixels.mem"))).hasSize(256);
        CliSession small = build(FACE, "generic", folder.resolve("x"), "--sensor", "39x30");
        assertThat(small.exitCode()).isEqualTo(1);
        assertThat(small.err()).contains("needs a sensor of 40 x 30 at least").hasLineCount(1);
    }

    /** Whatever picture is given: the sensor sees it in its own size, in gray. */
    @Test
    void theUsersPicture() throws IOException {
        Path given = folder.resolve("given.ppm");
        Files.write(given, "P6 2 1 255\n\0\0\0\377\377\377".getBytes(StandardCharsets.ISO_8859_1));
        Path target = folder.resolve("build");
        CliSession session = build(FACE, "generic", target, "--picture", given.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        Picture picture = PictureFile.read(target.resolve("picture.pgm"));
        assertThat(picture.height()).isEqualTo(40);
        assertThat(picture.width()).isEqualTo(30);
        assertThat(picture.sample(20, 0, 0)).isZero();
        assertThat(picture.sample(20, 29, 0)).isEqualTo(255);
    }

    /** A sensor of colours for a network of three channels; the picture keeps its own. */
    @Test
    void coloursForANetworkThatReadsThem() throws IOException {
        Path given = folder.resolve("given.ppm");
        Files.write(given, "P6 2 1 255\n\377\0\0\0\0\377".getBytes(StandardCharsets.ISO_8859_1));
        Path target = folder.resolve("build");
        CliSession session = build("resnet8", "generic", target, "--picture", given.toString(), "--bgr");
        assertThat(session.exitCode()).as(session.err()).isZero();
        Picture picture = PictureFile.read(target.resolve("picture.ppm"));
        assertThat(picture.width()).isEqualTo(32);
        assertThat(List.of(picture.sample(9, 0, 0), picture.sample(9, 0, 1), picture.sample(9, 0, 2)))
                .containsExactly(255, 0, 0);
        assertThat(List.of(picture.sample(9, 31, 0), picture.sample(9, 31, 1), picture.sample(9, 31, 2)))
                .containsExactly(0, 0, 255);
        JsonNode camera = manifest(target).get("camera");
        assertThat(camera.at("/sensor/pixels").asText()).isEqualTo("rgb565");
        assertThat(camera.at("/frame/blueFirst").asBoolean()).isTrue();
        assertThat(camera.get("pixels").asText()).isEqualTo("pixels.mem");
        assertThat(Files.readAllLines(target.resolve("pixels.mem"))).hasSize(3 * 256);
        CliSession other = build("resnet8", "generic", folder.resolve("x"), "--pixels", "RGB888");
        assertThat(other.exitCode()).as(other.err()).isZero();
        assertThat(manifest(folder.resolve("x"))
                        .at("/camera/sensor/bytesPerPixel")
                        .asInt())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "camera-face:input=40x30x2 | generic | the camera delivers one picture, rows x columns x 1 or 3",
                "camera-face:40x30 --pixels rgb888 | generic | sends rgb888 delivers rows x columns x 3",
                "resnet8 --pixels yuyv | generic | has shape 32x32x3; a sensor that sends yuyv delivers rows x columns x 1",
                "camera-face:40x30 --raw -m byte-pixel | generic | is not the reference accelerator",
                "unet-denoiser:32x32x1 | generic | joint1: CONCATENATION is none of the accelerator's operators",
            })
    void whatCannotBeBuiltIsRefusedWithTheReason(String model, String part, String reason) {
        CliSession session = build(model, part, folder.resolve("build"));
        assertThat(session.exitCode()).as(session.err()).isEqualTo(1);
        assertThat(session.err()).contains(reason, "nothing was written").hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--build camera | for which FPGA?",
                "--build camera --part xyz | --part xyz: not known",
                "--build camera --part generic --format coe | reads whole .mem files",
                "--build camera --part generic --input fill | given by --picture",
                "--build camera --part generic --shrink 3 | it can be 1, 2 or 4",
                "--build camera --part generic --crop 3 | expected two numbers, TOP,LEFT",
                "--build camera --part generic --sensor 0x5 | 0 x 5 pixels (rows x columns)",
                "--build camera --part generic --picture nowhere.pgm | nowhere.pgm",
                "--build board --part generic | expected one of camera",
                "--part generic | --part generic: not known",
                "--build camera --part generic --pixels rgb | expected one of gray, yuyv, uyvy, rgb565, rgb888",
                "--pixels gray | belong to --build camera",
                "--shrink 2 | belong to --build camera",
            })
    void badArguments(String arguments, String message) {
        String[] all = ("export camera-face:40x30 -o " + folder.resolve("x") + " " + arguments).split(" ", -1);
        CliSession session = CliSession.run(all);
        assertThat(session.exitCode()).as(session.err()).isEqualTo(2);
        assertThat(session.err()).contains(message);
        assertThat(folder).isEmptyDirectory();
    }

    /** Files of the earlier export go, even in folders; the user's stay, and so does everything outside. */
    @Test
    void forceRemovesWhatTheEarlierExportWrote() throws IOException {
        Path target = folder.resolve("build");
        assertThat(build(FACE, "generic", target).exitCode()).isZero();
        Files.writeString(target.resolve("rtl/mine.txt"), "mine");
        Files.writeString(folder.resolve("outside.txt"), "outside");
        Path manifest = target.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"rtl/rom.sv\"", "\"../outside.txt\""));
        CliSession session = CliSession.run("export", FACE, "--format", "coe", "--force", "-o", target.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(files(target))
                .contains("weights.coe", "plan.json", "rtl/mine.txt", "rtl/rom.sv")
                .doesNotContain("weights.mem", "Makefile", "rtl/accel.sv", "rtl/camera/camera_top.sv");
        assertThat(target.resolve("rtl/camera")).doesNotExist();
        assertThat(folder.resolve("outside.txt")).exists();
    }

    private CliSession build(String model, String part, Path target, String... more) {
        Stream<String> start = Stream.of(("export " + model).split(" ", -1));
        Stream<String> middle = Stream.of("--build", "camera", "--part", part, "-o", target.toString());
        return CliSession.run(
                Stream.concat(Stream.concat(start, middle), Stream.of(more)).toArray(String[]::new));
    }

    private static JsonNode manifest(Path target) throws IOException {
        return new ObjectMapper().readTree(target.resolve("manifest.json").toFile());
    }

    private static long words(Path target) throws IOException {
        return manifest(target).at("/scratchpad/depthWords").asLong();
    }

    private static List<String> hashes(Path target) throws IOException {
        return Files.readAllLines(target.resolve("expected-layers.txt")).stream()
                .map(line -> line.split(" ", -1))
                .map(words -> words[0] + " " + words[5])
                .toList();
    }

    private static List<String> files(Path target) throws IOException {
        try (Stream<Path> all = Files.walk(target)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> target.relativize(file).toString())
                    .toList();
        }
    }
}
