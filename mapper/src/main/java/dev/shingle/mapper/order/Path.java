package dev.shingle.mapper.order;

import org.jspecify.annotations.Nullable;

/** Tasks in the order in which they ran, the last one first; states share their beginnings. */
record Path(int task, @Nullable Path before) {

    static int[] toArray(@Nullable Path last, int count) {
        int[] tasks = new int[count];
        Path path = last;
        for (int i = count - 1; i >= 0 && path != null; i--) {
            tasks[i] = path.task();
            path = path.before();
        }
        return tasks;
    }
}
