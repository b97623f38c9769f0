package dev.shingle.sim.kernels.integer;

import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSource;

/** Rows of integers: stored numbers less the zero point, so that padding of real zeros is 0. */
record WindowNumbers(ElementSource source, int zeroPoint, int padding) implements IntegerRows {

    @Override
    public Box.Mover<int[]> reader() {
        return this::read;
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
