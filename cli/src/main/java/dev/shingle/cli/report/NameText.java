package dev.shingle.cli.report;

import dev.shingle.api.picture.MemoryPicture;
import java.util.Comparator;

/** Names inside of sentences. */
final class NameText {

    private static final int MOST_CHARS = 60;

    private NameText() {}

    /** A sentence in which buffers are called by their short names. */
    static String withShortNames(String sentence, MemoryPicture picture) {
        String text = sentence;
        for (String name : picture.shortNames().keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            // What is as short already may be part of other words.
            if (name.length() > MOST_CHARS) {
                text = text.replace(name, picture.shortName(name));
            }
        }
        return text;
    }

    /** Those in converted files run to hundreds of characters; their ends tell them apart. */
    static String shortened(String name) {
        int half = MOST_CHARS / 2 - 1;
        return name.length() <= MOST_CHARS
                ? name
                : name.substring(0, half) + "\u2026" + name.substring(name.length() - half);
    }
}
