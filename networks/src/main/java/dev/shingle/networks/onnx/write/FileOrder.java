package dev.shingle.networks.onnx.write;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Shape;

/**
 * Which of a tensor's dimensions the file has where: axis i of the file is dimension {@code axes[i]} of ours.
 *
 * <pre>
 *   images          [N, H, W, C]      file  [N, C, H, W]      axes (0, 3, 1, 2)
 *   anything else   as it is
 * </pre>
 */
record FileOrder(ImmutableIntArray axes) {

    /** Channels of a tensor of four dimensions come second, as the format's operators want them. */
    static final FileOrder IMAGE = of(0, 3, 1, 2);

    /** From the file's order of images back to ours. */
    static final FileOrder BACK = of(0, 2, 3, 1);

    static FileOrder of(int... axes) {
        return new FileOrder(ImmutableIntArray.copyOf(axes));
    }

    static FileOrder same(int rank) {
        int[] axes = new int[rank];
        for (int i = 0; i < rank; i++) {
            axes[i] = i;
        }
        return of(axes);
    }

    /** That of an activation. */
    static FileOrder usual(int rank) {
        return rank == 4 ? IMAGE : same(rank);
    }

    Shape inFile(Shape shape) {
        return new Shape(inFile(shape.dimensions()));
    }

    /** One number for each of our dimensions, in the file's order. */
    ImmutableIntArray inFile(ImmutableIntArray perDimension) {
        return ImmutableIntArray.copyOf(axes.stream().map(perDimension::get));
    }

    /** Where the file has our dimension. */
    int axis(int dimension) {
        return axes.indexOf(dimension);
    }

    boolean isSame() {
        return equals(same(axes.length()));
    }
}
