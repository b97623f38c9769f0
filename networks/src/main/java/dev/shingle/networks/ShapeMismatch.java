package dev.shingle.networks;

/** Shapes or parameters that do not belong together, as {@code found ..., expected ...}. */
final class ShapeMismatch extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    ShapeMismatch(String found, String expected) {
        super("found " + found + ", expected " + expected);
    }

    static void require(boolean condition, String found, String expected) {
        if (!condition) {
            throw new ShapeMismatch(found, expected);
        }
    }

    /** A computed dimension that must fit a shape. */
    static int dimension(long size, String what) {
        require(size >= 1 && size <= Integer.MAX_VALUE, what + " of " + size, "1 to " + Integer.MAX_VALUE);
        return (int) size;
    }

    /** An axis of a tensor of the given rank. */
    static int axis(int axis, int rank) {
        require(axis >= 0 && axis < rank, "axis " + axis, "an axis of " + rank + " dimensions, counted from 0");
        return axis;
    }

    /** All dimensions, unlike {@link Shape#toString()} which leaves out a batch of one. */
    static String text(Shape shape) {
        return shape.dimensions().toString();
    }
}
