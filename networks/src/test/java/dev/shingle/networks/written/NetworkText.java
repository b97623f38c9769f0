package dev.shingle.networks.written;

import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import java.nio.ByteBuffer;
import java.util.Locale;
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
 * The three operators that leave elements as they are (reshape, view, and a copy without change of type) are one, and so are
 * paddings that count and that do not where there is none.
 */
final class NetworkText {

    private final boolean constantNames;

    /** Formats that need a constant in several forms rename it. */
    NetworkText(boolean constantNames) {
        this.constantNames = constantNames;
    }

    String of(Network network) {
        return "inputs " + maps(network.inputs()) + "\n"
                + network.layers().stream().map(this::layer).collect(Collectors.joining("\n"))
                + "\noutputs " + maps(network.outputs()) + "\n";
    }

    private static String maps(Iterable<FeatureMap> maps) {
        StringBuilder text = new StringBuilder();
        maps.forEach(map -> text.append(map(map)).append("  "));
        return text.toString();
    }

    String layer(Layer layer) {
        return operator(layer.operator())
                + layer.operands().stream()
                        .map(this::operand)
                        .map(operand -> "\n      " + operand)
                        .collect(Collectors.joining())
                + "\n   -> " + maps(layer.outputs());
    }

    static String operator(Operator operator) {
        if (operator instanceof Operator.View
                || operator instanceof Operator.Reshape
                || operator.equals(Operator.Pointwise.of(Operator.Pointwise.Function.COPY))) {
            return "Same elements";
        }
        if (operator instanceof Operator.Pool pool) {
            boolean counts = pool.countsPadding() && !pool.window().padding().equals(dev.shingle.networks.Padding.NONE);
            return new Operator.Pool(pool.kind(), pool.window(), counts, pool.activation()).toString();
        }
        return operator.toString();
    }

    private String operand(Operand operand) {
        return operand instanceof Constant constant ? constant(constant) : map((FeatureMap) operand);
    }

    static String map(FeatureMap map) {
        return map.name() + " " + map.shape().dimensions() + " " + map.type() + scales(map.quantization());
    }

    private String constant(Constant constant) {
        ByteBuffer bytes = constant.contents().bytes();
        CRC32 sum = new CRC32();
        int length = bytes.remaining();
        sum.update(bytes);
        return String.format(
                Locale.ROOT,
                "%s %s %s%s %d bytes %08x",
                constantNames ? constant.name() : "constant",
                constant.shape().dimensions(),
                constant.type(),
                scales(constant.quantization()),
                length,
                sum.getValue());
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
