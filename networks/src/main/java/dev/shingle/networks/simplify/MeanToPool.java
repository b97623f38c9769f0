package dev.shingle.networks.simplify;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.Window;
import java.util.Optional;

/**
 * Makes a mean over exactly height and width an average pooling with the whole image as its window: engines have the one
 * and rarely the other. A mean that drops the reduced dimensions becomes pooling and a view; both shapes have the same
 * pixels and channels, so that the view needs no storage on any machine and no peak changes.
 *
 * <p>Floats only: on quantised numbers, means and average pooling round ties (and some runtimes everything) differently.
 */
final class MeanToPool implements Pass {

    @Override
    public String name() {
        return "reduce-to-pool";
    }

    @Override
    public String description() {
        return "makes the mean of a whole image an average pooling";
    }

    @Override
    public Optional<String> rewrite(Layer layer, Graph graph) {
        if (!Layers.isUnary(layer)
                || !(layer.operator() instanceof Operator.Reduce reduce)
                || !isImageMean(reduce, layer.ifm())
                || !Layers.sameElements(layer.ifm(), layer.ofm())
                || ShapeInference.problemIn(layer).isPresent()) {
            return Optional.empty();
        }
        Layer pool = Layers.withOperator(layer, wholeImage(layer.ifm().shape()));
        if (reduce.keepDimensions()) {
            graph.replace(layer, pool);
        } else {
            FeatureMap pooled = pooled(layer, graph);
            Layer view = new Layer(
                    graph.freeLayerName(layer.name() + "/view"),
                    new Operator.View(),
                    ImmutableList.of(pooled),
                    layer.outputs(),
                    layer.sources());
            graph.replace(layer, Layers.withOutput(pool, pooled), view);
        }
        return Optional.of(Layers.label(layer) + " is average pooling");
    }

    private static boolean isImageMean(Operator.Reduce reduce, FeatureMap input) {
        return reduce.kind() == Operator.Reduce.Kind.MEAN
                && input.shape().rank() == 4
                && reduce.axes().length() == 2
                && reduce.axes().contains(1)
                && reduce.axes().contains(2)
                && (input.type() == ElementType.FLOAT32 || input.type() == ElementType.FLOAT16);
    }

    private static Operator wholeImage(Shape image) {
        Window window = new Window(image.height(), image.width(), 1, 1, 1, 1, Padding.NONE);
        return new Operator.Pool(Operator.Pool.Kind.AVERAGE, window, false, Activation.NONE);
    }

    private static FeatureMap pooled(Layer layer, Graph graph) {
        FeatureMap ofm = layer.ofm();
        Shape input = layer.ifm().shape();
        return new FeatureMap(
                graph.freeMapName(ofm.name() + "/pooled"),
                Shape.of(input.dimension(0), 1, 1, input.channels()),
                ofm.type(),
                ofm.quantization());
    }
}
