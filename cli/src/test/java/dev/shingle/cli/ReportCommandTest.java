package dev.shingle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.json.NetworkJson;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What is in the page; what a browser makes of it is tested elsewhere. */
class ReportCommandTest {

    @TempDir
    private Path folder;

    private String page(String... arguments) throws IOException {
        Path file = folder.resolve("page.html");
        List<String> all = new ArrayList<>(List.of("report"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("-o", file.toString()));
        CliSession session = CliSession.run(all.toArray(String[]::new));
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out()).isEqualTo("written to " + file + System.lineSeparator());
        return Files.readString(file);
    }

    /** Text as it is read, without scripts, styles and tags. */
    private static String text(String page) {
        return page.replaceAll("(?s)<(script|style)\\b.*?</\\1>", " ")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
    }

    /** Page, drawing and text map of a network whose names a converter made. */
    @Test
    void namesOfConvertedFilesAreShort() throws IOException {
        NetworkBuilder builder = new NetworkBuilder("converted", ElementType.INT8);
        FeatureMap map = builder.input("serving_default_image:0", Shape.hwc(16, 16, 4));
        for (String layer : List.of("conv2d", "conv2d_1", "conv2d_2")) {
            String name = "net_1/%s/Relu;net_1/%s/BiasAdd;net_1/conv2d_2/Conv2D".formatted(layer, layer);
            map = builder.convolution(name, map, 8, Window.square(3, 1, Padding.symmetric(1)), Activation.RELU);
        }
        Path model = folder.resolve("converted.json");
        NetworkJson.write(builder.output(map).build(), model);

        assertThat(CliSession.run("map", model.toString()).out())
                .containsPattern("(?m)^a +image +16x16x4")
                .containsPattern("(?m)^c +conv2d_1 +16x16x8")
                .doesNotContain("BiasAdd");
        Path drawing = folder.resolve("map.svg");
        CliSession.run("report", model.toString(), "--svg", drawing.toString());
        assertThat(text(page(model.toString())))
                .contains("conv2d_1 net_1/conv2d_1/Relu;net_1/conv2d_1/BiasAdd;net_1/conv2d_2/Conv2D 16x16x8")
                .contains("laid over image: D = ");
        assertThat(Files.readString(drawing))
                .contains(">conv2d_1</text>")
                .contains("<title>net_1/conv2d_1/Relu;net_1/conv2d_1/BiasAdd;net_1/conv2d_2/Conv2D 16x16x8, ");
    }

    @Test
    void whatWasNotDoneIsSaid() throws IOException {
        assertThat(text(page("dncnn:24x20"))).contains("replay: no word lost", "was not replayed");
    }

    @Test
    void aReviewerFindsEverything() throws IOException {
        String text = text(page("camera-face", "--machine", "reference-p8"));
        assertThat(text)
                .contains(
                        "camera-face needs 76,824 B of scratchpad on reference-p8 .",
                        "No placement of whole buffers, layer by layer, needs less.",
                        "Without overlap 115,200 B",
                        "optimal, certified (step bound)",
                        "Cycles ",
                        "Not in these bytes: weights and biases (38,936 B)",
                        "RAMB36",
                        "pJ/read",
                        "max(4,800 + max(",
                        "end(result) − end(operand) ≥ E is safe",
                        "static checker: safe",
                        "replay: no word lost",
                        "wordBits: 64",
                        "Do not take a GROUP machine for a PIXEL machine",
                        "(this report)",
                        "fold-qdq",
                        "shingle report camera-face --machine reference-p8 -o ",
                        "shingle 0.1.0",
                        "Apache ECharts 5.5.0");
    }

    @Test
    void aMachineWithoutEngineIsToldSo() throws IOException {
        assertThat(text(page("camera-face")))
                .contains("byte-pixel says nothing of an engine", "reference-p8")
                .doesNotContain("pJ/read");
    }

    @Test
    void aChainIsComparedWithTwoBuffers() throws IOException {
        assertThat(text(page("dncnn:24x20")))
                .contains(
                        "two buffers: largest even plus largest odd tensor",
                        "no overlap, planned (ping-pong-two-buffers)");
        assertThat(text(page("camera-face"))).contains("no overlap, planned (disjoint-greedy)");
    }

