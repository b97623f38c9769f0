package dev.shingle.sim.kernels.hybrid;

import com.google.common.collect.ImmutableList;
import dev.shingle.sim.kernels.integer.IntegerRows;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSource;

/** Rows of an operand's real numbers in steps from zero, so that padding is 0. No row belongs to two parts. */
final class ByteNumbers implements IntegerRows {

    private final ElementSource source;
    private final ImmutableList<ByteSteps> parts;
    private final long partElements;
    private float[] reals = {};

    ByteNumbers(ElementSource source, ImmutableList<ByteSteps> parts, long partElements) {
        this.source = source;
        this.parts = parts;
        this.partElements = partElements;
    }

    @Override
    public int padding() {
        return 0;
    }

    @Override
    public Box.Mover<int[]> reader() {
        return this::read;
    }

    private void read(long first, int count, int[] row, int at) {
        if (reals.length < count) {
            reals = new float[count];
        }
        source.readFloats(first, count, reals, 0);
        ByteSteps steps = parts.get((int) (first / partElements));
        for (int i = 0; i < count; i++) {
            row[at + i] = steps.from(reals[i]);
        }
    }
}
