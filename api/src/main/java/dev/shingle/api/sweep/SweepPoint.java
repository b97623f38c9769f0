package dev.shingle.api.sweep;

import dev.shingle.api.variant.Variant;

/**
 * One configuration.
 *
 * @param index its place in the sweep
 * @param network which network
 * @param variant in which size
 * @param machine on which machine
 */
record SweepPoint(int index, int network, Variant variant, int machine) {}
