package dev.shingle.api;

/**
 * One way to count the bytes of a network's activations.
 *
 * @param counts what is counted
 * @param bytes how many that are
 * @param reason why this differs from what a plan needs
 */
public record ByteAccount(String counts, long bytes, String reason) {}
