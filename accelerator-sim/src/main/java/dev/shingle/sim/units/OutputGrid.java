package dev.shingle.sim.units;

import com.google.common.math.IntMath;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;

/**
 * The grid over which an operator's units are laid out: rows counted over the batch, columns, channels. It is that of the
 * first result, except for a split, which runs over its operand.
 */
public record OutputGrid(int rows, int columns, int channels) {

    /** Grid of an operation. */
    public static OutputGrid of(Operation operation) {
        boolean isSplit = operation.operator() instanceof Operator.Split;
        return of((isSplit ? operation.operands() : operation.results()).get(0).shape());
    }

    /** Grid of a tensor. */
    public static OutputGrid of(Shape shape) {
        return new OutputGrid(IntMath.checkedMultiply(shape.batch(), shape.height()), shape.width(), shape.channels());
    }

    /** Every row of the grid: a step that runs the whole operator. */
    public RowRange allRows() {
        return new RowRange(0, rows);
    }
}
