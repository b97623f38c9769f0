package dev.shingle.networks.resize;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.math.IntMath;
import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Gives a network an input image of another size and infers every shape anew.
 *
 * <p>Weights, strides and kernels stay. Padding that follows from the size is worked out again ({@link ResizedWindows});
 * a pool over the whole image stays one. Results whose shape is a parameter of its own scale with their operand where
 * only one reading makes sense ({@link ResizedShapes}). Everything else refuses, and says so: weights made for a number of
 * pixels, tables with a value for each pixel, operators of unknown arithmetic. One pass over the layers.
 */
public final class InputResizer {

    /** Aspect ratios with fewer exact sizes than this are rounded. */
    private static final int FEW_SIZES = 8;

    private final Network network;
    private final ResizedWindows windows;
    private final Map<String, FeatureMap> resized = new HashMap<>();

    /** Prepares for any number of sizes. */
    public InputResizer(Network network) {
        this.network = network;
        this.windows = ResizedWindows.of(network);
    }

    /** The size of the input image, unless the network has several inputs or one that is no image. */
    public Optional<ImageSize> size() {
        if (network.inputs().size() != 1) {
            return Optional.empty();
        }
        Shape shape = network.inputs().get(0).shape();
        return shape.rank() >= 3 && shape.height() > 1 && shape.width() > 1
                ? Optional.of(new ImageSize(shape.height(), shape.width()))
                : Optional.empty();
    }

    /**
     * Smaller sizes of the same aspect ratio, falling. A ratio of large numbers, such as 49 to 10, has few or no exact
     * ones; then the longer side falls by one pixel at a time and the shorter one is rounded.
     */
    public ImmutableList<ImageSize> smallerSizes() {
        return size().map(InputResizer::smallerThan).orElse(ImmutableList.of());
    }

    private static ImmutableList<ImageSize> smallerThan(ImageSize size) {
        int common = IntMath.gcd(size.height(), size.width());
        int count = common >= FEW_SIZES ? common : Math.max(size.height(), size.width());
        return IntStream.range(1, count)
                .map(i -> count - i)
                .mapToObj(part -> new ImageSize(scaled(size.height(), part, count), scaled(size.width(), part, count)))
                .collect(toImmutableList());
    }

    private static int scaled(int side, int part, int count) {
        return Math.max(1, Math.toIntExact(Math.round((double) side * part / count)));
    }

    /** The network for an image of that size. */
    public Resized resize(ImageSize size) {
        if (size().isEmpty()) {
            return new Resized.Refused(
                    network.inputs().size() == 1 ? "its input is no image" : "it has not exactly one input");
        }
        resized.clear();
        FeatureMap image = network.inputs().get(0);
        int[] dimensions = image.shape().dimensions().toArray();
        dimensions[dimensions.length - 3] = size.height();
        dimensions[dimensions.length - 2] = size.width();
        FeatureMap input = with(image, Shape.of(dimensions));
        ImmutableList.Builder<Layer> layers = ImmutableList.builder();
        for (Layer layer : network.layers()) {
            try {
                layers.add(resize(layer));
            } catch (IllegalArgumentException | ArithmeticException e) {
                return new Resized.Refused(
                        "%s (%s): %s".formatted(layer.name(), layer.operator().displayName(), e.getMessage()));
            }
        }
        ImmutableList<FeatureMap> outputs =
                network.outputs().stream().map(this::current).collect(toImmutableList());
        return new Resized.To(new Network(network.name(), ImmutableList.of(input), layers.build(), outputs));
    }

    private Layer resize(Layer layer) {
        if (layer.inputs().stream().allMatch(input -> current(input).equals(input))) {
            layer.outputs().forEach(output -> resized.put(output.name(), output));
            return layer;
        }
        requireNoTable(layer);
        ImmutableList<Operand> operands = layer.operands().stream()
                .map(operand -> operand instanceof FeatureMap map ? current(map) : operand)
                .collect(toImmutableList());
        Operator operator = windows.resized(layer, operands.get(0).shape());
        ImmutableList<Shape> shapes = ResizedShapes.of(layer, operator, operands);
        ImmutableList<FeatureMap> outputs = IntStream.range(0, shapes.size())
                .mapToObj(i -> with(layer.outputs().get(i), shapes.get(i)))
                .collect(toImmutableList());
        return new Layer(layer.name(), operator, operands, outputs, layer.sources());
    }

    /** A constant beside a feature map, element by element, may have one value a channel but none a pixel. */
    private static void requireNoTable(Layer layer) {
        boolean isByElement = layer.operator() instanceof Operator.Elementwise
                || layer.operator() instanceof Operator.Pointwise
                || layer.operator() instanceof Operator.Concatenation
                || layer.operator() instanceof Operator.Pack;
        Stream<Constant> tables =
                layer.constants().stream().filter(constant -> constant.shape().pixels() > 1);
        if (isByElement && tables.findAny().isPresent()) {
            throw new IllegalArgumentException("a constant operand has a value for each pixel");
        }
    }

    private FeatureMap current(FeatureMap map) {
        return resized.getOrDefault(map.name(), map);
    }

    private FeatureMap with(FeatureMap map, Shape shape) {
        FeatureMap changed = new FeatureMap(map.name(), shape, map.type(), map.quantization());
        resized.put(map.name(), changed);
        return changed;
    }
}
