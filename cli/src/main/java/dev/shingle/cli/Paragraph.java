package dev.shingle.cli;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;

/** Text broken at its blanks into lines of a width. A word that is longer than a line has one to itself and sticks out. */
final class Paragraph {

    private Paragraph() {}

    static ImmutableList<String> lines(String text, int columns) {
        ImmutableList.Builder<String> lines = ImmutableList.builder();
        StringBuilder line = new StringBuilder();
        for (String word : Splitter.on(' ').omitEmptyStrings().split(text)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        return lines.add(line.toString()).build();
    }

    /** Prints it behind a beginning; further lines start below the first one's text. */
    static void print(Console console, String beginning, String text) {
        String indent = " ".repeat(beginning.length());
        String start = beginning;
        for (String line : lines(text, console.columns() - beginning.length())) {
            console.out().println((start + line).stripTrailing());
            start = indent;
        }
    }
}
