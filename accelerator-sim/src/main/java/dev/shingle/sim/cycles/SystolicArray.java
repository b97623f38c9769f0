package dev.shingle.sim.cycles;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import dev.shingle.mapper.machine.Engine.Dataflow;
import java.math.RoundingMode;

/**
 * An array of R x C multipliers through which operands move one step a cycle. A product larger than the array is cut into
 * folds (docs/simulator.md, equations 1 to 6):
 *
 * <pre>
 *                        folds F                   streamed T    a fold alone S
 *   output-stationary    ceil(M/R) * ceil(N/C)     K             2R + C + K - 3
 *   weight-stationary    ceil(K/R) * ceil(N/C)     M             2R + C + M - 2
 * </pre>
 *
 * Operands enter skewed, one row (column) a cycle later than the one before; results of an output-stationary fold leave
 * through the R rows, weights of a weight-stationary one enter through them.
 *
 * @param rows R
 * @param columns C
 * @param dataflow what stays in the array
 */
public record SystolicArray(long rows, long columns, Dataflow dataflow) {

    public SystolicArray {
        checkArgument(rows >= 1 && columns >= 1, "an array of %s x %s", rows, columns);
    }

    /** How often the array is filled. */
    public long folds(Gemm gemm) {
        long down = dataflow == Dataflow.OUTPUT_STATIONARY ? gemm.pixels() : gemm.window();
        long tiles = Math.multiplyExact(ceilDiv(down, rows), ceilDiv(gemm.filters(), columns));
        return Math.multiplyExact(tiles, gemm.repeats());
    }

    /** Cycles in which a fold multiplies on some lane of a row: T. */
    public long streamed(Gemm gemm) {
        return dataflow == Dataflow.OUTPUT_STATIONARY ? gemm.window() : gemm.pixels();
    }

    /** SCALE-Sim v2's total: fold after fold, counted to the last cycle's number from 0. */
    public long scaleSimCycles(Gemm gemm) {
        return Math.multiplyExact(folds(gemm), scaleSimFold(gemm)) - 1;
    }

    /** Clock edges of a fold as SCALE-Sim v2 counts them: draining an output-stationary array is not. */
    private long scaleSimFold(Gemm gemm) {
        return dataflow == Dataflow.OUTPUT_STATIONARY
                ? rows + columns + gemm.window() - 2
                : 2 * rows + columns + gemm.pixels() - 2;
    }

    /** Clock edges from the first operand of a fold to its last result: S. */
    public long foldCycles(Gemm gemm) {
        return dataflow == Dataflow.OUTPUT_STATIONARY
                ? 2 * rows + columns + gemm.window() - 3
                : 2 * rows + columns + gemm.pixels() - 2;
    }

    /** Fold after fold. */
    public long serialCycles(Gemm gemm) {
        return Math.multiplyExact(folds(gemm), foldCycles(gemm));
    }

    /** A fold starts when the one before has been streamed, and the rows have passed its results or weights. */
    public long pipelinedCycles(Gemm gemm) {
        long cadence = Math.max(streamed(gemm), rows);
        return Math.addExact(Math.multiplyExact(folds(gemm) - 1, cadence), foldCycles(gemm));
    }

    private static long ceilDiv(long dividend, long divisor) {
        return LongMath.divide(dividend, divisor, RoundingMode.CEILING);
    }
}
