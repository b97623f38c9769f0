package dev.shingle.networks.simplify;

import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.FusedActivation;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import java.util.Optional;

/**
 * Lets the layer before an activation apply it to what it writes.
 *
 * <pre>    [conv] -> a -> [relu] -> b           [conv, RELU] -> b</pre>
 *
 * The writer must have no activation yet, and a no other reader. In quantised networks a and b must have the same scale and
 * zero point: then the activation is a clamp of stored numbers, and fusing it changes no bit. With different ones it also
 * rounds a second time, and the first result saturates where the fused one would not; such layers stay. TANH is fused for
 * floats only, because on stored numbers it is a table and no clamp.
 */
final class ActivationFusion implements Pass {

    @Override
    public String name() {
        return "fuse-activation";
    }

    @Override
    public String description() {
        return "lets a layer apply the activation that follows it";
    }

    @Override
    public Optional<String> rewrite(Layer layer, Graph graph) {
        if (!Layers.isUnary(layer)) {
            return Optional.empty();
        }
        FeatureMap ifm = layer.ifm();
        Optional<Activation> activation = activation(layer);
        Optional<Layer> writer =
                graph.writer(ifm).filter(candidate -> candidate.outputs().size() == 1);
        boolean isSoleUse = graph.soleReader(ifm).filter(layer::equals).isPresent();
        if (activation.isEmpty() || writer.isEmpty() || !isSoleUse) {
            return Optional.empty();
        }
        return withActivation(writer.get().operator(), activation.get()).map(operator -> {
            Layer fused = Layers.withOutput(Layers.withOperator(writer.get(), operator), layer.ofm());
            graph.remove(layer);
            graph.replace(writer.get(), Layers.withSourcesOf(fused, writer.get(), layer));
            return Layers.label(layer) + " into " + Layers.label(writer.get());
        });
    }

    private static Optional<Activation> activation(Layer layer) {
        boolean keepsElements = Layers.sameElements(layer.ifm(), layer.ofm())
                && layer.ifm().shape().equals(layer.ofm().shape());
        if (!keepsElements || !(layer.operator() instanceof Operator.Pointwise pointwise)) {
            return Optional.empty();
        }
        return switch (pointwise.function()) {
            case RELU -> Optional.of(Activation.RELU);
            case RELU6 -> Optional.of(Activation.RELU6);
            case RELU_N1_TO_1 -> Optional.of(Activation.RELU_N1_TO_1);
            case TANH -> isFloat(layer.ifm()) ? Optional.of(Activation.TANH) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isFloat(FeatureMap map) {
        return map.type() == ElementType.FLOAT32 || map.type() == ElementType.FLOAT16;
    }

    /** The operator with the activation that another layer is; empty if it cannot take it. */
    static Optional<Operator> withActivation(Operator operator, Layer layer) {
        return activation(layer).flatMap(activation -> withActivation(operator, activation));
    }

    /** The operator with an activation that it does not have yet; empty if it cannot take one. */
    private static Optional<Operator> withActivation(Operator operator, Activation activation) {
        return FusedActivation.of(operator) == Activation.NONE
                ? FusedActivation.with(operator, activation)
                : Optional.empty();
    }
}
