package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.json.NetworkJson;
import dev.shingle.networks.tflite.TfliteReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizeCommandTest {

    @TempDir
    private Path folder = Path.of("");

    private String model = "";

    @BeforeEach
    void writeModel() throws IOException {
        Path file = folder.resolve("net.json");
        NetworkJson.write(network(Activation.RELU), file);
        model = file.toString();
    }

    @Test
    void generatedPicturesNeedNoFiles() {
        Path out = folder.resolve("int8.tflite");
        CliSession session = run("generated", out, "--samples", "4", "--evaluation-samples", "2");
        assertThat(session.err()).isEmpty();
        assertThat(session.exitCode()).isZero();
        assertThat(session.out())
                .contains("boxes")
                .containsPattern("[3-9]\\d\\.\\d dB")
                .contains("calibrated on 4, compared on 2 samples")
                .contains("written to " + out);
        Network written = TfliteReader.read(out);
        assertThat(written.inputs().get(0).type()).isEqualTo(ElementType.INT8);
        assertThat(CliSession.run("size", out.toString()).exitCode()).isZero();
    }

    @Test
    void picturesOfAFolderAreReadAndTheResultIsTheSameEveryTime() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        Files.writeString(pictures.resolve("a.pgm"), "P2 2 2 255 0 80 160 255", StandardCharsets.US_ASCII);
        Files.writeString(pictures.resolve("b.ppm"), "P3 1 1 255 9 8 200", StandardCharsets.US_ASCII);
        Files.writeString(pictures.resolve("notes.txt"), "no picture", StandardCharsets.US_ASCII);
        CliSession session = run(pictures.toString(), folder.resolve("one.json"), "--edges", "float32", "--bgr");
        assertThat(session.err()).isEmpty();
        assertThat(session.out()).contains("calibrated on 2, compared on 2 samples (the same ones)");
        run(pictures.toString(), folder.resolve("two.json"), "--edges", "float32", "--bgr");
        assertThat(folder.resolve("two.json")).hasSameBinaryContentAs(folder.resolve("one.json"));
        assertThat(NetworkJson.read(folder.resolve("one.json")).inputs().get(0).type())
                .isEqualTo(ElementType.FLOAT32);
    }

    @Test
    void whatCannotBeUsedIsRefusedInOneLine() throws IOException {
        Path out = folder.resolve("out.tflite");
        refuses("expected .tflite, .onnx or .json", run("generated", folder.resolve("out.bin")));
        refuses("is not above 0", run("generated", out, "--scale", "0"));
        refuses("expected at least 1", run("generated", out, "--samples", "0"));
        refuses("no such file", run(folder.resolve("missing.png").toString(), out));
        refuses("no picture", run(Files.createDirectory(folder.resolve("empty")).toString(), out));
        refuses(
                "FLOAT32: a float network",
                CliSession.run("quantize", "camera-face", "--calibration", "generated", "-o", out.toString()));
        NetworkJson.write(network(Activation.TANH), Path.of(model));
        refuses("layer boxes: found fused TANH", run("generated", out));
        assertThat(out).doesNotExist();
    }

    private static void refuses(String reason, CliSession session) {
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err()).contains(reason).hasLineCount(1);
    }

    private CliSession run(String calibration, Path out, String... more) {
        String[] arguments = new String[6 + more.length];
        arguments[0] = "quantize";
        arguments[1] = model;
        arguments[2] = "-o";
        arguments[3] = out.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        arguments[4 + more.length] = "--calibration";
        arguments[5 + more.length] = calibration;
        return CliSession.run(arguments);
    }

    private static Network network(Activation last) {
        NetworkBuilder net = new NetworkBuilder("net", ElementType.FLOAT32);
        FeatureMap image = net.input("image", Shape.hwc(12, 12, 3));
        FeatureMap first = net.convolution("first", image, 4, Border.SAME.window(image, 3, 2), Activation.RELU);
        FeatureMap pool = net.maxPool("pool", first, Border.SAME.window(first, 2, 2));
        return net.output(net.convolution("boxes", pool, 4, Border.SAME.window(pool, 3, 1), last))
                .build();
    }
}
