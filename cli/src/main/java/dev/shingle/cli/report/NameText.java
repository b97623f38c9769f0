package dev.shingle.cli.report;

import dev.shingle.api.picture.MemoryPicture;
import java.util.Collection;
import java.util.Comparator;

/** Names inside of sentences. */
final class NameText {

    private static final int MOST_CHARS = 60;

    private NameText() {}

    /**
     * As much of a name as there is room for so many letters: without its end, its middle or its start, whichever comes first
     * and tells it from the others when they are cut likewise.
     */
    static String within(String name, int letters, Collection<String> all) {
        if (name.length() <= letters) {
            return name;
        }
        int kept = Math.max(1, letters - 1);
        for (int front : new int[] {kept, (kept + 1) / 2, 0}) {
            String cut = cut(name, kept, front);
            if (all.stream().noneMatch(other -> !other.equals(name) && cut(other, kept, front).equals(cut))) {
                return cut;
            }
        }
        return cut(name, kept, kept);
    }

    private static String cut(String name, int kept, int front) {
        return name.length() <= kept + 1
                ? name
                : name.substring(0, front) + "\u2026" + name.substring(name.length() - (kept - front));
    }

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