    @Test
    void everyEquationThatIsNamedIsThere() throws IOException {
        String page = page("camera-face");
        Matcher links = Pattern.compile("href=\"#(eq\\d+)\"").matcher(page);
        int found = 0;
        while (links.find()) {
            assertThat(page).contains("id=\"" + links.group(1) + "\"");
            found++;
        }
        assertThat(found).isGreaterThan(4);
        String model = Files.readString(Path.of("..", "docs", "model.md"));
        Matcher numbers = Pattern.compile("id=\"eq(\\d+)\"").matcher(page);
        while (numbers.find()) {
            assertThat(model).containsPattern("\\(" + numbers.group(1) + "\\)\\n");
        }
    }

    @Test
    void theSameQuestionGivesTheSamePage() throws IOException {
        assertThat(page("ds-cnn")).isEqualTo(page("ds-cnn"));
    }

    @Test
    void thePageNeedsNothingElse() throws IOException {
        String page = page("ds-cnn");
        String ours = page.replaceAll("(?s)<script type=\"text/javascript\" id=\"echarts\">.*?</script>", "");
        assertThat(ours)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains("default-src 'none'".replace("'", "&#39;"))
                .doesNotContainPattern("(?i)\\b(src|srcset|action|poster)=")
                .doesNotContainPattern("(?i)href=\"(?!#|data:,)")
                .doesNotContainPattern("(?i)@import|url\\(|fetch\\(|XMLHttpRequest|innerHTML");
    }

    @Test
    void thePictureAlone() throws Exception {
        Path file = folder.resolve("map.svg");
        CliSession session = CliSession.run("report", "camera-face", "--svg", file.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(file))));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getElementsByTagName("path").getLength())
                .as("shapes")
                .isEqualTo(2 * 19);
        assertThat(document.getDocumentElement().getTextContent())
                .contains(
                        "Overlapped",
                        "peak 76,800 B",
                        "No overlap",
                        "peak 115,200 B",
                        "lower bound 76,800 B",
                        "residual");
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void bothAtOnce() throws IOException {
        Path svg = folder.resolve("map.svg");
        Path html = folder.resolve("page.html");
        CliSession session = CliSession.run("report", "ds-cnn", "--svg", svg.toString(), "-o", html.toString());
        assertThat(session.exitCode()).isZero();
        assertThat(svg).isNotEmptyFile();
        assertThat(html).isNotEmptyFile();
    }

    @Test
    void whatDoesNotFitIsAnsweredAsByMap() {
        Path file = folder.resolve("page.html");
        CliSession session = CliSession.run("report", "camera-face", "--capacity", "76799", "-o", file.toString());
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err()).contains("does not fit: needs 76,800 B", "1 B too much");
        assertThat(file).doesNotExist();
    }

    @Test
    void theCapacityIsShown() throws IOException {
        assertThat(text(page("camera-face", "--capacity", "76800"))).contains("Capacity 76,800 B 0 B to spare");
    }

    @Test
    void aFileIsWanted() {
        CliSession session = CliSession.run("report", "camera-face");
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err()).contains("expected -o FILE").hasLineCount(1);
    }

    @Test
    void aMissingFolderIsOneLine() {
        CliSession session = CliSession.run(
                "report", "ds-cnn", "-o", folder.resolve("no/page.html").toString());
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err()).contains("its folder does not exist").hasLineCount(1);
    }

    @Test
    void theCommandLineCanBeTypedAgain() throws IOException {
        Path model = folder.resolve("my 'own' net.json");
        assertThat(CliSession.run("networks", "resnet8", "-o", model.toString()).exitCode())
                .isZero();
        assertThat(text(page(model.toString()))).contains("my &#39;\\&#39;&#39;own&#39;\\&#39;&#39; net.json&#39; -o ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--reorder", "--zero-copy-concat", "--raw"})
    void takesWhatMapTakes(String option) throws IOException {
        assertThat(text(page("resnet8", option))).contains("resnet8 needs", option);
    }
}
