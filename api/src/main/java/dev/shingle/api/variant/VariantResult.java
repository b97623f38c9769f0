package dev.shingle.api.variant;

import dev.shingle.api.Model;

/** What becomes of a network when another size of it is asked for. */
public sealed interface VariantResult {

    /** The network in that size. */
    record Made(Model model) implements VariantResult {}

    /** There is none, and why, in one line. */
    record Refused(String reason) implements VariantResult {}
}
