package dev.shingle.networks.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shingle.networks.NetworkFormatException;

/**
 * How JSON is read and written here.
 *
 * <p>Reading is bounded: a quarter of the heap for the whole text, so that what is built from it has room too, and
 * small limits for everything that a sane network never has. Writing gives plain ASCII and the shortest decimal form of
 * every number, and so the same bytes on every platform and Java version.
 */
final class JsonText {

    /** The deepest value is a padding: document, layers, layer, operator, padding. */
    private static final int MAX_DEPTH = 16;

    /** Names and base64 text that is not read as a stream. */
    private static final int MAX_STRING_CHARS = 1 << 16;

    private static final int MAX_NUMBER_CHARS = 40;

    /** Keys and values of the whole text. A network with ten thousand output channels has about fifty thousand. */
    private static final long MAX_TOKENS = 4_000_000;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNameLength(MAX_STRING_CHARS)
                            .maxStringLength(MAX_STRING_CHARS)
                            .maxNumberLength(MAX_NUMBER_CHARS)
                            .maxTokenCount(MAX_TOKENS)
                            .maxDocumentLength(Runtime.getRuntime().maxMemory() / 4)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private JsonText() {}

    /** Turns a complaint of the JSON parser into a refusal with line and column. */
    static NetworkFormatException refusal(String source, JsonProcessingException complaint) {
        String found = StrictObject.shorten(complaint.getOriginalMessage(), 160);
        String expected = complaint instanceof StreamConstraintsException
                ? "a network within the reader's limits (the text may fill a quarter of the heap)"
                : "well-formed JSON without repeated keys";
        return new NetworkFormatException(source, position(complaint), found, expected);
    }

    private static String position(JsonProcessingException complaint) {
        var location = complaint.getLocation();
        return location == null ? "/" : "line " + location.getLineNr() + " column " + location.getColumnNr();
    }
}
