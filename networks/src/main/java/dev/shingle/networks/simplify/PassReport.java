package dev.shingle.networks.simplify;

import com.google.common.collect.ImmutableList;

/**
 * What one pass did.
 *
 * @param pass its name, as {@link Simplifier#without} takes it
 * @param description one sentence that says what the pass does
 * @param changes how often it applied
 * @param details one line for each change, naming the operators of the file
 * @param enabled false if it was switched off, and so did nothing
 */
public record PassReport(
        String pass, String description, int changes, ImmutableList<String> details, boolean enabled) {}
