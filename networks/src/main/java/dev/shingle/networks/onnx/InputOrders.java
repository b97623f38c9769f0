package dev.shingle.networks.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import java.util.List;

/**
 * How network inputs are stored. An image is taken to come with its channels in front, and is stored with them behind. Files
 * that were converted from networks with channels behind transpose their input first; such an input is stored as it is, and
 * the transposition, which renames axes only, moves nothing.
 */
final class InputOrders {

    private static final ImmutableSet<String> ORDER_KEPT =
            ImmutableSet.of("Add", "Cast", "DequantizeLinear", "Div", "Identity", "Mul", "QuantizeLinear", "Sub");

    private static final int MOST_STEPS = 16;

    private final ListMultimap<String, NodeProto> readers =
            MultimapBuilder.hashKeys().arrayListValues().build();

    InputOrders(List<NodeProto> nodes) {
        for (NodeProto node : nodes) {
            node.getInputList().forEach(input -> readers.put(input, node));
        }
    }

    AxisOrder of(String input, int rank) {
        if (rank != 4) {
            return AxisOrder.plain(rank);
        }
        String name = input;
        for (int i = 0; i < MOST_STEPS && readers.get(name).size() == 1; i++) {
            NodeProto reader = readers.get(name).get(0);
            if (reader.getOpType().equals("Transpose")) {
                return before(reader, rank);
            }
            if (!ORDER_KEPT.contains(reader.getOpType()) || reader.getOutputCount() == 0) {
                break;
            }
            name = reader.getOutput(0);
        }
        return AxisOrder.usual(rank);
    }

    /** Only a transposition that brings the channels in front says something about images. */
    private static AxisOrder before(NodeProto transpose, int rank) {
        for (AttributeProto attribute : transpose.getAttributeList()) {
            if (attribute.getName().equals("perm") && attribute.getIntsList().equals(List.of(0L, 3L, 1L, 2L))) {
                return AxisOrder.plain(rank);
            }
        }
        return AxisOrder.usual(rank);
    }
}
