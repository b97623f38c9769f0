package dev.shingle.api.fit;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * Sizes that may be the answer, from the smallest one up.
 *
 * @param rule which ones they are, in words
 * @param candidates the sizes
 * @param current the network as it is, if it is among them
 */
public record Ladder(String rule, ImmutableList<Candidate> candidates, Optional<Candidate> current) {}
