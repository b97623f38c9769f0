package dev.shingle.sim.kernels;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Shape;
import dev.shingle.networks.tensors.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Brings elements in a file's order of axes into the order in which a network stores them. */
final class StoredOrder {

    private StoredOrder() {}

    /**
     * The stored tensor.
     *
     * @param axes stored dimension i is the file's axis {@code axes[i]}
     */
    static TensorData of(TensorData inFile, Shape stored, ImmutableIntArray axes) {
        int bytes = inFile.type().bits() / Byte.SIZE;
        ByteBuffer from = inFile.bytes();
        ByteBuffer to = ByteBuffer.allocate(from.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        int rank = axes.length();
        int[] strides = new int[rank];
        int stride = bytes;
        for (int axis = rank - 1; axis >= 0; axis--) {
            int position = axes.indexOf(axis);
            strides[position] = stride;
            stride *= stored.dimension(position);
        }
        for (int i = 0; i < stored.elements(); i++) {
            int rest = i;
            int at = 0;
            for (int position = rank - 1; position >= 0; position--) {
                at += rest % stored.dimension(position) * strides[position];
                rest /= stored.dimension(position);
            }
            for (int b = 0; b < bytes; b++) {
                to.put(from.get(at + b));
            }
        }
        return TensorData.wrap(stored, inFile.type(), to.array());
    }
}
