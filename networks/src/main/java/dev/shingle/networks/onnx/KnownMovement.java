package dev.shingle.networks.onnx;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Constant;

/** Constants that the file transposes: done while it is read, so that weights reach their layers as constants. */
final class KnownMovement {

    private KnownMovement() {}

    static Known transposed(Node node, Known known, int[] permutation) {
        AxisOrder order = AxisOrder.of(permutation);
        Constant.Contents contents =
                known.uniform() ? known.contents() : node.assembly().transposed(node, known, order);
        ImmutableIntArray dimensions = order.stored(known.shape()).dimensions();
        return new Known(
                node.assembly().shownName(node.output(0)),
                dimensions,
                known.type(),
                known.quantization(),
                false,
                known.uniform(),
                contents);
    }
}
