package dev.shingle.sim.cycles;

import com.google.common.collect.ImmutableList;
import java.util.LongSummaryStatistics;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A step as the loops of the engine see it.
 *
 * <pre>
 *   for row in [firstRow, endRow), column in [0, columns):
 *     for group in groups:
 *       for operand, row tap, column tap, run of the group's reads:   fetch, issue
 *       write the group
 * </pre>
 *
 * @param firstRow first row of the output grid
 * @param endRow behind the last one
 * @param columns columns of the grid
 * @param operands what is read from the scratchpad
 * @param result what is written
 * @param groups what is computed between two writes of a pixel, ascending
 * @param isMultiplying weights are multiplied; otherwise lanes work one channel each
 * @param weightBytesPerIssue weights that the array takes in a cycle
 * @param outputPasses how often a group goes through the output stage
 * @param isStreamed a line buffer reads every word of the operand once
 */
record StepWork(
        int firstRow,
        int endRow,
        int columns,
        ImmutableList<OperandReads> operands,
        TensorPort result,
        ImmutableList<OutputGroup> groups,
        boolean isMultiplying,
        long weightBytesPerIssue,
        int outputPasses,
        boolean isStreamed) {

    /** Multiplications of an element with a weight. */
    long macs() {
        if (!isMultiplying) {
            return 0;
        }
        OperandReads operand = operands.get(0);
        long taps = Math.multiplyExact(hits(operand.rows(), firstRow, endRow), hits(operand.columns(), 0, columns));
        long macsPerTap = groups.stream()
                .flatMap(group -> group.reads().get(0).stream())
                .mapToLong(ReadRun::macs)
                .sum();
        return Math.multiplyExact(taps, macsPerTap);
    }

    private static long hits(AxisTaps taps, int first, int end) {
        return positions(taps, first, end).count();
    }

    /** Accesses that bring in everything from the first to the last pixel under a tap, once. */
    long streamedAccesses() {
        OperandReads operand = operands.get(0);
        LongSummaryStatistics rows = positions(operand.rows(), firstRow, endRow).summaryStatistics();
        LongSummaryStatistics inRow = positions(operand.columns(), 0, columns).summaryStatistics();
        if (rows.getCount() == 0 || inRow.getCount() == 0) {
            return 0;
        }
        long rowPixels = operand.port().rowPixels();
        return operand.port()
                .streamedAccesses(
                        rows.getMin() * rowPixels + inRow.getMin(), rows.getMax() * rowPixels + inRow.getMax());
    }

    private static LongStream positions(AxisTaps taps, int first, int end) {
        return IntStream.range(first, end)
                .flatMap(output -> IntStream.range(0, taps.taps()).map(tap -> taps.position(output, tap)))
                .filter(position -> position != AxisTaps.OUTSIDE)
                .asLongStream();
    }
}
