package dev.shingle.mapper.place.search;

import com.google.common.collect.ImmutableSet;

/** What makes the complete search fast; each can be left out to see what it brings. */
public enum Trick {

    /** Cases that a refutation does not rest on are not tried ({@link OrderSearch}). */
    JUMPING_BACK,

    /** The pair with the least room is decided first, instead of any. */
    TIGHTEST_FIRST,

    /** Time is cut where one buffer is live, and the parts are searched one after the other ({@link CutSearch}). */
    CUTS,

    /** Runs of a few steps are refuted before the whole is tried. */
    WINDOWS;

    public static final ImmutableSet<Trick> ALL = ImmutableSet.copyOf(values());
}
