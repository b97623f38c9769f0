package dev.shingle.networks.simplify;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import java.util.Optional;

/**
 * Leaves conversions between float and quantised numbers at the edges of the network to the host: the scratchpad then
 * takes and gives quantised tensors. This changes names and types of network inputs and outputs, so it is off by default.
 *
 * <pre>    x (float) -> [quantize] -> q -> ... -> p -> [dequantize] -> y (float)          q -> ... -> p</pre>
 *
 * The float tensor must have no other use, and the quantised one must not be a network input or output already.
 */
final class HostEdges implements Pass {

    static final String NAME = "host-edges";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "leaves the conversion of network inputs and outputs to the host";
    }

    @Override
    public Optional<String> rewrite(Layer layer, Graph graph) {
        if (!Layers.isUnary(layer)
                || !(layer.operator() instanceof Operator.Pointwise pointwise)
                || !layer.ifm().shape().equals(layer.ofm().shape())) {
            return Optional.empty();
        }
        return switch (pointwise.function()) {
            case QUANTIZE -> quantizedInput(layer, graph);
            case DEQUANTIZE -> quantizedOutput(layer, graph);
            default -> Optional.empty();
        };
    }

    private static Optional<String> quantizedInput(Layer layer, Graph graph) {
        FeatureMap ifm = layer.ifm();
        boolean isEdge =
                isFloat(ifm) && graph.isInput(ifm) && graph.soleReader(ifm).isPresent() && !graph.isOutput(layer.ofm());
        if (!isEdge) {
            return Optional.empty();
        }
        graph.remove(layer);
        graph.replaceInput(ifm, layer.ofm());
        return Optional.of(Layers.label(layer) + " left to the host: input " + ifm.name() + " is now "
                + layer.ofm().name());
    }

    private static Optional<String> quantizedOutput(Layer layer, Graph graph) {
        FeatureMap ifm = layer.ifm();
        FeatureMap ofm = layer.ofm();
        boolean isEdge = isFloat(ofm)
                && graph.isOutput(ofm)
                && graph.readers(ofm).isEmpty()
                && !graph.isOutput(ifm)
                && graph.writer(ifm).isPresent();
        if (!isEdge) {
            return Optional.empty();
        }
        graph.remove(layer);
        graph.replaceOutput(ofm, ifm);
        return Optional.of(Layers.label(layer) + " left to the host: output " + ofm.name() + " is now " + ifm.name());
    }

    private static boolean isFloat(FeatureMap map) {
        return map.type() == ElementType.FLOAT32 || map.type() == ElementType.FLOAT16;
    }
}
