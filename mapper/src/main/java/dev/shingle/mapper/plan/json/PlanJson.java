package dev.shingle.mapper.plan.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.json.StrictObject;
import dev.shingle.networks.json.TextFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The plan file, version 1: everything that is needed to replay a plan, and nothing that has to be looked up elsewhere.
 * docs/formats.md describes it field by field, {@code plan.schema.json} beside this class as a JSON Schema.
 *
 * <p>What is written is plain ASCII, and reading it gives an equal plan; only a certificate too large for a file is left
 * out. Reading is bounded, and refuses unknown, missing
 * and repeated keys; whether a plan that was read is also safe, and its certificate true, is for
 * the checkers to say.
 */
public final class PlanJson {

    /** A plan of a thousand layers has about half a million characters; the largest proof 30 millions. */
    private static final int MAX_FILE_BYTES = 1 << 26;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNameLength(1 << 10)
                            .maxStringLength(1 << 16)
                            .maxNumberLength(40)
                            .maxTokenCount(6_000_000)
                            .maxDocumentLength(MAX_FILE_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final DefaultPrettyPrinter PRINTER =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private PlanJson() {}

    /** The plan as text. */
    public static String write(MemoryPlan plan) {
        try {
            return MAPPER.writer(PRINTER).writeValueAsString(PlanWriter.write(plan)) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree cannot fail to be written", e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws NetworkFormatException if it is not a plan in this format
     * @throws IOException if it cannot be read at all
     */
    public static MemoryPlan read(Path file) throws IOException {
        return read(file.toString(), TextFile.read(file, MAX_FILE_BYTES, "/", "a plan"));
    }

    /**
     * Reads text.
     *
     * @param source where it is from, for messages
     * @throws NetworkFormatException if it is not a plan in this format
     */
    public static MemoryPlan read(String source, String text) {
        try {
            JsonNode root = MAPPER.readTree(text);
            return PlanReader.read(StrictObject.of(root, source, ""));
        } catch (JsonProcessingException e) {
            throw new NetworkFormatException(
                    source, position(e), oneLine(e.getOriginalMessage()), "well-formed JSON of a plan");
        }
    }

    private static String position(JsonProcessingException complaint) {
        var location = complaint.getLocation();
        return location == null ? "/" : "line " + location.getLineNr() + " column " + location.getColumnNr();
    }

    /** Jackson quotes what it found; what it found may be anything. */
    private static String oneLine(String message) {
        StringBuilder line = new StringBuilder();
        message.codePoints()
                .limit(160)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(line::appendCodePoint);
        return line.toString();
    }
}
