package dev.shingle.api.variant;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import java.util.stream.IntStream;

/**
 * Gives activations and weights other numbers of bits. Integers of 32 and 64 bits and truth values stay: they are indices
 * and shapes. So do biases and tables. Weights lose their contents and everything its scales, for only sizes are asked for.
 */
final class Retyping {

    private static final ImmutableSet<ElementType> NUMBERS = ImmutableSet.of(
            ElementType.INT4,
            ElementType.INT8,
            ElementType.UINT8,
            ElementType.INT16,
            ElementType.FLOAT16,
            ElementType.FLOAT32);

    private final BitWidths bits;

    Retyping(BitWidths bits) {
        this.bits = bits;
    }

    Network of(Network network) {
        return new Network(
                network.name(),
                maps(network.inputs()),
                network.layers().stream().map(this::layer).collect(toImmutableList()),
                maps(network.outputs()));
    }

    private Layer layer(Layer layer) {
        int weights = hasWeights(layer.operator()) ? 1 : -1;
        ImmutableList<Operand> operands = IntStream.range(0, layer.operands().size())
                .mapToObj(i -> operand(layer.operands().get(i), i == weights))
                .collect(toImmutableList());
        return new Layer(layer.name(), layer.operator(), operands, maps(layer.outputs()), layer.sources());
    }

    private Operand operand(Operand operand, boolean isWeight) {
        if (operand instanceof FeatureMap map) {
            return map(map);
        }
        Constant constant = (Constant) operand;
        return isWeight && NUMBERS.contains(constant.type())
                ? new Constant(
                        constant.name(), constant.shape(), bits.weightType(), Quantization.NONE, new Constant.Absent())
                : constant;
    }

    private ImmutableList<FeatureMap> maps(ImmutableList<FeatureMap> maps) {
        return maps.stream().map(this::map).collect(toImmutableList());
    }

    private FeatureMap map(FeatureMap map) {
        return NUMBERS.contains(map.type()) ? new FeatureMap(map.name(), map.shape(), bits.activationType()) : map;
    }

    private static boolean hasWeights(Operator operator) {
        return operator instanceof Operator.Convolution
                || operator instanceof Operator.DepthwiseConvolution
                || operator instanceof Operator.TransposedConvolution
                || operator instanceof Operator.FullyConnected;
    }
}
