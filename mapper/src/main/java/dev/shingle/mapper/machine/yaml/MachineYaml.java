package dev.shingle.mapper.machine.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.json.TextFile;
import java.io.IOException;
import java.nio.file.Path;

/** Machine files: one YAML document of fixed keys, described in docs/formats.md. */
public final class MachineYaml {

    /** A machine description has a few hundred characters. */
    private static final int MAX_FILE_BYTES = 1 << 16;

    private static final String WHAT = "a machine description";

    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .stringQuotingChecker(new UnicodeQuoting())
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

    /**
     * Reads a file.
     *
     * @throws NetworkFormatException if it is not a machine description
     * @throws IOException if it cannot be read at all
     */
    public static Machine read(Path file) throws IOException {
        return read(file.toString(), TextFile.read(file, MAX_FILE_BYTES, "line 1 column 1", WHAT));
    }

    /**
     * Reads text.
     *
     * @param source where it is from, for messages
     * @throws NetworkFormatException if it is not a machine description
     */
    public static Machine read(String source, String text) {
        return StrictYaml.read(source, text, WHAT, MachineTree::read);
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
