package dev.shingle.mapper.machine.yaml;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.json.StrictObject;
import dev.shingle.networks.json.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;

/** Machine files: one YAML document of fixed keys, described in docs/formats.md. */
public final class MachineYaml {

    /** A machine description has a few hundred characters. */
    private static final int MAX_FILE_BYTES = 1 << 16;

    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .loaderOptions(loaderOptions())
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .stringQuotingChecker(new UnicodeQuoting())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** Next line, line and paragraph separator end a line in YAML, which the library's own rule does not know. */
    private static final class UnicodeQuoting extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1;

        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value)
                    || value.chars().anyMatch(c -> c == 0x85 || c == 0x2028 || c == 0x2029);
        }
    }

    private MachineYaml() {}

    private static LoaderOptions loaderOptions() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_FILE_BYTES);
        options.setNestingDepthLimit(20);
        options.setMaxAliasesForCollections(0);
        options.setAllowDuplicateKeys(false);
        return options;
    }

    /**
     * Reads a file.
     *
     * @throws NetworkFormatException if it is not a machine description
     * @throws IOException if it cannot be read at all
     */
    public static Machine read(Path file) throws IOException {
        return read(file.toString(), TextFile.read(file, MAX_FILE_BYTES, "line 1 column 1", "a machine description"));
    }

    /**
     * Reads text.
     *
     * @param source where it is from, for messages
     * @throws NetworkFormatException if it is not a machine description
     */
    public static Machine read(String source, String text) {
        LocatedTree.Located tree = parse(source, text);
        try {
            return MachineTree.read(StrictObject.of(tree.root(), source, ""));
        } catch (NetworkFormatException e) {
            throw new NetworkFormatException(source, tree.position(e.position()), e.found(), e.expected());
        }
    }

    private static LocatedTree.Located parse(String source, String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return LocatedTree.read(source, parser);
        } catch (JsonProcessingException e) {
            throw new NetworkFormatException(
                    source, position(e), firstLine(e.getOriginalMessage()), "a YAML machine description");
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot fail to be read", e);
        }
    }

    private static String position(JacksonException complaint) {
        var location = complaint.getLocation();
        return location == null
                ? "line 1 column 1"
                : "line " + location.getLineNr() + " column " + location.getColumnNr();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("no YAML");
    }

    /** The machine as YAML, one key a line; reading it gives an equal machine. */
    public static String write(Machine machine) {
        try {
            return new ObjectMapper(FACTORY).writeValueAsString(MachineTree.write(machine));
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree cannot fail to be written", e);
        }
    }
}
