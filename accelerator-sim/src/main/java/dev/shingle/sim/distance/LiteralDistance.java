package dev.shingle.sim.distance;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.UnitListener;
import dev.shingle.sim.units.Units;

/**
 * The safe distance as docs/model.md defines it, equations (2) and (4): walk through all units and remember, at every
 * read, how far the written words reach beyond the lowest word that is read.
 *
 * <pre>
 *   forward, before some unit     result   ########........     written = 8
 *                                 operand  .....r.r........     need    = 5      written - need = 3
 *   reverse is the same picture seen from the tensors' ends
 * </pre>
 *
 * <p>Time is that of the walk, O(units * taps): seconds for a large layer, where a closed form takes a microsecond. It
 * shares nothing with the closed forms and exists to be compared with them.
 */
public final class LiteralDistance {

    private LiteralDistance() {}

    /**
     * How close {@code result} may come to {@code operand} when the whole operator runs in the given direction.
     *
     * @param operand position among the operation's operands
     * @param result position among its results
     */
    public static Distance of(Operation operation, int operand, int result, Traversal traversal, Machine machine) {
        return of(
                operation,
                operand,
                result,
                traversal,
                machine,
                OutputGrid.of(operation).allRows());
    }

    /** The same for a step that runs some rows of the grid only. */
    public static Distance of(
            Operation operation, int operand, int result, Traversal traversal, Machine machine, RowRange rows) {
        TensorLayout operandWords = operation.operands().get(operand).layoutOn(machine.layout());
        TensorLayout resultWords = operation.results().get(result).layoutOn(machine.layout());
        Gap gap = traversal == Traversal.FORWARD
                ? new ForwardGap(operand, result)
                : new ReverseGap(operand, result, operandWords.sizeWords(), resultWords.sizeWords());
        Units.enumerate(operation, machine, traversal, rows, gap);
        return gap.distance;
    }

    /** Watches one operand and one result. */
    private abstract static class Gap implements UnitListener {

        private final int operand;
        private final int result;
        private Distance distance = Distance.FREE;

        Gap(int operand, int result) {
            this.operand = operand;
            this.result = result;
        }

        @Override
        public void beginUnit(int row, int column) {}

        @Override
        public void read(int position, long firstWord, long endWord) {
            if (position == operand && written() > 0) {
                distance = distance.max(Distance.ofWords(written() - need(firstWord, endWord)));
            }
        }

        @Override
        public void write(int position, long firstWord, long endWord) {
            if (position == result) {
                extend(firstWord, endWord);
            }
        }

        abstract long written();

        abstract long need(long firstWord, long endWord);

        abstract void extend(long firstWord, long endWord);
    }

    /** Equation (2): counted from the starts. */
    private static final class ForwardGap extends Gap {

        private long written;

        ForwardGap(int operand, int result) {
            super(operand, result);
        }

        @Override
        long written() {
            return written;
        }

        @Override
        long need(long firstWord, long endWord) {
            return firstWord;
        }

        @Override
        void extend(long firstWord, long endWord) {
            written = Math.max(written, endWord);
        }
    }

    /** Equation (4): counted from the ends. */
    private static final class ReverseGap extends Gap {

        private final long operandWords;
        private final long resultWords;
        private long written;

        ReverseGap(int operand, int result, long operandWords, long resultWords) {
            super(operand, result);
            this.operandWords = operandWords;
            this.resultWords = resultWords;
        }

        @Override
        long written() {
            return written;
        }

        @Override
        long need(long firstWord, long endWord) {
            return operandWords - endWord;
        }

        @Override
        void extend(long firstWord, long endWord) {
            written = Math.max(written, resultWords - firstWord);
        }
    }
}
