package dev.shingle.sim.units;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.networks.Shape;

/** Coordinates of elements and back. A scalar has one coordinate, 0. */
final class ElementIndex {

    private ElementIndex() {}

    /** Coordinates of channel 0 of a pixel; the last coordinate is the channel. */
    static void ofPixel(long pixel, Shape shape, int[] index) {
        index[index.length - 1] = 0;
        long rest = pixel;
        for (int axis = shape.rank() - 2; axis >= 0; axis--) {
            index[axis] = (int) (rest % shape.dimension(axis));
            rest /= shape.dimension(axis);
        }
    }

    /** Flat position of an element. */
    static long flat(Shape shape, int... index) {
        long element = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            checkArgument(
                    index[axis] >= 0 && index[axis] < shape.dimension(axis),
                    "index %s is outside axis %s of %s",
                    index[axis],
                    axis,
                    shape);
            element = element * shape.dimension(axis) + index[axis];
        }
        return element;
    }
}
