package dev.shingle.networks.constants;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The elements of a row-major tensor picked in another order. Transposes, slices and broadcasts are all the same walk over
 * the result, with another start and other steps in the operand; time and space are linear in the result.
 */
public final class Rearrangement {

    private Rearrangement() {}

    /** Elements from one index to the next, in each dimension of a row-major tensor. */
    public static long[] steps(Shape shape) {
        long[] steps = new long[shape.rank()];
        long step = 1;
        for (int i = steps.length - 1; i >= 0; i--) {
            steps[i] = step;
            step *= shape.dimension(i);
        }
        return steps;
    }

    /** Dimension i of the result is dimension {@code permutation[i]} of the operand. */
    public static ByteBuffer transpose(ImmutableIntArray permutation, Shape operand, StoredNumbers contents) {
        long[] own = steps(operand);
        long[] steps = new long[own.length];
        int[] dimensions = new int[own.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = own[permutation.get(i)];
            dimensions[i] = operand.dimension(permutation.get(i));
        }
        return gather(contents, 0, steps, Shape.of(dimensions));
    }

    /** Walks the result in row-major order, and the operand along with it; its bytes are little-endian. */
    public static ByteBuffer gather(StoredNumbers contents, long start, long[] steps, Shape result) {
        int width = contents.bytesPerElement();
        ByteBuffer from = contents.bytes();
        ByteBuffer to = ByteBuffer.allocate(Math.toIntExact(Math.multiplyExact(result.elements(), (long) width)))
                .order(ByteOrder.LITTLE_ENDIAN);
        int[] index = new int[steps.length];
        long position = start;
        while (to.hasRemaining()) {
            put(from, (int) (position * width), width, to);
            for (int axis = steps.length - 1; axis >= 0; axis--) {
                position += steps[axis];
                index[axis]++;
                if (index[axis] < result.dimension(axis)) {
                    break;
                }
                position -= steps[axis] * index[axis];
                index[axis] = 0;
            }
        }
        return to.flip();
    }

    private static void put(ByteBuffer from, int position, int width, ByteBuffer to) {
        switch (width) {
            case Byte.BYTES -> to.put(from.get(position));
            case Short.BYTES -> to.putShort(from.getShort(position));
            case Integer.BYTES -> to.putInt(from.getInt(position));
            case Long.BYTES -> to.putLong(from.getLong(position));
            default -> throw new AssertionError("no element of " + width + " bytes");
        }
    }
}
