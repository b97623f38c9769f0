package dev.shingle.mapper.order;

import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.List;

/** Which tasks read or write each buffer. */
final class BufferUsers {

    private final List<List<Integer>> users = new ArrayList<>();
    private final int[] writers;

    BufferUsers(OrderProblem problem) {
        writers = new int[problem.buffers().size()];
        problem.buffers().forEach(buffer -> users.add(new ArrayList<>()));
        for (int task = 0; task < problem.tasks().size(); task++) {
            int self = task;
            problem.tasks()
                    .get(task)
                    .reads()
                    .forEach(buffer -> users.get(buffer).add(self));
            problem.tasks().get(task).writes().forEach(buffer -> {
                users.get(buffer).add(self);
                writers[buffer]++;
            });
        }
    }

    /** Ascending. */
    int[] of(int buffer) {
        return Ints.toArray(users.get(buffer));
    }

    int writersOf(int buffer) {
        return writers[buffer];
    }
}
