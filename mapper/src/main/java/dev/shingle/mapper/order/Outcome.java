package dev.shingle.mapper.order;

import java.util.Optional;

/**
 * What a search in one block gives.
 *
 * @param order an order whose peak is below the ceiling, if one was found
 * @param peakWords its peak, or the ceiling
 * @param lowerBoundWords the block's peak in any order, or what is allowed anyway
 * @param moves how often a task was tried on a set of tasks
 */
record Outcome(Optional<int[]> order, long peakWords, long lowerBoundWords, long moves) {}
