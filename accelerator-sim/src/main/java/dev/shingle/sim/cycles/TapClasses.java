package dev.shingle.sim.cycles;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The positions of one axis of the output grid, sorted by what decides their cost: for every operand and tap, whether the
 * tap falls outside, and where in a word the position begins. A layer has few such classes however many pixels it has: an
 * image with a border has three (first, inner and last rows) where every pixel begins a word.
 *
 * <pre>
 *   residues of one class:  | tap 0 | tap 1 | tap 2 |   one after the other for each operand   | result |
 *                              -1       0       0                                                  0
 * </pre>
 */
final class TapClasses {

    private final StepWork work;
    private final boolean isRows;

    private TapClasses(StepWork work, boolean isRows) {
        this.work = work;
        this.isRows = isRows;
    }

    /** Positions that cost the same. */
    record TapClass(ImmutableIntArray residues, long count) {}

    static ImmutableList<TapClass> ofRows(StepWork work) {
        return new TapClasses(work, true).count(work.firstRow(), work.endRow());
    }

    static ImmutableList<TapClass> ofColumns(StepWork work) {
        return new TapClasses(work, false).count(0, work.columns());
    }

    /** The class of one row. */
    static ImmutableIntArray ofRow(StepWork work, int row) {
        return new TapClasses(work, true).residues(row);
    }

    /** The class of one column. */
    static ImmutableIntArray ofColumn(StepWork work, int column) {
        return new TapClasses(work, false).residues(column);
    }

    private ImmutableList<TapClass> count(int first, int end) {
        Map<ImmutableIntArray, Long> counts = new LinkedHashMap<>();
        for (int position = first; position < end; position++) {
            counts.merge(residues(position), 1L, Long::sum);
        }
        ImmutableList.Builder<TapClass> classes = ImmutableList.builder();
        counts.forEach((residues, count) -> classes.add(new TapClass(residues, count)));
        return classes.build();
    }

    private ImmutableIntArray residues(int position) {
        ImmutableIntArray.Builder residues = ImmutableIntArray.builder();
        for (OperandReads operand : work.operands()) {
            AxisTaps taps = isRows ? operand.rows() : operand.columns();
            for (int tap = 0; tap < taps.taps(); tap++) {
                int input = taps.position(position, tap);
                residues.add(input == AxisTaps.OUTSIDE ? AxisTaps.OUTSIDE : residue(operand.port(), input));
            }
        }
        return residues.add(residue(work.result(), position)).build();
    }

    private int residue(TensorPort port, int position) {
        return isRows ? port.rowResidue(position) : port.columnResidue(position);
    }
}
