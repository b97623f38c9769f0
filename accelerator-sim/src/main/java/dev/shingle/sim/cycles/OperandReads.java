package dev.shingle.sim.cycles;

/**
 * How a step reads one operand from the scratchpad.
 *
 * @param port the operand's words
 * @param rows rows under the taps of an output row
 * @param columns columns under the taps of an output column
 */
record OperandReads(TensorPort port, AxisTaps rows, AxisTaps columns) {}
