package dev.shingle.networks.simplify;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import java.util.Optional;

/**
 * Makes one transposition of two in a row; a pair that undoes itself is an identity then, and goes with the others. What
 * computes element by element between the two does so before both.
 *
 * <pre>
 *   x -> [transpose p] -> [transpose q] -> y               x -> [transpose p of q] -> y
 *   x -> [transpose p] -> [relu] -> [transpose q] -> y     x -> [relu] -> [transpose p of q] -> y
 * </pre>
 */
final class TransposeMerging implements Pass {

    @Override
    public String name() {
        return "merge-transposes";
    }

    @Override
    public String description() {
        return "makes one transposition of two in a row";
    }

    @Override
    public Optional<String> rewrite(Layer layer, Graph graph) {
        if (!isTransposition(layer)) {
            return Optional.empty();
        }
        Optional<Layer> writer = graph.writer(layer.ifm());
        if (writer.filter(TransposeMerging::isTransposition).isPresent()) {
            graph.replace(layer, merged(writer.get(), layer, writer.get().ifm()));
            return Optional.of(Layers.label(layer) + " after " + Layers.label(writer.get()));
        }
        return writer.filter(middle -> isElementByElement(middle)
                        && graph.soleReader(middle.ofm()).isPresent())
                .flatMap(middle -> graph.writer(middle.ifm())
                        .filter(TransposeMerging::isTransposition)
                        .map(first -> swapped(first, middle, layer, graph)));
    }

    private static String swapped(Layer first, Layer middle, Layer last, Graph graph) {
        FeatureMap before = new FeatureMap(
                graph.freeMapName(middle.ofm().name() + "/before"),
                first.ifm().shape(),
                middle.ofm().type(),
                middle.ofm().quantization());
        Layer moved = Layers.withOutput(Layers.withFirstOperand(middle, first.ifm()), before);
        graph.replace(last, merged(first, last, before));
        graph.replace(middle, moved);
        return Layers.label(last) + " after " + Layers.label(first) + ", with " + Layers.label(middle) + " before both";
    }

    private static Layer merged(Layer first, Layer second, FeatureMap operand) {
        ImmutableIntArray inner = ((Operator.Transpose) first.operator()).permutation();
        ImmutableIntArray outer = ((Operator.Transpose) second.operator()).permutation();
        ImmutableIntArray both = ImmutableIntArray.copyOf(outer.stream().map(inner::get));
        Layer layer = new Layer(
                second.name(),
                new Operator.Transpose(both),
                ImmutableList.of(operand),
                second.outputs(),
                second.sources());
        return Layers.withSourcesOf(layer, first, second);
    }

    private static boolean isTransposition(Layer layer) {
        return layer.operator() instanceof Operator.Transpose
                && Layers.isUnary(layer)
                && Layers.sameElements(layer.ifm(), layer.ofm())
                && ShapeInference.problemIn(layer).isEmpty();
    }

    /** One operand, so that nothing else would have to be transposed back; no scales along an axis either. */
    private static boolean isElementByElement(Layer layer) {
        Shape input = Layers.isUnary(layer) ? layer.ifm().shape() : Shape.of();
        return Layers.isUnary(layer)
                && layer.operator() instanceof Operator.Pointwise
                && input.equals(layer.ofm().shape())
                && !layer.ifm().quantization().isPerChannel()
                && !layer.ofm().quantization().isPerChannel();
    }
}
