package dev.shingle.mapper.overlap;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Window;
import java.util.Optional;

/**
 * Exact safe distances between an operand and a result of one operator: D of equation (2) forward, E of equation (4) in
 * reverse. A step that runs over the whole tensor is safe at the distance and not one word closer.
 *
 * <p>Reverse is forward on the mirrored picture: rows, columns, channels and bits counted from the end. Four ways lead to
 * the same number, the first that fits is taken:
 *
 * <ol>
 *   <li>{@link ClosedForm}: windows and pixel-by-pixel operators whose words do not straddle pixels, O(1);
 *   <li>{@link SeparableDistance}: whatever reads rows, columns and channels independently, O(rows + columns + channels);
 *   <li>{@link LineBufferDistance}: windows on a machine with a line buffer, likewise;
 *   <li>{@link SweptDistance}: the rest, unit by unit.
 * </ol>
 */
public final class SafeDistances {

    private SafeDistances() {}

    /**
     * How close a result may come to an operand.
     *
     * @param operand index into the operation's operands; a constant is never in the way
     * @param result index into the operation's results
     * @return {@link Distance#FREE} if nothing of the operand is read after something of the result was written
     */
    public static Distance of(Operation operation, int operand, int result, Traversal traversal, Machine machine) {
        boolean inScratchpad = operation.operands().get(operand).isInScratchpad()
                && operation.results().get(result).isInScratchpad();
        if (!inScratchpad || operation.operator() instanceof Operator.ShapeOf) {
            return Distance.FREE;
        }
        Pair pair = Pair.of(operation, operand, result, traversal, machine);
        if (isWithoutOrder(operation, result)) {
            return Distance.ofWords(disjoint(pair));
        }
        if (machine.writeGranularity() instanceof WriteGranularity.Tensor) {
            return Distance.FREE;
        }
        if (operand == 0 && usesLineBuffer(operation, machine)) {
            return betweenBuffers(pair, LineBufferDistance.of(pair, (Reads.Separable) OperatorReads.of(pair)));
        }
        return betweenBuffers(pair, ClosedForm.of(pair).orElseGet(() -> general(pair)));
    }

    /** Equation (11): forward positions were counted from the slices' starts; in reverse they end where the buffers do. */
    private static Distance betweenBuffers(Pair pair, Distance distance) {
        return distance.isFree() || pair.isReverse()
                ? distance
                : Distance.ofWords(distance.words()
                        + pair.write().startWord()
                        - pair.read().startWord());
    }

    /** All of the result is written before any of the operand is read. */
    private static long disjoint(Pair pair) {
        TensorLayout read = pair.read();
        TensorLayout write = pair.write();
        return pair.isReverse()
                ? write.sizeWords() - write.startWord() - (read.sizeWords() - read.endWord(read.pixels() - 1))
                : write.endWord(write.pixels() - 1) - read.startWord();
    }

    /** D of equation (2). */
    public static Distance forward(Operation operation, int operand, int result, Machine machine) {
        return of(operation, operand, result, Traversal.FORWARD, machine);
    }

    /** E of equation (4). */
    public static Distance reverse(Operation operation, int operand, int result, Machine machine) {
        return of(operation, operand, result, Traversal.REVERSE, machine);
    }

    private static Distance general(Pair pair) {
        Reads reads = OperatorReads.of(pair);
        if (pair.operation().operator() instanceof Operator.Split split && pair.operand() == 0) {
            return SweptDistance.of(pair, reads, ResultWrites.part(pair, split.axis()));
        }
        return reads instanceof Reads.Separable separable
                ? SeparableDistance.of(pair, separable)
                : SweptDistance.of(pair, reads, ResultWrites.whole(pair));
    }

    /** Opaque operators, and second results of operators that the model knows with one only. */
    private static boolean isWithoutOrder(Operation operation, int result) {
        boolean splits = operation.operator() instanceof Operator.Split;
        return operation.operator() instanceof Operator.Opaque || (result > 0 && !splits);
    }

    /** Not with weights that are computed at run time: every unit reads those from the scratchpad. */
    private static boolean usesLineBuffer(Operation operation, Machine machine) {
        long inScratchpad =
                operation.operands().stream().filter(TensorUse::isInScratchpad).count();
        return inScratchpad == 1 && fitsLineBuffer(operation.operator(), machine);
    }

    private static boolean fitsLineBuffer(Operator operator, Machine machine) {
        return window(operator)
                .filter(window -> window.extentHeight() <= machine.lineBufferRows())
                .isPresent();
    }

    private static Optional<Window> window(Operator operator) {
        if (operator instanceof Operator.Convolution convolution) {
            return Optional.of(convolution.window());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return Optional.of(depthwise.window());
        }
        return operator instanceof Operator.Pool pool ? Optional.of(pool.window()) : Optional.empty();
    }
}
