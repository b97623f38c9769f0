package dev.shingle.cli.report;

/** Names inside of sentences. */
final class NameText {

    private static final int MOST_CHARS = 60;

    private NameText() {}

    /** Those in converted files run to hundreds of characters; their ends tell them apart. */
    static String shortened(String name) {
        int half = MOST_CHARS / 2 - 1;
        return name.length() <= MOST_CHARS
                ? name
                : name.substring(0, half) + "\u2026" + name.substring(name.length() - half);
    }
}
