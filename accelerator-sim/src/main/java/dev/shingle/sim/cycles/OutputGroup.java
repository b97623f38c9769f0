package dev.shingle.sim.cycles;

import com.google.common.collect.ImmutableList;

/**
 * What is computed between two writes of a pixel.
 *
 * @param reads for each operand, what is read of every pixel under a tap
 * @param firstChannel first channel of the result that is written
 * @param endChannel behind the last one
 * @param parts output groups of the engine that leave through the output stage
 */
record OutputGroup(ImmutableList<ImmutableList<ReadRun>> reads, int firstChannel, int endChannel, int parts) {}
