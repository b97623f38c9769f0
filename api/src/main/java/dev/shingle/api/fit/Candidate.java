package dev.shingle.api.fit;

import dev.shingle.api.variant.Variant;

/**
 * One size that may be the answer.
 *
 * @param label how tables call it: {@code 120x160}, or {@code 0.5}
 * @param variant what it makes of the network
 */
public record Candidate(String label, Variant variant) {}
