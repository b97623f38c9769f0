package dev.shingle.networks.simplify;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.FusedActivation;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.Window;
import java.util.Optional;

/**
 * Moves a factor and a summand for each channel into the weights and the bias of the layer in front: batch normalisation,
 * which readers make a depthwise convolution of one pixel; a bias that is added by a layer of its own; and scales.
 *
 * <pre>
 *   y = (W x + b) * factor + summand      W' = W * factor     for each output channel
 *                                         b' = b * factor + summand
 * </pre>
 *
 * Floats only, rounded once for each weight. The layer in front must be read by nobody else and have no activation yet; it
 * takes over that of the layer which goes. Contents that are absent stay absent.
 */
final class AffineFolding implements Pass {

    @Override
    public String name() {
        return "fold-affine";
    }

    @Override
    public String description() {
        return "moves factors and summands of channels into weights and biases";
    }

    @Override
    public Optional<String> rewrite(Layer layer, Graph graph) {
        Optional<ChannelAffine> affine = affine(layer);
        Optional<Layer> found =
                affine.flatMap(unused -> graph.writer(layer.ifm())).filter(AffineFolding::isWeighted);
        boolean isSoleUse = graph.soleReaderOfFirstInput(layer);
        if (affine.isEmpty() || found.isEmpty() || !isSoleUse) {
            return Optional.empty();
        }
        Layer weighted = found.get();
        return folded(weighted, layer, affine.get(), graph).map(operands -> {
            Operator operator = FusedActivation.with(weighted.operator(), FusedActivation.of(layer.operator()))
                    .orElseThrow();
            Layer merged = new Layer(weighted.name(), operator, operands, layer.outputs(), weighted.sources());
            graph.remove(layer);
            graph.replace(weighted, Layers.withSourcesOf(merged, weighted, layer));
            return Layers.label(layer) + " into " + Layers.label(weighted);
        });
    }

    private static Optional<ImmutableList<Operand>> folded(
            Layer weighted, Layer layer, ChannelAffine affine, Graph graph) {
        Constant weights = (Constant) weighted.operands().get(1);
        Optional<Constant> bias = weighted.operands().size() > 2
                ? Optional.of((Constant) weighted.operands().get(2))
                : Optional.empty();
        boolean keepsWeights = affine.factors().isEmpty();
        long newBytes = (keepsWeights ? 0 : weights.sizeBits() / Byte.SIZE) + (long) affine.channels() * Float.BYTES;
        if (!graph.reserveConstantBytes(newBytes)) {
            return Optional.empty();
        }
        String name = layer.ofm().name();
        Constant newWeights = keepsWeights
                ? weights
                : affine.scaled(
                        name + "/weights", weights, weighted.operator() instanceof Operator.DepthwiseConvolution);
        boolean needsBias = bias.isPresent() || affine.summands().isPresent();
        ImmutableList.Builder<Operand> operands = ImmutableList.builder();
        operands.add(weighted.operands().get(0), newWeights);
        if (needsBias) {
            operands.add(affine.bias(name + "/bias", bias));
        }
        return Optional.of(operands.build());
    }

    private static boolean isWeighted(Layer layer) {
        Operator operator = layer.operator();
        boolean isKind = operator instanceof Operator.Convolution
                || operator instanceof Operator.DepthwiseConvolution
                || operator instanceof Operator.TransposedConvolution
                || operator instanceof Operator.FullyConnected;
        return isKind
                && layer.outputs().size() == 1
                && layer.ofm().type() == ElementType.FLOAT32
                && layer.operands().size() >= 2
                && layer.operands().get(0) instanceof FeatureMap
                && layer.operands().subList(1, layer.operands().size()).stream()
                        .allMatch(operand -> operand instanceof Constant constant && ChannelAffine.isFloat(constant))
                && FusedActivation.of(layer.operator()) == Activation.NONE
                && ShapeInference.problemIn(layer).isEmpty();
    }

    /** What the layer does to each channel of its first operand, if that is all that it does. */
    private static Optional<ChannelAffine> affine(Layer layer) {
        boolean isPlain = layer.inputs().size() == 1
                && layer.outputs().size() == 1
                && layer.operands().get(0) instanceof FeatureMap
                && layer.operands().size() >= 2
                && layer.ifm().shape().equals(layer.ofm().shape())
                && layer.ifm().type() == ElementType.FLOAT32
                && layer.ofm().type() == ElementType.FLOAT32
                && ShapeInference.problemIn(layer).isEmpty();
        if (!isPlain) {
            return Optional.empty();
        }
        Shape shape = layer.ifm().shape();
        if (layer.operator() instanceof Operator.DepthwiseConvolution depthwise && isPointwise(depthwise)) {
            Optional<Constant> summands = layer.operands().size() > 2
                    ? Optional.of((Constant) layer.operands().get(2))
                    : Optional.empty();
            return ChannelAffine.of(
                    Optional.of((Constant) layer.operands().get(1)), summands, ChannelAffine.Sign.AS_IT_IS, shape);
        }
        if (layer.operator() instanceof Elementwise elementwise) {
            Optional<Constant> constant =
                    Optional.of((Constant) layer.operands().get(1));
            return switch (elementwise.kind()) {
                case MULTIPLY -> ChannelAffine.of(constant, Optional.empty(), ChannelAffine.Sign.AS_IT_IS, shape);
                case ADD -> ChannelAffine.of(Optional.empty(), constant, ChannelAffine.Sign.AS_IT_IS, shape);
                case SUBTRACT -> ChannelAffine.of(Optional.empty(), constant, ChannelAffine.Sign.NEGATED, shape);
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    private static boolean isPointwise(Operator.DepthwiseConvolution depthwise) {
        Window window = depthwise.window();
        return depthwise.multiplier() == 1
                && window.kernelHeight() == 1
                && window.kernelWidth() == 1
                && window.strideHeight() == 1
                && window.strideWidth() == 1
                && window.padding().equals(Padding.NONE);
    }
}
