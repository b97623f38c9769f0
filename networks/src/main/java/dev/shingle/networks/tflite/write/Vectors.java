package dev.shingle.networks.tflite.write;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Shape;

/** The two shapes that the format's fully connected operator can give its result. */
final class Vectors {

    private Vectors() {}

    /** One row for each vector. */
    static Shape joined(Layer layer) {
        Shape weights = layer.operands().get(1).shape();
        long vectors = layer.operands().get(0).shape().elements() / weights.dimension(1);
        return Shape.of(Math.toIntExact(vectors), weights.dimension(0));
    }

    static boolean isJoined(Layer layer) {
        return layer.ofm().shape().equals(joined(layer));
    }

    /** The result has the input's dimensions but for the innermost. */
    static boolean keepsDimensions(Layer layer) {
        Shape input = layer.operands().get(0).shape();
        Shape weights = layer.operands().get(1).shape();
        if (input.rank() == 0 || input.channels() != weights.dimension(1)) {
            return false;
        }
        int[] kept = input.dimensions().toArray();
        kept[kept.length - 1] = weights.dimension(0);
        return layer.ofm().shape().equals(Shape.of(kept));
    }

    static boolean isDirect(Layer layer) {
        return isJoined(layer) || keepsDimensions(layer);
    }
}
