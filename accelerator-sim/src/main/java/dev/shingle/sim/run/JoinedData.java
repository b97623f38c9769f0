package dev.shingle.sim.run;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Shape;
import dev.shingle.networks.tensors.TensorData;
import java.nio.ByteBuffer;
import java.util.List;

/** Tensors laid one behind another along an axis, as plain bytes. */
final class JoinedData {

    private JoinedData() {}

    static TensorData of(List<TensorData> parts, int axis, FeatureMap whole) {
        int elementBytes = whole.type().bits() / Byte.SIZE;
        ByteBuffer joined = ByteBuffer.allocate(Math.toIntExact(whole.shape().elements()) * elementBytes);
        int stretches = Math.toIntExact(elements(whole.shape(), 0, axis));
        for (int stretch = 0; stretch < stretches; stretch++) {
            for (TensorData part : parts) {
                Shape shape = part.shape();
                int length = (int) elements(shape, axis, shape.rank()) * elementBytes;
                joined.put(part.bytes().slice(stretch * length, length));
            }
        }
        return TensorData.wrap(whole.shape(), whole.type(), joined.array());
    }

    private static long elements(Shape shape, int firstAxis, int endAxis) {
        long elements = 1;
        for (int axis = firstAxis; axis < endAxis; axis++) {
            elements *= shape.dimension(axis);
        }
        return elements;
    }
}
