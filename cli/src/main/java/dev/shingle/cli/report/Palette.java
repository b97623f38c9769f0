package dev.shingle.cli.report;

import com.google.common.collect.ImmutableList;

/**
 * Colours of drawings on paper. Those of buffers are Paul Tol's scheme <em>light</em>, made to be told apart by people who
 * see colours differently, and to be written on.
 */
final class Palette {

    static final String INK = "#1c2126";
    static final String MUTED = "#59626b";
    static final String RULE = "#d9dee3";
    static final String ACCENT = "#a8323e";
    static final String PEAK = "#f3e9e4";

    private static final ImmutableList<String> BUFFERS =
            ImmutableList.of("#77aadd", "#ee8866", "#eedd88", "#44bb99", "#ffaabb", "#99ddff", "#bbcc33", "#cfc6e6");

    private Palette() {}

    static String ofBuffer(int colour) {
        return BUFFERS.get(Math.floorMod(colour, BUFFERS.size()));
    }
}
