package dev.shingle.networks.resize;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes a network wider or narrower: every result of a convolution or a fully connected layer gets that many times its
 * channels, rounded down, one at least; all other shapes follow. The shapes are exact, weights get the shapes that belong to
 * them and no contents.
 *
 * <p>Channels stay where something else than the width says how many there are ({@link FixedChannels}): in the network's
 * inputs and outputs, and in whatever is tied to them by operators that keep channels.
 *
 * <pre>
 *   image 3 -[conv]- 16 -[conv]- 32 -[conv]- 21 scores        times 0.5:   3 - 8 - 16 - 21
 *                     '------[add]------' tied: 16 and 16 both become 8
 * </pre>
 *
 * <p>Where channels take part in something that the factor has no answer to, it refuses: groups that do not divide them,
 * shuffles, parts cut out of them, operators of unknown arithmetic. One pass over the layers.
 */
public final class ChannelScaler {

    private final Network network;
    private final BigDecimal factor;
    private final ImmutableSet<String> fixed;
    private final Map<String, FeatureMap> scaled = new HashMap<>();

    private ChannelScaler(Network network, BigDecimal factor) {
        this.network = network;
        this.factor = factor;
        this.fixed = FixedChannels.of(network);
    }

    /** The network with other numbers of channels. */
    public static Resized scale(Network network, BigDecimal factor) {
        checkArgument(factor.signum() > 0, "a factor of %s", factor);
        return factor.compareTo(BigDecimal.ONE) == 0
                ? new Resized.To(network)
                : new ChannelScaler(network, factor).scale();
    }

    private Resized scale() {
        ImmutableList.Builder<Layer> layers = ImmutableList.builder();
        for (Layer layer : network.layers()) {
            try {
                layers.add(scale(layer));
            } catch (IllegalArgumentException | ArithmeticException e) {
                return new Resized.Refused(
                        "%s (%s): %s".formatted(layer.name(), layer.operator().displayName(), e.getMessage()));
            }
        }
        ImmutableList<FeatureMap> outputs =
                network.outputs().stream().map(this::current).collect(toImmutableList());
        return new Resized.To(new Network(network.name(), network.inputs(), layers.build(), outputs));
    }

    private Layer scale(Layer layer) {
        boolean widens = FixedChannels.isProducer(layer.operator())
                && !fixed.contains(layer.ofm().name());
        if (!widens && layer.inputs().stream().allMatch(input -> current(input).equals(input))) {
            layer.outputs().forEach(output -> scaled.put(output.name(), output));
            return layer;
        }
        ImmutableList<Operand> moved = layer.operands().stream()
                .map(operand -> operand instanceof FeatureMap map ? current(map) : operand)
                .collect(toImmutableList());
        int channels = layer.ofm().shape().channels();
        ScaledShapes shapes = new ScaledShapes(layer, moved, widens ? times(channels) : channels);
        ImmutableList<Operand> operands = shapes.operands();
        ImmutableList<Shape> results = shapes.results(operands);
        ImmutableList<FeatureMap> outputs = IntStream.range(0, results.size())
                .mapToObj(i -> with(layer.outputs().get(i), results.get(i)))
                .collect(toImmutableList());
        Layer changed = new Layer(layer.name(), layer.operator(), operands, outputs, layer.sources());
        ShapeInference.problemIn(changed).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return changed;
    }

    private int times(int channels) {
        BigDecimal product = factor.multiply(BigDecimal.valueOf(channels));
        return Math.max(1, product.setScale(0, RoundingMode.FLOOR).intValueExact());
    }

    private FeatureMap current(FeatureMap map) {
        return scaled.getOrDefault(map.name(), map);
    }

    private FeatureMap with(FeatureMap map, Shape shape) {
        FeatureMap changed = new FeatureMap(map.name(), shape, map.type(), map.quantization());
        scaled.put(map.name(), changed);
        return changed;
    }
}
