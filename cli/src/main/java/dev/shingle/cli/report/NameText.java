package dev.shingle.cli.report;

/** Names inside of sentences. */
final class NameText {

    private static final int MOST_CHARS = 60;

    private NameText() {}

    /** As much of a name's start and end as there is room for so many letters. */
    static String within(String name, int letters) {
        if (name.length() <= letters) {
            return name;
        }
        int front = Math.max(1, letters / 2);
        return name.substring(0, front) + "\u2026" + name.substring(name.length() - Math.max(0, letters - 1 - front));
    }

    /** Those in converted files run to hundreds of characters; their ends tell them apart. */
    static String shortened(String name) {
        int half = MOST_CHARS / 2 - 1;
        return name.length() <= MOST_CHARS
                ? name
                : name.substring(0, half) + "\u2026" + name.substring(name.length() - half);
    }
}
