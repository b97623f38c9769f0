package dev.shingle.api.picture;

/**
 * A corner of an outline.
 *
 * @param step time, in steps: 2.25 is a quarter through step 2
 * @param bytes address
 */
public record Point(double step, double bytes) {}
