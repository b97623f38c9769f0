package dev.shingle.mapper.overlap;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;

/**
 * The least space that an operand and a result need together when they do not care about anything else: M of equation (6).
 *
 * @param words M, or max(I, O) if some traversal is free of conflicts
 * @param traversal the first of the machine's traversals that reaches it
 * @param distance D or E in that traversal
 */
public record PairBound(long words, Traversal traversal, Distance distance) {

    /** The better of the machine's traversals. */
    public static PairBound of(Operation operation, int operand, int result, Machine machine) {
        long operandWords =
                operation.operands().get(operand).layoutOn(machine.layout()).sizeWords();
        long resultWords =
                operation.results().get(result).layoutOn(machine.layout()).sizeWords();
        return best(machine.traversals(), traversal -> {
            Distance distance = SafeDistances.of(operation, operand, result, traversal, machine);
            return new PairBound(words(operandWords, resultWords, distance), traversal, distance);
        });
    }

    /** max(I + max(D, 0), O). */
    public static long words(long operandWords, long resultWords, Distance distance) {
        return Math.max(operandWords + (distance.isFree() ? 0 : Math.max(distance.words(), 0)), resultWords);
    }

    private interface ForTraversal {
        PairBound of(Traversal traversal);
    }

    private static PairBound best(ImmutableSet<Traversal> traversals, ForTraversal bounds) {
        PairBound best = bounds.of(traversals.iterator().next());
        for (Traversal traversal : traversals) {
            PairBound other = bounds.of(traversal);
            best = other.words() < best.words() ? other : best;
        }
        return best;
    }
}
