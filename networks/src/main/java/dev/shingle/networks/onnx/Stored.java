package dev.shingle.networks.onnx;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Shape;

/** An activation, with the order in which the file's axes are stored. */
record Stored(FeatureMap map, AxisOrder order) implements Value {

    /** As the file sees it. */
    Shape shape() {
        return order.inFile(map.shape());
    }

    @Override
    public ImmutableIntArray dimensions() {
        return shape().dimensions();
    }

    @Override
    public ElementType type() {
        return map.type();
    }
}
