package dev.shingle.mapper.order;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;

/**
 * Tasks that run at their place in every order: everything before them is a predecessor, everything behind a successor.
 *
 * <p>In an order in which the tasks can run, all earlier ones lead to a task if each of them has a successor up to there,
 * for from each a path leads on that cannot end earlier. Likewise for the later ones. Linear time.
 */
final class Cuts {

    private Cuts() {}

    static ImmutableList<Integer> of(OrderProblem problem) {
        int count = problem.tasks().size();
        int[] firstSuccessor = new int[count];
        int[] lastPredecessor = new int[count];
        Arrays.fill(firstSuccessor, count);
        for (int task = 0; task < count; task++) {
            lastPredecessor[task] = -1;
            for (int before : problem.tasks().get(task).after().asList()) {
                firstSuccessor[before] = Math.min(firstSuccessor[before], task);
                lastPredecessor[task] = Math.max(lastPredecessor[task], before);
            }
        }
        boolean[] endsThere = new boolean[count];
        int farthest = -1;
        for (int task = 0; task < count; task++) {
            endsThere[task] = farthest <= task;
            farthest = Math.max(farthest, firstSuccessor[task]);
        }
        ImmutableList.Builder<Integer> cuts = ImmutableList.builder();
        int nearest = count;
        boolean[] startsThere = new boolean[count];
        for (int task = count - 1; task >= 0; task--) {
            startsThere[task] = nearest >= task;
            nearest = Math.min(nearest, lastPredecessor[task]);
        }
        for (int task = 0; task < count; task++) {
            if (endsThere[task] && startsThere[task]) {
                cuts.add(task);
            }
        }
        return cuts.build();
    }
}
