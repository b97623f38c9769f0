package dev.shingle.conformance.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.json.NetworkJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page as a reader meets it: on a wide and a narrow screen, light and dark, small graph and large. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageTest {

    private static final int MOST_BYTES = 3_000_000;
    private static final Path PICTURES = Path.of("target", "report-page");

    /** Names as a model file may bring them. */
    private static final String HOSTILE =
            "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;\u202Eevil\u0007 \uD83D\uDC19 ";

    private Map<String, Path> pages = ImmutableMap.of();
    private Chromium chromium;

    @BeforeAll
    void makePages(@TempDir Path folder) throws IOException, InterruptedException {
        Chromium.assume();
        Path model = folder.resolve("hostile.json");
        NetworkJson.write(hostile(), model);
        Path converted = folder.resolve("converted.json");
        NetworkJson.write(converted(), converted);
        pages = ImmutableMap.of(
                "small", page(folder, "small", "camera-face", "--machine", "reference-p8"),
                "chain", page(folder, "chain", "dncnn:24x20", "--machine", "circular"),
                "large", page(folder, "large", "densenet121:96x96"),
                "hostile", page(folder, "hostile", model.toString()),
                "converted", page(folder, "converted", converted.toString()));
        chromium = Chromium.start();
    }

    private static Path page(Path folder, String name, String... arguments) throws IOException, InterruptedException {
        Path page = folder.resolve(name + ".html");
        String[] all = new String[arguments.length + 3];
        all[0] = "report";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "-o";
        all[arguments.length + 2] = page.toString();
        Program.run(all);
        return page;
    }

    private static Network hostile() {
        NetworkBuilder builder = new NetworkBuilder(HOSTILE, ElementType.INT8);
        FeatureMap map = builder.input("image" + HOSTILE, Shape.hwc(16, 16, 3));
        for (int i = 0; i < 3; i++) {
            Window window = Window.square(3, 1, Padding.symmetric(1));
            map = builder.convolution("x".repeat(400) + HOSTILE + i, map, 8, window, Activation.RELU);
        }
        return builder.output(map).build();
    }

    /** Names as a converter makes them of fused layers: they begin alike, and what tells them apart is in the middle. */
    private static Network converted() {
        NetworkBuilder builder = new NetworkBuilder("converted", ElementType.INT8);
        FeatureMap map = builder.input("serving_default_input_1:0", Shape.hwc(64, 64, 8));
        for (int i = 1; i <= 14; i++) {
            String layer = "model_1/model_1/quant_conv2d_" + i;
            Window window = Window.square(3, 1, Padding.symmetric(1));
            map = builder.convolution(
                    layer + "/Relu;" + layer + "/BiasAdd;" + layer + "/Conv2D", map, 8, window, Activation.RELU);
        }
        return builder.output(map).build();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private Path page(String name) {
        return pages.getOrDefault(name, Path.of(name));
    }

    @ParameterizedTest
    @CsvSource({
        "small, LIGHT_WIDE",
        "small, DARK_WIDE",
        "small, LIGHT_NARROW",
        "small, DARK_NARROW",
        "large, LIGHT_WIDE",
        "large, DARK_NARROW",
        "chain, LIGHT_WIDE",
        "hostile, LIGHT_WIDE",
        "hostile, DARK_NARROW",
        "converted, LIGHT_WIDE",
        "converted, DARK_NARROW"
    })
    void isCalmEverywhere(String name, Screen screen) throws IOException {
        chromium.open(page(name), screen);
        chromium.keepPicture(PICTURES.resolve(name + "-" + screen.name().toLowerCase(Locale.ROOT) + ".png"));

        assertThat(chromium.complaints()).as("console").isEmpty();
        assertThat(chromium.requests()).as("network").isEmpty();
        assertThat(Files.size(page(name))).isLessThan(MOST_BYTES);
        assertThat(chromium.evaluate("document.documentElement.scrollWidth"))
                .as("width of the page")
                .isEqualTo(Integer.toString(screen.width()));
        assertThat(lines(chromium.probe("contrast")))
                .as("texts that are hard to read")
                .isEmpty();
        assertThat(lines(chromium.probe("labels"))).as("labels that meet").isEmpty();
    }

    private static List<String> lines(Object answer) {
        return String.valueOf(answer).lines().toList();
    }

    @Test
    void thereAreLabelsToMeet() {
        chromium.open(page("small"), Screen.LIGHT_WIDE);
        assertThat(chromium.evaluate("document.querySelectorAll('#map text').length > 40"))
                .isEqualTo("true");
        assertThat(chromium.evaluate("document.querySelector('#map').textContent.includes('block2-pointwise')"))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "chain", "large", "hostile"})
    void areasAreBytesTimesSteps(String name) {
        chromium.open(page(name), Screen.LIGHT_WIDE);
        List<?> areas = (List<?>) chromium.probe("areas");
        assertThat(areas).hasSizeGreaterThan(5);
        for (Object each : areas) {
            Map<?, ?> area = (Map<?, ?>) each;
            double expected = ((Number) area.get("byteSteps")).doubleValue();
            double bytes = ((Number) area.get("bytes")).doubleValue();
            double steps = ((Number) area.get("steps")).doubleValue();
            assertThat(((Number) area.get("area")).doubleValue())
                    .as("%s", area)
                    .isCloseTo(expected, within(2e-5 * bytes + 1e-4))
                    .isLessThanOrEqualTo(bytes * steps + 2e-5 * bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "small, LIGHT_WIDE",
        "small, DARK_NARROW",
        "chain, LIGHT_WIDE",
        "hostile, LIGHT_WIDE",
        "converted, LIGHT_WIDE"
    })
    void everyBufferIsReachedByPointing(String name, Screen screen) {
        chromium.open(page(name), screen);
        List<?> spots = (List<?>) chromium.probe("spots");
        assertThat(spots).hasSizeGreaterThan(5);
        for (Object each : spots) {
            Map<?, ?> spot = (Map<?, ?>) each;
            chromium.evaluate("window.scrollTo(0, " + spot.get("scroll") + ")");
            chromium.moveTo(((Number) spot.get("x")).intValue(), ((Number) spot.get("y")).intValue());
            assertThat(chromium.evaluate("document.getElementById('tip').hidden"))
                    .as("%s", spot)
                    .isEqualTo("false");
            String tip = String.valueOf(chromium.evaluate("document.getElementById('tip').innerText"));
            assertThat(tip.replaceAll("\\s+", " ")).contains(String.valueOf(spot.get("expected")));
        }
    }

    /** Where shapes are smaller than a pixel, the table leads to them. */
    @Test
    void everyBufferIsReachedFromTheTable() {
        chromium.open(page("large"), Screen.LIGHT_WIDE);
        assertThat(lines(chromium.probe("rows"))).isEmpty();
    }

    @Test
    void everythingIsReachedByKeys() {
        chromium.open(page("small"), Screen.LIGHT_WIDE);
        for (int i = 0; i < 10 && !isActive("#map"); i++) {
            chromium.press(Keys.TAB);
        }
        assertThat(isActive("#map")).isTrue();
        chromium.press(Keys.ARROW_RIGHT);
        assertThat(chromium.evaluate("document.querySelector('#tip strong').textContent"))
                .isEqualTo("image");
        chromium.press(Keys.ARROW_RIGHT);
        assertThat(chromium.evaluate("document.querySelector('#tip strong').textContent"))
                .isEqualTo("stem");
        chromium.press(Keys.ESCAPE);
        assertThat(chromium.evaluate("document.querySelector('#tip').hidden")).isEqualTo("true");
        chromium.press("+");
        assertThat(share()).isLessThan(100);
        chromium.press("0");
        assertThat(share()).isEqualTo(100);
        chromium.click("[data-zoom=in]");
        chromium.click("[data-zoom=in]");
        double closer = share();
        assertThat(closer).isLessThan(50);
        chromium.click("[data-zoom=out]");
        assertThat(share()).isGreaterThan(closer);
        assertThat(chromium.complaints()).isEmpty();
    }

    /** Labels come and go with what is in sight; none may stay behind. */
    @Test
    void labelsKeepApartHoweverTheMapIsSeen() {
        chromium.open(page("small"), Screen.LIGHT_WIDE);
        for (String zoom : new String[] {"in", "in", "in", "out", "in", "reset"}) {
            chromium.click("[data-zoom=" + zoom + "]");
            assertThat(lines(chromium.probe("labels"))).as("after %s", zoom).isEmpty();
        }
        int before = labels();
        for (Screen screen : new Screen[] {Screen.LIGHT_NARROW, Screen.DARK_WIDE}) {
            chromium.turn(screen);
            assertThat(lines(chromium.probe("labels"))).as("on %s", screen).isEmpty();
        }
        assertThat(labels()).isEqualTo(before);
    }

    private int labels() {
        return Integer.parseInt(String.valueOf(chromium.evaluate("document.querySelectorAll('#map text').length")));
    }

    private boolean isActive(String selector) {
        return chromium.evaluate("document.activeElement.matches('" + selector + "')")
                .equals("true");
    }

    /** Percent of the steps that are in sight. */
    private double share() {
        return Double.parseDouble(
                String.valueOf(
                        chromium.evaluate(
                                "(z => z.end - z.start)(echarts.getInstanceByDom(document.getElementById('map')).getOption().dataZoom[0])")));
    }

    /** A few pixels of a name are enough to know it by, however it is cut; all of it is said beside the pointer. */
    @ParameterizedTest
    @EnumSource(
            value = Screen.class,
            names = {"LIGHT_WIDE", "LIGHT_NARROW"})
    void labelsOfConvertedFilesTellBuffersApart(Screen screen) {
        chromium.open(page("converted"), screen);
        List<String> labels = lines(chromium.evaluate("echarts.getInstanceByDom(document.getElementById('map')).getZr()"
                + ".storage.getDisplayList(true).filter(each => each.type === 'tspan' && /\\d$/.test(each.style.text)"
                + " && /_/.test(each.style.text)).map(each => each.style.text).join('\\n')"));
        assertThat(labels).hasSizeGreaterThan(10).allMatch(label -> label.length() <= "quant_conv2d_14".length());
        for (int i = 1; i <= 14; i++) {
            String number = "_" + i;
            assertThat(labels.stream()
                            .filter(label -> label.endsWith(number) && !label.equals("input_1"))
                            .count())
                    .as("%s in %s", number, labels)
                    .isLessThanOrEqualTo(2);
        }
        assertThat(chromium.evaluate("document.querySelector('tr[data-buffer=\"3\"] button').textContent"))
                .isEqualTo("quant_conv2d_3");
        assertThat(String.valueOf(chromium.evaluate("document.querySelector('tr[data-buffer=\"3\"]').textContent")))
                .contains("model_1/model_1/quant_conv2d_3/Relu;model_1/model_1/quant_conv2d_3/BiasAdd;");
    }

    @ParameterizedTest
    @CsvSource({
        "small, LIGHT_WIDE, true",
        "small, DARK_NARROW, false",
        "converted, LIGHT_NARROW, false",
        "large, LIGHT_WIDE, false",
        "hostile, LIGHT_NARROW, true"
    })
    void longTablesAreFoldedWhereTheyTakeManyScreens(String name, Screen screen, boolean isOpen) {
        chromium.open(page(name), screen);
        for (String section : List.of("map-title", "layers-title")) {
            String fold = "document.querySelector('section[aria-labelledby=" + section + "] details')";
            assertThat(chromium.evaluate(fold + ".open")).as(section).isEqualTo(Boolean.toString(isOpen));
            chromium.evaluate(fold + ".querySelector('summary').click()");
            assertThat(chromium.evaluate(fold + ".open")).as(section).isEqualTo(Boolean.toString(!isOpen));
        }
        assertThat(chromium.evaluate("document.documentElement.scrollWidth"))
                .isEqualTo(Integer.toString(screen.width()));
    }

    @Test
    void namesAreNothingButNames() {
        chromium.open(page("hostile"), Screen.LIGHT_WIDE);
        assertThat(chromium.evaluate("document.querySelectorAll('img, script').length"))
                .isEqualTo("3");
        assertThat(String.valueOf(chromium.evaluate("document.querySelector('h1').textContent")))
                .contains("</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;")
                .doesNotContain("\u202E", "\u0007");
    }
}
