package dev.shingle.sim.kernels.twin;

import dev.shingle.networks.Operator.Reduce;
import dev.shingle.networks.Shape;

/** Coordinates and flat positions. */
final class Index {

    private Index() {}

    static int[] of(int flat, Shape shape) {
        int[] index = new int[shape.rank()];
        int rest = flat;
        for (int i = index.length - 1; i >= 0; i--) {
            index[i] = rest % shape.dimension(i);
            rest /= shape.dimension(i);
        }
        return index;
    }

    static int flat(int[] index, Shape shape) {
        int flat = 0;
        for (int i = 0; i < index.length; i++) {
            if (index[i] < 0 || index[i] >= shape.dimension(i)) {
                throw new AssertionError("index " + index[i] + " on axis " + i + " of " + shape);
            }
            flat = flat * shape.dimension(i) + index[i];
        }
        return flat;
    }

    /** Flat position, among the kept axes, of where an operand element goes. */
    static int reduced(int[] index, Shape shape, Reduce reduce) {
        int flat = 0;
        for (int i = 0; i < index.length; i++) {
            flat = reduce.axes().contains(i) ? flat : flat * shape.dimension(i) + index[i];
        }
        return flat;
    }
}
