package dev.shingle.cli.report;

import com.google.common.collect.ImmutableList;

/**
 * How a report came about.
 *
 * @param commandLine what was typed
 * @param versions of the program, and the commit it was built from if that is known
 */
public record Provenance(String commandLine, ImmutableList<String> versions) {}
