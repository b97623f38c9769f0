package dev.shingle.networks.format;

import com.google.common.base.CharMatcher;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Unique names. Files may leave names out or give one twice; such names get {@code #index} behind them, and yet another
 * {@code #} as long as somebody else is called so.
 */
public final class TensorNames {

    private static final int MOST_SHOWN = 80;
    private static final CharMatcher HARMFUL = CharMatcher.javaIsoControl()
            .or(CharMatcher.inRange('\u2028', '\u202e'))
            .or(CharMatcher.inRange('\u2066', '\u2069'));

    private final String[] names;
    private final Set<String> taken;

    /** Takes the names as the file has them. */
    public TensorNames(String[] stored) {
        names = new String[stored.length];
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            names[i] = printable(stored[i]);
            counts.merge(names[i], 1, Integer::sum);
        }
        taken = new HashSet<>(counts.keySet());
        for (int i = 0; i < names.length; i++) {
            if (names[i].isBlank() || counts.getOrDefault(names[i], 0) > 1) {
                names[i] = unique((names[i].isBlank() ? "tensor" : names[i]) + "#" + i);
            }
        }
    }

    /** How many names were taken over from the file. */
    public int count() {
        return names.length;
    }

    public String of(int tensor) {
        return names[tensor];
    }

    /** The wish, or something like it that nobody has. */
    public String unique(String wish) {
        String name = wish;
        while (!taken.add(name)) {
            name = name + "#";
        }
        return name;
    }

    /** Names end up on terminals, where control characters, and those that turn the direction of writing, can do harm. */
    public static String printable(String name) {
        return HARMFUL.replaceFrom(name, '_');
    }

    /** For messages, which are one line. */
    public static String brief(String name) {
        return name.length() <= MOST_SHOWN ? name : name.substring(0, MOST_SHOWN) + "...";
    }
}
