package dev.shingle.networks.simplify;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.ShapeInference;
import java.util.Optional;

/**
 * Removes layers whose result is their operand: same shape, type, quantisation and element values.
 *
 * <p>Readers of the result read the operand instead. If the result is a network output, its name must survive: then the
 * writer of the operand writes the output directly, unless the operand is itself a network input or output (the layer is a
 * true copy then, and stays).
 *
 * <pre>
 *   a -> [copy] -> b -> [pool]                     a -> [pool]
 *   [conv] -> a -> [copy] -> b (network output)    [conv] -> b
 * </pre>
 */
final class IdentityRemoval implements Pass {

    @Override
    public String name() {
        return "remove-identity";
    }

    @Override
    public String description() {
        return "removes layers whose result equals their operand";
    }

    @Override
    public Optional<String> rewrite(Layer layer, Graph graph) {
        if (!isIdentity(layer)) {
            return Optional.empty();
        }
        FeatureMap ifm = layer.ifm();
        FeatureMap ofm = layer.ofm();
        if (!graph.isOutput(ofm)) {
            graph.remove(layer);
            graph.redirect(ofm, ifm);
            return Optional.of(Layers.label(layer) + " changes nothing");
        }
        Optional<Layer> writer = graph.writer(ifm);
        if (writer.isEmpty() || graph.isOutput(ifm)) {
            return Optional.empty();
        }
        graph.remove(layer);
        graph.replace(writer.get(), renamingOutput(writer.get(), ifm, ofm));
        graph.redirect(ifm, ofm);
        return Optional.of(Layers.label(layer) + " changes nothing; " + Layers.label(writer.get())
                + " writes the network output " + ofm.name());
    }

    private static Layer renamingOutput(Layer writer, FeatureMap from, FeatureMap to) {
        ImmutableList<FeatureMap> outputs = writer.outputs().stream()
                .map(output -> output.equals(from) ? to : output)
                .collect(toImmutableList());
        return new Layer(writer.name(), writer.operator(), writer.operands(), outputs, writer.sources());
    }

    private static boolean isIdentity(Layer layer) {
        return Layers.isUnary(layer)
                && layer.ifm().shape().equals(layer.ofm().shape())
                && Layers.sameElements(layer.ifm(), layer.ofm())
                && ShapeInference.problemIn(layer).isEmpty()
                && (movesNothing(layer) || computesNothing(layer));
    }

    /** Operand and result have the same shape, and the parameters fit it. */
    private static boolean movesNothing(Layer layer) {
        Operator operator = layer.operator();
        if (operator instanceof Operator.Transpose || operator instanceof Operator.Reduce) {
            return ElementOrder.isKept(layer);
        }
        if (operator instanceof Operator.Slice slice) {
            // Along one element a stride never steps.
            for (int i = 0; i < layer.ifm().shape().rank(); i++) {
                if (layer.ifm().shape().dimension(i) > 1 && slice.strides().get(i) != 1) {
                    return false;
                }
            }
            return true;
        }
        if (operator instanceof Operator.SpaceToBatch spaceToBatch) {
            return spaceToBatch.blockHeight() == 1
                    && spaceToBatch.blockWidth() == 1
                    && spaceToBatch.padding().equals(Padding.NONE);
        }
        if (operator instanceof Operator.BatchToSpace batchToSpace) {
            return batchToSpace.blockHeight() == 1
                    && batchToSpace.blockWidth() == 1
                    && batchToSpace.crop().equals(Padding.NONE);
        }
        if (operator instanceof Operator.Concatenation concatenation) {
            return concatenation.activation() == Activation.NONE;
        }
        // Equal shapes leave a pad no border, and these blocks no size but 1.
        return operator instanceof Operator.Reshape
                || operator instanceof Operator.View
                || operator instanceof Operator.Split
                || operator instanceof Operator.Pad
                || operator instanceof Operator.DepthToSpace
                || operator instanceof Operator.SpaceToDepth;
    }

    private static boolean computesNothing(Layer layer) {
        Operator operator = layer.operator();
        if (operator instanceof Operator.Pointwise pointwise) {
            return switch (pointwise.function()) {
                case COPY, QUANTIZE, CAST -> true;
                default -> false;
            };
        }
        if (operator instanceof Operator.Pool pool) {
            return pool.window().kernelHeight() == 1
                    && pool.window().kernelWidth() == 1
                    && pool.window().padding().equals(Padding.NONE)
                    && pool.window().strideHeight() == 1
                    && pool.window().strideWidth() == 1
                    && pool.activation() == Activation.NONE;
        }
        // Every mode maps a pixel to itself if the size stays.
        return operator instanceof Operator.Resize;
    }
}
