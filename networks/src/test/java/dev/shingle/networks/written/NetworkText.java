package dev.shingle.networks.written;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * What two networks must have in common to be the same, as lines to compare:
 *
 * <ul>
 *   <li>inputs and outputs in order: name, shape, element type, scales as single-precision numbers, zero points, axis;
 *   <li>layers in order: operator with all parameters, operands and results in the same detail, contents of constants;
 *   <li>not: the network's name, layers' names and sources, which files do not have.
 * </ul>
 *
 * A bias of zeros is none. The three operators that leave elements as they are (reshape, view, and a copy without change of type) are one, and so are
 * paddings that count and that do not where there is none.
 */
final class NetworkText {

    private final boolean allNames;
    private final Map<String, String> mapNames = new HashMap<>();

    /**
     * For one network.
     *
     * @param allNames false: only inputs and outputs must be called the same, constants may have further dimensions of
     *     size 1 in front, and a change of size may follow another rule, which picks the same pixels
     */
    NetworkText(boolean allNames) {
        this.allNames = allNames;
    }

    String of(Network network) {
        if (!allNames) {
            network.layers()
                    .forEach(layer ->
                            layer.outputs().forEach(output -> mapNames.put(output.name(), "map " + mapNames.size())));
        }
        network.inputs().forEach(input -> mapNames.put(input.name(), input.name()));
        network.outputs().forEach(output -> mapNames.put(output.name(), output.name()));
        return "inputs " + maps(network.inputs()) + "\n"
                + network.layers().stream().map(this::layer).collect(Collectors.joining("\n"))
                + "\noutputs " + maps(network.outputs()) + "\n";
    }

    private String maps(Iterable<FeatureMap> maps) {
        StringBuilder text = new StringBuilder();
        maps.forEach(map -> text.append(map(map)).append("  "));
        return text.toString();
    }

    String layer(Layer layer) {
        return operator(layer.operator())
                + layer.operands().stream()
                        .filter(operand -> !isZeroBias(layer, operand))
                        .map(this::operand)
                        .map(operand -> "\n      " + operand)
                        .collect(Collectors.joining())
                + "\n   -> " + maps(layer.outputs());
    }

    private static boolean isZeroBias(Layer layer, Operand operand) {
        boolean isBias = layer.operands().size() > 2
                && layer.operands().get(2).equals(operand)
                && (layer.operator() instanceof Operator.Convolution
                        || layer.operator() instanceof Operator.DepthwiseConvolution);
        if (!isBias || !(operand instanceof Constant constant)) {
            return false;
        }
        ByteBuffer bytes = constant.contents().bytes();
        while (bytes.hasRemaining()) {
            if (bytes.get() != 0) {
                return false;
            }
        }
        return true;
    }

    private String operator(Operator operator) {
        if (operator instanceof Operator.View
                || operator instanceof Operator.Reshape
                || operator.equals(Operator.Pointwise.of(Operator.Pointwise.Function.COPY))) {
            return "Same elements";
        }
        if (operator instanceof Operator.Pool pool) {
            boolean counts = pool.countsPadding() && !pool.window().padding().equals(Padding.NONE);
            return new Operator.Pool(pool.kind(), pool.window(), counts, pool.activation()).toString();
        }
        if (operator instanceof Operator.Resize resize && !allNames) {
            return "Resize " + resize.mode();
        }
        if (operator instanceof Operator.FullyConnected connected && !allNames) {
            return "FullyConnected " + connected.activation();
        }
        return operator.toString();
    }

    private String operand(Operand operand) {
        return operand instanceof Constant constant ? constant(constant) : map((FeatureMap) operand);
    }

    private String map(FeatureMap map) {
        return mapNames.getOrDefault(map.name(), map.name()) + " " + map.shape().dimensions() + " " + map.type()
                + scales(map.quantization());
    }

    private String constant(Constant constant) {
        ByteBuffer bytes = constant.contents().bytes();
        CRC32 sum = new CRC32();
        int length = bytes.remaining();
        sum.update(bytes);
        return String.format(
                Locale.ROOT,
                "%s %s %s%s %d bytes %08x",
                allNames ? constant.name() : "constant",
                shape(constant).dimensions(),
                constant.type(),
                scales(constant.quantization()),
                length,
                sum.getValue());
    }

    private Shape shape(Constant constant) {
        ImmutableIntArray dimensions = constant.shape().dimensions();
        int ones = 0;
        while (!allNames && ones < dimensions.length() && dimensions.get(ones) == 1) {
            ones++;
        }
        return new Shape(dimensions.subArray(ones, dimensions.length()));
    }

    private static String scales(Quantization quantization) {
        if (!quantization.isQuantized()) {
            return "";
        }
        String scales = quantization.scales().stream()
                .mapToObj(scale -> Float.toString((float) scale))
                .collect(Collectors.joining(" ", " (", ")"));
        return scales + quantization.zeroPoints() + (quantization.isPerChannel() ? "@" + quantization.axis() : "");
    }
}
