package dev.shingle.conformance.runtimes;

import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.ElementType;

/**
 * Kinds of layers whose results are known not to be the runtimes'. None today.
 */
final class KnownDifferences {

    private static final ImmutableSet<String> KINDS = ImmutableSet.of();

    private KnownDifferences() {}

    static boolean contain(String kind) {
        return KINDS.contains(kind);
    }

    /** Percent of networks: sums of 16-bit numbers. */
    static int mostPercentRefused(ElementType type) {
        return type == ElementType.INT16 ? 5 : 0;
    }
}
