package dev.shingle.sim.kernels.integer;

import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.window.WindowRows;
import java.util.Arrays;

/** Rows of integers: stored numbers less the zero point, so that padding of real zeros is 0. */
record WindowNumbers(ElementSource source, int zeroPoint, int padding) implements WindowRows.Numbers<int[]> {

    @Override
    public int[][] rows(int count) {
        return new int[count][];
    }

    @Override
    public int[] row(int length) {
        return new int[length];
    }

    @Override
    public void fill(int[] row, int from, int end) {
        Arrays.fill(row, from, end, padding);
    }

    @Override
    public Box.Mover<int[]> reader() {
        return this::read;
    }

    @Override
    public void spread(int[] from, int count, int copies, int[] into, int at) {
        int next = at;
        for (int i = 0; i < count; i++) {
            Arrays.fill(into, next, next + copies, from[i]);
            next += copies;
        }
    }

    private void read(long first, int count, int[] row, int at) {
        source.readIntegers(first, count, row, at);
        if (zeroPoint != 0) {
            for (int i = at; i < at + count; i++) {
                row[i] -= zeroPoint;
            }
        }
    }
}
