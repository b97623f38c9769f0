package dev.shingle.networks.simplify;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.ShapeInference;
import java.util.Optional;

/**
 * Turns layers that give the same elements in the same order into {@link Operator.View}: reshapes, transposes that move
 * dimensions of size 1 only, stacks of one operand, reductions over dimensions of size 1. The layer stays; whether it needs
 * storage of its own is decided by the machine's layout.
 */
final class ViewAliasing implements Pass {

    @Override
    public String name() {
        return "alias-views";
    }

    @Override
    public String description() {
        return "makes layers that keep the order of elements views";
    }

    @Override
    public Optional<String> rewrite(Layer layer, Graph graph) {
        boolean isView = Layers.isUnary(layer)
                && !(layer.operator() instanceof Operator.View)
                && Layers.sameElements(layer.ifm(), layer.ofm())
                && ShapeInference.problemIn(layer).isEmpty()
                && ElementOrder.isKept(layer);
        if (!isView) {
            return Optional.empty();
        }
        graph.replace(layer, Layers.withOperator(layer, new Operator.View()));
        return Optional.of(Layers.label(layer) + " is a view");
    }
}
