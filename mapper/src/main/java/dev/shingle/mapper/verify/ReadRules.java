package dev.shingle.mapper.verify;

import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.Optional;

/**
 * Operator by operator, which elements of an operand the units read. Shapes must have passed {@link ShapeRules}.
 *
 * <p>An operand that the table of docs/model.md does not mention, such as weights that are computed, is taken to be read
 * in full by every unit.
 */
final class ReadRules {

    private ReadRules() {}

    /** Reads of operand number {@code index}. Opaque operators have no rule, their order is unknown. */
    static OperandReads of(Operation operation, int index) {
        Operator operator = operation.operator();
        Shape grid = gridOf(operation);
        TensorUse use = operation.operands().get(index);
        Shape operand = use.shape();
        if (operator instanceof Operator.Elementwise || operator instanceof Operator.Pointwise) {
            return AxisRules.broadcast(grid, operand);
        }
        if (operator instanceof Operator.Concatenation concatenation) {
            return AxisRules.concatenated(operation, index, concatenation.axis());
        }
        if (operator instanceof Operator.Pack pack) {
            return CopyReads.packed(grid, operand, pack.axis(), index);
        }
        if (index > 0) {
            return inFull(operand);
        }
        return WindowRules.of(operator, grid, operand)
                .map(OperandReads.class::cast)
                .or(() -> AxisRules.of(operator, grid, use))
                .or(() -> CopyReads.of(operator, grid, operand))
                .orElseThrow(() -> new AssertionError("no rule for the reads of " + operator));
    }

    /** The reads of a windowed operator's input, if it is one that a line buffer of so many rows can serve. */
    static Optional<SeparableReads> throughLineBuffer(Operation operation, int lineBufferRows) {
        Operator operator = operation.operator();
        long inScratchpad =
                operation.operands().stream().filter(TensorUse::isInScratchpad).count();
        boolean fits = inScratchpad == 1
                && !(operator instanceof Operator.TransposedConvolution)
                && WindowRules.window(operator)
                        .filter(window -> window.extentHeight() <= lineBufferRows)
                        .isPresent();
        return fits
                ? WindowRules.of(
                        operator, gridOf(operation), operation.operands().get(0).shape())
                : Optional.empty();
    }

    /** The shape that units are counted over: the first result's, for a split the operand's. */
    static Shape gridOf(Operation operation) {
        return operation.operator() instanceof Operator.Split
                ? operation.operands().get(0).shape()
                : operation.results().get(0).shape();
    }

    private static SeparableReads inFull(Shape operand) {
        return new SeparableReads(
                operand,
                AxisReads.all(Math.toIntExact(operand.pixels() / operand.width())),
                AxisReads.all(operand.width()),
                ChannelReads.all(operand.channels()));
    }
}
