package dev.shingle.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Texts that lie beside the classes. */
final class BundledText {

    /** That of the root pom. */
    static final String ECHARTS_VERSION = "5.5.0";

    private static final String ECHARTS = "META-INF/resources/webjars/echarts/" + ECHARTS_VERSION + "/echarts.min.js";

    private BundledText() {}

    /** A file of this package's folder. */
    static String own(String name) {
        return read("dev/shingle/cli/report/" + name);
    }

    /** Apache ECharts, minified, with its licence's notice at the top. */
    static String echarts() {
        String script = read(ECHARTS);
        if (script.contains("</script")) {
            throw new AssertionError("ECharts would end its own script element");
        }
        return script;
    }

    private static String read(String path) {
        try (InputStream file = BundledText.class.getClassLoader().getResourceAsStream(path)) {
            if (file == null) {
                throw new AssertionError("not on the class path: " + path);
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
