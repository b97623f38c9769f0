package dev.shingle.cli;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import picocli.CommandLine.IVersionProvider;

/**
 * Which program this is: version and commit. The launcher gives its build the commit, other builds ask git; where there was
 * no repository to ask, the commit is the one that {@code git archive} wrote into a file, and where there is none either, it
 * is not known.
 *
 * @param version as in the POM
 * @param commit abbreviated, or {@code unknown}
 */
record ProgramVersion(String version, String commit) {

    private static final String UNKNOWN = "unknown";

    /** Made by Maven from a template; a build that fills in nothing leaves its placeholders. */
    static ProgramVersion current() {
        Properties build = new Properties();
        try {
            build.load(new StringReader(resource("build.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Optional<String> commit = Stream.of(
                        resource("commit.txt"), build.getProperty("commit", ""), resource("archived-commit.txt"))
                .flatMap(text -> filledIn(text).stream())
                .findFirst();
        return new ProgramVersion(filledIn(build.getProperty("version", "")).orElse(UNKNOWN), commit.orElse(UNKNOWN));
    }

    static Optional<String> filledIn(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() || stripped.contains("$") || stripped.equals(UNKNOWN)
                ? Optional.empty()
                : Optional.of(stripped);
    }

    private static String resource(String name) {
        URL url = ProgramVersion.class.getResource(name);
        try {
            return url == null ? "" : Resources.toString(url, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code shingle 0.1.0 (commit 0123abcd)}. */
    String line() {
        return "shingle " + version + " (commit " + commit + ")";
    }

    /** Where it runs. */
    static String surroundings() {
        Runtime runtime = Runtime.getRuntime();
        return String.format(
                Locale.ROOT,
                "Java %s (%s), %s %s, %d cores, heap of up to %,d MiB",
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                runtime.availableProcessors(),
                runtime.maxMemory() >> 20);
    }

    /** For picocli. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {current().line(), surroundings()};
        }
    }
}
