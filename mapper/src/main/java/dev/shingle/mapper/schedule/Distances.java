package dev.shingle.mapper.schedule;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;

/** Where the safe distances D and E of equations (2) and (4) come from; tests put their own in. */
@FunctionalInterface
interface Distances {

    /** How close result number {@code result} may come to operand number {@code operand}. */
    Distance of(Operation operation, int operand, int result, Traversal traversal, Machine machine);
}
