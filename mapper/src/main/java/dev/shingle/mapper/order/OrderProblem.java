package dev.shingle.mapper.order;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Distance;

/**
 * Tasks that run one after another, and the buffers that they read and write.
 *
 * @param tasks in some order in which they can run
 * @param buffers what is read and written, in any order
 * @param overlaps how close a result may come to an operand that dies
 * @param machine whose directions, addresses and alignment count
 */
public record OrderProblem(
        ImmutableList<Task> tasks, ImmutableList<Storage> buffers, Overlaps overlaps, Machine machine) {

    /**
     * One step.
     *
     * @param after tasks that must have run before
     * @param reads buffers that it reads, each once
     * @param writes buffers that it writes, each once, none of those that it reads
     */
    public record Task(ImmutableIntArray after, ImmutableIntArray reads, ImmutableIntArray writes) {}

    /**
     * A buffer.
     *
     * @param sizeWords its size
     * @param isInput it is filled before the first task; if nobody reads it, it is live during the first task all the same
     * @param isOutput it is kept to the end
     */
    public record Storage(long sizeWords, boolean isInput, boolean isOutput) {}

    /** Where the safe distances come from. */
    @FunctionalInterface
    public interface Overlaps {

        /** How close the result may come to the operand if the operand dies at this task. */
        Distance of(int task, int operand, int result, Traversal traversal);
    }

    public OrderProblem {
        for (int task = 0; task < tasks.size(); task++) {
            for (int before : tasks.get(task).after().asList()) {
                checkArgument(before >= 0 && before < task, "task %s waits for task %s", task, before);
            }
        }
    }
}
