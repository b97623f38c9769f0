package dev.shingle.skipreport;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** The things that a test may need and a machine may lack, each with how to get it. */
record Capabilities(ImmutableSortedMap<String, String> howToGet) {

    static Capabilities known() {
        Properties lines = new Properties();
        try (Reader reader = Resources.asCharSource(
                        Resources.getResource(Capabilities.class, "capabilities.properties"), StandardCharsets.UTF_8)
                .openStream()) {
            lines.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ImmutableSortedMap.Builder<String, String> howToGet = ImmutableSortedMap.naturalOrder();
        lines.stringPropertyNames().forEach(word -> howToGet.put(word, lines.getProperty(word)));
        return new Capabilities(howToGet.buildOrThrow());
    }

    /** Which capability this reason for a skip names; the first in alphabetical order if there are several. */
    Optional<String> namedBy(String reason) {
        return howToGet.keySet().stream().filter(word -> names(reason, word)).findFirst();
    }

    private static boolean names(String reason, String word) {
        return Pattern.compile("\\b" + Pattern.quote(word) + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(reason)
                .find();
    }

    /** Reads {@code shared,verilator}; a word that is not known is refused, or a typing error would require nothing. */
    ImmutableSet<String> required(String list) {
        ImmutableSet<String> words = ImmutableSet.copyOf(
                Splitter.on(',').trimResults().omitEmptyStrings().split(list));
        for (String word : words) {
            if (!howToGet.containsKey(word)) {
                throw new IllegalArgumentException(
                        "-Drequire names '" + word + "'; known capabilities: " + String.join(", ", howToGet.keySet()));
            }
        }
        return words;
    }
}
