package dev.shingle.networks.quantize;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Quantization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites a float network as one of TensorFlow Lite's int8 scheme: activations with one scale and zero point each, weights
 * symmetric with a scale for each output channel, 32-bit biases.
 *
 * <ol>
 *   <li>{@link Equalization}: channels of a tensor are brought to one range, which changes no result;
 *   <li>{@link SharedQuantizations}: one scale and zero point for each tensor, the same where int8 operators demand it;
 *   <li>{@link WeightRounding}: weights are rounded so that their errors cancel, and biases take up what is left on average.
 * </ol>
 *
 * The float network should have been simplified: what a convolution can fold is then rounded once instead of twice. Layers
 * keep their names, operators and sources; QUANTIZE layers are added where a concatenation joins what a function with a
 * fixed scale writes, and at float edges.
 */
public final class NetworkQuantizer {

    private final Calibration seen;
    private final Equalization equalization;
    private final SharedQuantizations shared;
    private final Map<String, FeatureMap> maps = new HashMap<>();
    private final List<Layer> layers = new ArrayList<>();
    private final Set<String> layerNames = new HashSet<>();
    private final Set<String> mapNames;
    private final Set<String> reals = new HashSet<>();
    private final Map<String, Constant> constants = new HashMap<>();

    private NetworkQuantizer(Calibration seen, Equalization equalization) {
        this.seen = seen;
        this.equalization = equalization;
        this.shared = SharedQuantizations.of(seen, equalization);
        this.mapNames = new HashSet<>(seen.network().featureMaps().keySet());
        seen.network().layers().forEach(layer -> layerNames.add(layer.name()));
    }

    /**
     * The int8 network. Equalization can be left out to see what it is worth.
     *
     * @throws NetworkFormatException if a layer has no int8 form, with its name
     */
    public static Network quantize(Calibration seen, Edges edges, boolean equalizes) {
        Network network = seen.network();
        network.layers().forEach(layer -> IntegerForms.check(network.name(), layer));
        Equalization equalization = equalizes ? Equalization.of(seen) : Equalization.none(network);
        return new NetworkQuantizer(seen, equalization).quantize(edges);
    }

    private Network quantize(Edges edges) {
        Network network = seen.network();
        boolean isFloat = edges == Edges.FLOAT32;
        network.inputs().forEach(input -> enter(input, isFloat));
        network.layers().forEach(layer -> rewrite(layer, isFloat));
        ImmutableList<FeatureMap> outputs = network.outputs().stream()
                .map(output -> isFloat ? dequantized(output) : of(output))
                .collect(toImmutableList());
        ImmutableList<FeatureMap> inputs = isFloat
                ? network.inputs()
                : network.inputs().stream().map(this::of).collect(toImmutableList());
        return new Network(network.name(), inputs, ImmutableList.copyOf(layers), outputs);
    }

    private FeatureMap of(FeatureMap map) {
        FeatureMap made = maps.get(map.name());
        if (made == null) {
            throw new AssertionError(map.name() + " is read before it is written");
        }
        return made;
    }

    private FeatureMap int8(FeatureMap map, String name) {
        FeatureMap made = new FeatureMap(name, map.shape(), ElementType.INT8, shared.of(map));
        maps.put(map.name(), made);
        return made;
    }

    private void enter(FeatureMap input, boolean isFloat) {
        if (isFloat) {
            FeatureMap made = int8(input, free(input.name() + "/quantized", mapNames));
            add(input.name() + "/quantize", Pointwise.Function.QUANTIZE, input, made);
        } else {
            int8(input, input.name());
        }
    }

    /** The float result has the output's name, its stored numbers another one. */
    private FeatureMap dequantized(FeatureMap output) {
        FeatureMap stored = of(output);
        if (seen.network().inputs().contains(output)) {
            return output;
        }
        if (reals.add(output.name())) {
            add(output.name() + "/dequantize", Pointwise.Function.DEQUANTIZE, stored, output);
        }
        return output;
    }

    private void add(String wanted, Pointwise.Function function, FeatureMap from, FeatureMap to) {
        String name = free(wanted, layerNames);
        layers.add(new Layer(
                name, Pointwise.of(function), ImmutableList.of(from), ImmutableList.of(to), ImmutableList.of()));
    }

    private static String free(String wanted, Set<String> taken) {
        String name = wanted;
        while (!taken.add(name)) {
            name += "#";
        }
        return name;
    }

    private void rewrite(Layer layer, boolean isFloat) {
        ImmutableList<FeatureMap> outputs = layer.outputs().stream()
                .map(output -> int8(output, storedName(output, isFloat)))
                .collect(toImmutableList());
        layers.add(new Layer(layer.name(), layer.operator(), operands(layer), outputs, layer.sources()));
    }

    private String storedName(FeatureMap output, boolean isFloat) {
        return isFloat && seen.network().outputs().contains(output)
                ? free(output.name() + "/quantized", mapNames)
                : output.name();
    }

    private ImmutableList<Operand> operands(Layer layer) {
        Operator operator = layer.operator();
        if (WeightLayout.isWeighted(operator)) {
            FeatureMap ifm = of(layer.ifm());
            SymmetricWeights.Rounded made = SymmetricWeights.of(
                    layer,
                    equalization,
                    seen.moments(layer),
                    AffineScheme.scale(ifm.quantization()),
                    AffineScheme.scale(shared.of(layer.ofm())));
            return ImmutableList.of(ifm, named(made.weights()), named(made.bias()));
        }
        boolean isShared = IntegerForms.sharesQuantization(operator);
        ImmutableList.Builder<Operand> operands = ImmutableList.builder();
        for (Operand operand : layer.operands()) {
            if (operand instanceof FeatureMap map) {
                operands.add(isShared ? requantized(layer, of(map)) : of(map));
            } else if (operand instanceof Constant constant) {
                operands.add(named(
                        isShared ? StoredConstant.of(constant, shared.of(layer.ofm())) : StoredConstant.of(constant)));
            }
        }
        return operands.build();
    }

    /** Layers that shared a constant may need different ones now; a name stands for one. */
    private Constant named(Constant made) {
        Constant known = constants.putIfAbsent(made.name(), made);
        if (known == null || known.equals(made)) {
            return made;
        }
        return named(new Constant(made.name() + "#", made.shape(), made.type(), made.quantization(), made.contents()));
    }

    /** The operand as the layer needs it: with the quantisation of its result. */
    private FeatureMap requantized(Layer layer, FeatureMap operand) {
        Quantization wanted = shared.of(layer.ofm());
        if (operand.quantization().equals(wanted)) {
            return operand;
        }
        FeatureMap made = new FeatureMap(
                free(operand.name() + "/requantized", mapNames), operand.shape(), ElementType.INT8, wanted);
        add(layer.name() + "/requantize", Pointwise.Function.QUANTIZE, operand, made);
        return made;
    }
}
