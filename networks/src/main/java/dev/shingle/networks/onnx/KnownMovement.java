package dev.shingle.networks.onnx;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.constants.Rearrangement;
import dev.shingle.networks.constants.StoredNumbers;

/** Constants that the file transposes: done while it is read, so that weights reach their layers as constants. */
final class KnownMovement {

    private KnownMovement() {}

    static Known transposed(Node node, Known known, int[] permutation) {
        AxisOrder order = AxisOrder.of(permutation);
        Constant plain = new Constant(known.name(), known.shape(), known.type(), Quantization.NONE, known.contents());
        Constant.Contents contents = known.contents();
        if (!known.uniform()) {
            StoredNumbers numbers = StoredNumbers.of(plain)
                    .orElseThrow(() -> node.failure("a constant of " + known.type(), "elements of whole bytes"));
            contents = new Constant.Present(Rearrangement.transpose(order.axes(), known.shape(), numbers));
        }
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
