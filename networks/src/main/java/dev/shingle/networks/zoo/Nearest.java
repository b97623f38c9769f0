package dev.shingle.networks.zoo;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;

/**
 * Names that look like a mistyped one: first those that it is the beginning of, then by edit distance, which inserts,
 * deletes or replaces one character at a time.
 */
final class Nearest {

    private Nearest() {}

    /** The closest candidates, best first; ties stay in the candidates' order. */
    static ImmutableList<String> to(String name, ImmutableList<String> candidates, int count) {
        return candidates.stream()
                .sorted(Comparator.comparing((String candidate) -> !candidate.startsWith(name))
                        .thenComparing(candidate -> distance(name, candidate)))
                .limit(count)
                .collect(toImmutableList());
    }

    /** Row by row of the table of distances between all prefixes; O(a * b) time, O(b) memory. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
