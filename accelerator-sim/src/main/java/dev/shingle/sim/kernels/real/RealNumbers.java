package dev.shingle.sim.kernels.real;

import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.window.WindowRows;
import java.util.Arrays;

/** Rows of real numbers. */
record RealNumbers(ElementSource source, float padding) implements WindowRows.Numbers<float[]> {

    @Override
    public float[][] rows(int count) {
        return new float[count][];
    }

    @Override
    public float[] row(int length) {
        return new float[length];
    }

    @Override
    public void fill(float[] row, int from, int end) {
        Arrays.fill(row, from, end, padding);
    }

    @Override
    public Box.Mover<float[]> reader() {
        return source::readFloats;
    }

    @Override
    public void spread(float[] from, int count, int copies, float[] into, int at) {
        int next = at;
        for (int i = 0; i < count; i++) {
            Arrays.fill(into, next, next + copies, from[i]);
            next += copies;
        }
    }
}
