package dev.shingle.mapper.overlap;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;

/**
 * Legal distances between the starts of a dying operand x and a result y, as in equation (9): one of the two must hold.
 *
 * <pre>
 *    start(x) - start(y) >= resultBelowOperand         or        start(y) - start(x) >= operandBelowResult
 * </pre>
 *
 * <p>Forward, y below x costs D instead of size(y); in reverse, x below y costs I + E - O instead of size(x). Values may be
 * negative, and {@link #FREE} always holds: the two may lie anywhere. Never add to a FREE clearance; {@link #isFree} tells.
 *
 * @param resultBelowOperand least start(x) - start(y), in words
 * @param operandBelowResult least start(y) - start(x), in words
 */
public record Clearances(long resultBelowOperand, long operandBelowResult) {

    /** Below every difference of two offsets. */
    public static final long FREE = Long.MIN_VALUE;

    /** Clearances of two buffers that share nothing. */
    public static Clearances disjoint(long operandWords, long resultWords) {
        return new Clearances(resultWords, operandWords);
    }

    /** Clearances when the operation runs in the given traversal. */
    public static Clearances of(Operation operation, int operand, int result, Traversal traversal, Machine machine) {
        long operandWords =
                operation.operands().get(operand).layoutOn(machine.layout()).sizeWords();
        long resultWords =
                operation.results().get(result).layoutOn(machine.layout()).sizeWords();
        return of(
                operandWords, resultWords, traversal, SafeDistances.of(operation, operand, result, traversal, machine));
    }

    /** Clearances for a distance that is known already. */
    public static Clearances of(long operandWords, long resultWords, Traversal traversal, Distance distance) {
        return switch (traversal) {
            case FORWARD -> new Clearances(distance.isFree() ? FREE : distance.words(), operandWords);
            case REVERSE ->
                new Clearances(resultWords, distance.isFree() ? FREE : operandWords + distance.words() - resultWords);
        };
    }

    /** No offset is in conflict. */
    public boolean isFree() {
        return resultBelowOperand == FREE || operandBelowResult == FREE;
    }
}
