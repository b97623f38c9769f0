package dev.shingle.sim.kernels.integer;

import dev.shingle.sim.kernels.window.WindowRows;
import java.util.Arrays;

/** Rows of integers, however they are read. */
public interface IntegerRows extends WindowRows.Numbers<int[]> {

    int padding();

    @Override
    default int[][] rows(int count) {
        return new int[count][];
    }

    @Override
    default int[] row(int length) {
        return new int[length];
    }

    @Override
    default void fill(int[] row, int from, int end) {
        Arrays.fill(row, from, end, padding());
    }

    @Override
    default void spread(int[] from, int count, int copies, int[] into, int at) {
        int next = at;
        for (int i = 0; i < count; i++) {
            Arrays.fill(into, next, next + copies, from[i]);
            next += copies;
        }
    }
}
