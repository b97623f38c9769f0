package dev.shingle.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Which of some names was meant by a misspelt one: the one with the fewest typing errors (a letter missing, added, changed,
 * or two neighbours swapped), if these are few for the length of the word. O(length squared) for each name.
 */
final class NearestName {

    private NearestName() {}

    static Optional<String> to(String misspelt, Collection<String> names) {
        String word = misspelt.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> errors(word, name) <= Math.min(word.length(), name.length()) / 3)
                .min(Comparator.comparingInt(name -> errors(word, name)));
    }

    /** Optimal string alignment distance; only the three newest rows of the table are kept. */
    static int errors(String typed, String meant) {
        int[] twoAbove = new int[meant.length() + 1];
        int[] above = new int[meant.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= typed.length(); row++) {
            int[] current = new int[meant.length() + 1];
            current[0] = row;
            for (int column = 1; column < current.length; column++) {
                int changed = typed.charAt(row - 1) == meant.charAt(column - 1) ? 0 : 1;
                current[column] =
                        Math.min(above[column - 1] + changed, 1 + Math.min(above[column], current[column - 1]));
                if (areSwapped(typed, row, meant, column)) {
                    current[column] = Math.min(current[column], twoAbove[column - 2] + 1);
                }
            }
            twoAbove = above;
            above = current;
        }
        return above[meant.length()];
    }

    private static boolean areSwapped(String typed, int row, String meant, int column) {
        return row > 1
                && column > 1
                && typed.charAt(row - 1) == meant.charAt(column - 2)
                && typed.charAt(row - 2) == meant.charAt(column - 1);
    }
}
