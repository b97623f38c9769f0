package dev.shingle.sim.literal;

import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.List;

/** One element of a tensor by row (over the batch), column and channel. */
record Element(int row, int column, int channel) {

    static Element ofFlat(Shape shape, long flat) {
        long pixel = flat / shape.channels();
        return new Element(
                (int) (pixel / shape.width()), (int) (pixel % shape.width()), (int) (flat % shape.channels()));
    }

    /** Every element in flat order. */
    static List<Element> allOf(Shape shape) {
        List<Element> all = new ArrayList<>();
        for (long flat = 0; flat < shape.elements(); flat++) {
            all.add(ofFlat(shape, flat));
        }
        return all;
    }

    long flat(Shape shape) {
        return ((long) row * shape.width() + column) * shape.channels() + channel;
    }

    /** Coordinates in a shape of any rank. */
    static int[] coordinates(Shape shape, long flat) {
        int[] coordinates = new int[shape.rank()];
        long rest = flat;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            coordinates[axis] = (int) (rest % shape.dimension(axis));
            rest /= shape.dimension(axis);
        }
        return coordinates;
    }

    static long flat(Shape shape, int... coordinates) {
        long flat = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            flat = flat * shape.dimension(axis) + coordinates[axis];
        }
        return flat;
    }
}
