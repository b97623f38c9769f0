package dev.shingle.mapper.machine.yaml;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.json.StrictObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * A YAML document of fixed keys, small and without references: every refusal says line and column. A machine is described
 * in one, and so is whatever machines are named in.
 */
public final class StrictYaml {

    /** Beyond this no description goes. */
    private static final int MAX_CODE_POINTS = 1 << 20;

    private static final int MAX_DEPTH = 20;

    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .loaderOptions(loaderOptions())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private StrictYaml() {}

    private static LoaderOptions loaderOptions() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CODE_POINTS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(0);
        options.setAllowDuplicateKeys(false);
        return options;
    }

    /**
     * Reads text.
     *
     * @param source where it is from, for messages
     * @param what it is, such as {@code a machine description}, for messages
     * @param reader takes what it wants from the document's object
     * @throws NetworkFormatException if it is none
     */
    public static <T> T read(String source, String text, String what, Function<StrictObject, T> reader) {
        LocatedTree.Located tree = parse(source, text, what);
        try {
            return reader.apply(StrictObject.of(tree.root(), source, ""));
        } catch (NetworkFormatException e) {
            if (!e.source().equals(source)) {
                throw e;
            }
            throw new NetworkFormatException(source, tree.position(e.position()), e.found(), e.expected());
        }
    }

    private static LocatedTree.Located parse(String source, String text, String what) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return LocatedTree.read(source, what, parser);
        } catch (JsonProcessingException e) {
            throw new NetworkFormatException(source, position(e), firstLine(e.getOriginalMessage()), what + " in YAML");
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
}
