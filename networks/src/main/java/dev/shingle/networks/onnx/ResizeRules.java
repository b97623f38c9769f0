package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Resize;
import dev.shingle.networks.Shape;
import java.util.Arrays;
import java.util.Optional;

/**
 * Change of height and width. The file has many rules for where an output pixel lies in the input; a layer has those of
 * {@link ResizeCoordinates}. A rule is taken over if it picks the same pixels for the sizes at hand; if none does, the layer
 * is sized, not described.
 */
final class ResizeRules {

    private ResizeRules() {}

    static ImmutableMap<String, Rule> all() {
        return ImmutableMap.of("Resize", ResizeRules::resize, "Upsample", ResizeRules::upsample);
    }

    /** The older operator: factors only, and output pixel i lies at i / factor. */
    private static void upsample(Node node) {
        Shape input = node.shape(0);
        double[] scales =
                node.realParameter(1, "scales").orElseThrow(() -> node.failure("no scales", "one for each dimension"));
        requireRank(node, scales.length, input);
        add(node, input, scaled(node, input, scales, allAxes(input)), scales, "asymmetric", "floor");
    }

    private static void resize(Node node) {
        Shape input = node.shape(0);
        boolean isFirst = node.opset() < 11;
        int[] axes = node.integers("axes").orElseGet(() -> allAxes(input));
        for (int i = 0; i < axes.length; i++) {
            axes[i] = node.axis(axes[i], input.rank());
        }
        Optional<double[]> scales = node.has(isFirst ? 1 : 2)
                ? node.realParameter(isFirst ? 1 : 2, "scales").filter(values -> values.length > 0)
                : Optional.empty();
        double[] factors = new double[input.rank()];
        Arrays.fill(factors, 1);
        int[] output;
        if (scales.isPresent()) {
            requireRank(node, scales.get().length, axes.length);
            for (int i = 0; i < axes.length; i++) {
                factors[axes[i]] = scales.get()[i];
            }
            output = scaled(node, input, factors, axes);
        } else {
            output = sized(node, input, axes, factors);
        }
        String rule = isFirst ? "asymmetric" : node.text("coordinate_transformation_mode", "half_pixel");
        String nearest = isFirst ? "floor" : node.text("nearest_mode", "round_prefer_floor");
        add(node, input, output, factors, rule, nearest);
    }

    private static int[] allAxes(Shape input) {
        return AxisOrder.plain(input.rank()).axes().toArray();
    }

    private static void requireRank(Node node, int found, Shape input) {
        requireRank(node, found, input.rank());
    }

    private static void requireRank(Node node, int found, int expected) {
        if (found != expected) {
            throw node.failure(found + " scales or sizes", String.valueOf(expected));
        }
    }

    private static int[] scaled(Node node, Shape input, double[] factors, int[] axes) {
        int[] output = input.dimensions().toArray();
        for (int axis : axes) {
            double size = Math.floor(output[axis] * factors[axis]);
            if (!(size >= 1 && size <= Integer.MAX_VALUE)) {
                throw node.failure("scale " + factors[axis], "one that leaves at least a pixel");
            }
            output[axis] = (int) size;
        }
        return output;
    }

    /** Sizes are wanted as they are, or as limits that keep the aspect ratio. */
    private static int[] sized(Node node, Shape input, int[] axes, double[] factors) {
        int[] sizes = node.integers(3);
        requireRank(node, sizes.length, axes.length);
        String policy = node.text("keep_aspect_ratio_policy", "stretch");
        int[] output = input.dimensions().toArray();
        double common = policy.equals("not_larger") ? Double.MAX_VALUE : 0;
        for (int i = 0; i < axes.length; i++) {
            double factor = (double) sizes[i] / input.dimension(axes[i]);
            common = policy.equals("not_larger") ? Math.min(common, factor) : Math.max(common, factor);
        }
        for (int i = 0; i < axes.length; i++) {
            int size = input.dimension(axes[i]);
            output[axes[i]] = policy.equals("stretch") ? sizes[i] : (int) Math.floor(common * size + 0.5);
            factors[axes[i]] = policy.equals("stretch") ? (double) sizes[i] / size : common;
        }
        return output;
    }

    private static void add(Node node, Shape input, int[] output, double[] factors, String rule, String nearest) {
        Stored data = node.stored(0);
        Optional<Resize> operator = operator(node, input, output, factors, rule, nearest);
        if (operator.isPresent()) {
            AxisOrder order = AxisOrder.channelsLast(input.rank());
            node.step(operator.get(), node.assembly().settle(node, data, order).map())
                    .shaped(order.stored(Shape.of(output)))
                    .in(order)
                    .done();
        } else {
            node.step(new Operator.Opaque(node.kind()), data.map())
                    .shaped(data.order().stored(Shape.of(output)))
                    .in(data.order())
                    .done();
        }
    }

    private static Optional<Resize> operator(
            Node node, Shape input, int[] output, double[] factors, String rule, String nearest) {
        String mode = node.text("mode", "nearest");
        boolean isImage = input.rank() == 4 && output[0] == input.dimension(0) && output[1] == input.dimension(1);
        boolean smooths = node.flag("antialias") && (factors[2 % input.rank()] < 1 || factors[input.rank() - 1] < 1);
        if (!isImage || smooths || !node.assembly().spend(3L * ((long) output[2] + output[3]))) {
            return Optional.empty();
        }
        ResizeCoordinates rows = new ResizeCoordinates(input.dimension(2), output[2], factors[2], rule);
        ResizeCoordinates columns = new ResizeCoordinates(input.dimension(3), output[3], factors[3], rule);
        return switch (mode) {
            case "nearest" -> ResizeCoordinates.nearest(rows, columns, nearest);
            case "linear", "bilinear" -> ResizeCoordinates.bilinear(rows, columns);
            default -> Optional.empty();
        };
    }
}
