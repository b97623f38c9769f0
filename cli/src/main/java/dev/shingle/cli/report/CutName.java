package dev.shingle.cli.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is left of a name where there is little room: its start, its end, both, or what follows a sign between words. A reader
 * takes the ellipsis for anything; so that cut is best which no other name could be meant by.
 *
 * <pre>
 *   block1-depthwise      block1-dep\u2026        Conv2d_1_depthwise     \u2026_1_depth\u2026
 *   quant_conv2d_11       quan\u2026_11           Conv2d_11_depthwise    \u2026_11_dept\u2026
 * </pre>
 *
 * @param front of the name, or empty
 * @param inner of the name's middle, or empty
 * @param back of the name, or empty
 */
record CutName(String front, String inner, String back) {

    private static final String ELLIPSIS = "\u2026";
    private static final String SIGNS = "_-./ ";
    private static final int FEWEST_LETTERS = 2;
    private static final int LETTERS_FOR_CLARITY = 3;
    private static final int MOST_MEANT = 3;

    /** As much of a name as so many letters hold; empty if that could mean more than a few of all the names. */
    static String within(String name, int letters, Collection<String> all) {
        if (name.length() <= letters) {
            return name;
        }
        String best = "";
        long fewest = MOST_MEANT + 1;
        for (int kept = letters - 1; kept >= Math.max(FEWEST_LETTERS, letters - 1 - LETTERS_FOR_CLARITY); kept--) {
            for (CutName cut : ofLength(name, kept)) {
                long meant = cut.text().length() > letters
                        ? Long.MAX_VALUE
                        : all.stream().filter(cut::mayMean).count();
                if (meant < fewest) {
                    best = cut.text();
                    fewest = meant;
                }
            }
            if (fewest <= 1) {
                return best;
            }
        }
        return best;
    }

    private static List<CutName> ofLength(String name, int kept) {
        List<CutName> cuts = new ArrayList<>();
        int end = name.length();
        cuts.add(new CutName(name.substring(0, kept), "", ""));
        cuts.add(new CutName(name.substring(0, (kept + 1) / 2), "", name.substring(end - kept / 2)));
        for (int i = 1; i + kept < end; i++) {
            if (SIGNS.indexOf(name.charAt(i)) >= 0) {
                cuts.add(new CutName("", name.substring(i, i + kept), ""));
            }
        }
        cuts.add(new CutName("", "", name.substring(end - kept)));
        return cuts;
    }

    private boolean mayMean(String name) {
        return name.startsWith(front) && name.endsWith(back) && name.contains(inner);
    }

    private String text() {
        return front + ELLIPSIS + (inner.isEmpty() ? "" : inner + ELLIPSIS) + back;
    }
}
