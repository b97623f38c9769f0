package dev.shingle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example with which the API documentation opens is compiled and run. */
class WorkedExampleTest {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)<pre>\\{@code\\n(.*?)\\n \\* }</pre>");

    private static final List<String> IMPORTS = List.of(
            "dev.shingle.api.*",
            "dev.shingle.mapper.machine.*",
            "dev.shingle.mapper.plan.*",
            "dev.shingle.mapper.schedule.*",
            "java.util.*");

    @TempDir
    private Path folder;

    @Test
    void runsAsItStands() throws IOException, ReflectiveOperationException {
        String text = Files.readString(Path.of("src/main/java/dev/shingle/api/package-info.java"));
        Matcher example = EXAMPLE.matcher(text);
        assertThat(example.find()).isTrue();
        String body = example.group(1)
                .lines()
                .map(line -> line.replaceFirst("^ \\* ?", ""))
                .collect(Collectors.joining("\n"));
        assertThat(body).contains("Shingle.load", "check(");
        Path source = folder.resolve("Example.java");
        Files.writeString(source, sourceOf(body));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int code = compiler.run(
                null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(code).as("the compiler's messages are on standard error").isZero();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Object printed = loader.loadClass("Example").getMethod("run").invoke(null);
            assertThat(printed.toString()).contains("image at byte ", "coarse-boxes at byte ");
        } catch (InvocationTargetException e) {
            throw new AssertionError("the example fails", e.getCause());
        }
    }

    private static String sourceOf(String body) {
        return IMPORTS.stream().map(it -> "import " + it + ";\n").collect(Collectors.joining()) + """
                public class Example {
                    private static final StringBuilder PRINTED = new StringBuilder();
                    static void print(String line) { PRINTED.append(line).append('\\n'); }
                    static void check(boolean isTrue) { if (!isTrue) { throw new IllegalStateException(); } }
                    public static String run() {
                """ + body + """

                        return PRINTED.toString();
                    }
                }
                """;
    }
}
