package dev.shingle.mapper.place.sections;

/** What makes the search fast. Each can be switched off; the answers stay right without any of them. */
public enum Trick {
    /** Start again, with another order, after a number of nodes that follows Luby's sequence. */
    RESTARTS,
    /** Solve parts of time that share no unplaced buffer each for itself. */
    DECOMPOSITION,
    /** In every section: what cannot start lower, and what lies above it, must fit below the capacity. */
    SUFFIX_SUMS,
    /** A buffer under which not enough can lie has to move up. */
    NOT_FIRST,
    /** No buffer may hang over a hole that an unplaced one would fill. */
    HOLES,
    /** Parts that failed once are not searched again, not even after a restart. */
    FAILURE_CACHE,
    /** Of several lowest sections take the one with the fewest candidates, not the one with the least slack. */
    FEWEST_FIRST,
    /** Prefer sections in which the search failed often, across restarts. */
    WEIGHTS,
    /** A buffer that conflicts with everything that remains goes to the bottom. */
    FULL_WIDTH,
    /** Of buffers that are alike only the first is tried. */
    TWINS,
    /** Take turns with several orders; otherwise the widest comes first, always. */
    SEVERAL_ORDERS,
    /** Disturb the orders at random after the first round; without it restarts repeat themselves. */
    NOISE
}
