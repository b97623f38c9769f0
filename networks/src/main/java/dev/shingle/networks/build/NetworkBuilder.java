package dev.shingle.networks.build;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Pool;
import dev.shingle.networks.Operator.Resize;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds a network layer by layer. Every method appends one layer and returns its result, which is named like the layer;
 * weights and biases are seeded and quantised, shapes are worked out.
 *
 * <pre>{@code
 *   NetworkBuilder net = new NetworkBuilder("tiny", ElementType.INT8);
 *   FeatureMap image = net.input("image", Shape.hwc(32, 32, 3));
 *   FeatureMap conv = net.convolution("conv", image, 8, Border.SAME.window(image, 3, 2), Activation.RELU6);
 *   net.output(net.fullyConnected("classes", conv, 10, Activation.NONE));
 *   Network network = net.build();
 * }</pre>
 *
 * Arguments that fit no layer are refused with an {@link IllegalArgumentException} that names it.
 */
public final class NetworkBuilder {

    private final String name;
    private final ElementType type;
    private final List<FeatureMap> inputs = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();
    private final List<FeatureMap> outputs = new ArrayList<>();
    private long nextSeed = 1;

    /**
     * Starts an empty network.
     *
     * @param type of all activations: INT8, UINT8, INT16 (with weights of 8 bits) or FLOAT32
     */
    public NetworkBuilder(String name, ElementType type) {
        checkArgument(
                type == ElementType.INT8
                        || type == ElementType.UINT8
                        || type == ElementType.INT16
                        || type == ElementType.FLOAT32,
                "networks of %s cannot be seeded",
                type);
        this.name = name;
        this.type = type;
    }

    /** Weights and biases of the layers that follow come from this seed and the ones behind it, one each. */
    public NetworkBuilder seed(long seed) {
        nextSeed = seed;
        return this;
    }

    public FeatureMap input(String mapName, Shape shape) {
        FeatureMap map = new FeatureMap(mapName, shape, type, SeededQuantization.image(type));
        inputs.add(map);
        return map;
    }

    /** Declares a network output. */
    public NetworkBuilder output(FeatureMap map) {
        outputs.add(map);
        return this;
    }

    public Network build() {
        return new Network(
                name, ImmutableList.copyOf(inputs), ImmutableList.copyOf(layers), ImmutableList.copyOf(outputs));
    }

    public FeatureMap convolution(String layer, FeatureMap ifm, int channels, Window window, Activation activation) {
        return groupedConvolution(layer, ifm, channels, window, 1, activation);
    }

    public FeatureMap groupedConvolution(
            String layer, FeatureMap ifm, int channels, Window window, int groups, Activation activation) {
        int inputChannels = ifm.shape().channels();
        checkArgument(
                groups >= 1 && inputChannels % groups == 0 && channels % groups == 0,
                "layer %s: %s groups do not divide %s input and %s output channels",
                layer,
                groups,
                inputChannels,
                channels);
        Shape weights = Shape.of(channels, window.kernelHeight(), window.kernelWidth(), inputChannels / groups);
        Shape result = windowed(layer, ifm, window, channels);
        Operator operator = new Operator.Convolution(window, groups, activation);
        return weighted(layer, operator, ifm, weights, 0, result, activation);
    }

    /** Each input channel makes {@code multiplier} output channels. */
    public FeatureMap depthwise(String layer, FeatureMap ifm, int multiplier, Window window, Activation activation) {
        int channels = Math.multiplyExact(ifm.shape().channels(), multiplier);
        Shape weights = Shape.of(1, window.kernelHeight(), window.kernelWidth(), channels);
        Shape result = windowed(layer, ifm, window, channels);
        Operator operator = new Operator.DepthwiseConvolution(window, multiplier, activation);
        return weighted(layer, operator, ifm, weights, 3, result, activation);
    }

    /** The padding is cropped from the full result, which has (size - 1) * stride + kernel rows and columns. */
    public FeatureMap transposedConvolution(
            String layer, FeatureMap ifm, int channels, Window window, Activation activation) {
        Shape weights = Shape.of(
                channels,
                window.kernelHeight(),
                window.kernelWidth(),
                ifm.shape().channels());
        Padding crop = window.padding();
        int height = (ifm.shape().height() - 1) * window.strideHeight() + window.kernelHeight();
        int width = (ifm.shape().width() - 1) * window.strideWidth() + window.kernelWidth();
        Shape result =
                image(layer, ifm, height - crop.top() - crop.bottom(), width - crop.left() - crop.right(), channels);
        Operator operator = new Operator.TransposedConvolution(window, activation);
        return weighted(layer, operator, ifm, weights, 0, result, activation);
    }

    /** Every image of the batch becomes one vector of {@code outputs} numbers. */
    public FeatureMap fullyConnected(String layer, FeatureMap ifm, int outputCount, Activation activation) {
        int batch = ifm.shape().rank() >= 4 ? ifm.shape().batch() : 1;
        int length = Math.toIntExact(ifm.shape().elements() / batch);
        Shape weights = Shape.of(outputCount, length);
        Operator operator = new Operator.FullyConnected(activation);
        return weighted(layer, operator, ifm, weights, 0, Shape.of(batch, outputCount), activation);
    }

    public FeatureMap maxPool(String layer, FeatureMap ifm, Window window) {
        return pool(layer, Pool.Kind.MAX, ifm, window);
    }

    public FeatureMap averagePool(String layer, FeatureMap ifm, Window window) {
        return pool(layer, Pool.Kind.AVERAGE, ifm, window);
    }

    /** Mean of every channel over the whole image: one pixel. */
    public FeatureMap globalAveragePool(String layer, FeatureMap ifm) {
        Shape shape = ifm.shape();
        return averagePool(layer, ifm, new Window(shape.height(), shape.width(), 1, 1, 1, 1, Padding.NONE));
    }

    public FeatureMap add(String layer, FeatureMap first, FeatureMap second, Activation activation) {
        return elementwise(layer, Elementwise.Kind.ADD, first, second, activation);
    }

    /** Two maps of the same shape, or with dimensions of size 1 that are broadcast. */
    public FeatureMap elementwise(
            String layer, Elementwise.Kind kind, FeatureMap first, FeatureMap second, Activation activation) {
        return append(
                layer,
                new Elementwise(kind, activation),
                ImmutableList.of(first, second),
                broadcast(layer, first.shape(), second.shape()),
                SeededQuantization.result(type, activation));
    }

    /** Maps of the same height and width, channel behind channel. */
    public FeatureMap concatenation(String layer, FeatureMap... parts) {
        checkArgument(parts.length > 0, "layer %s concatenates nothing", layer);
        Shape first = parts[0].shape();
        int channels = 0;
        for (FeatureMap part : parts) {
            checkArgument(
                    withChannels(part.shape(), 1).equals(withChannels(first, 1)),
                    "layer %s cannot concatenate %s and %s",
                    layer,
                    first,
                    part.shape());
            channels = Math.addExact(channels, part.shape().channels());
        }
        Operator operator = new Operator.Concatenation(first.rank() - 1, Activation.NONE);
        Shape result = withChannels(first, channels);
        return append(layer, operator, ImmutableList.copyOf(parts), result, parts[0].quantization());
    }

    /** Parts of the given numbers of channels, named {@code layer-0}, {@code layer-1}, ... */
    public ImmutableList<FeatureMap> split(String layer, FeatureMap ifm, int... channels) {
        checkArgument(
                Arrays.stream(channels).asLongStream().sum() == ifm.shape().channels(),
                "layer %s: the parts have not %s channels together",
                layer,
                ifm.shape().channels());
        ImmutableList.Builder<FeatureMap> parts = ImmutableList.builder();
        for (int i = 0; i < channels.length; i++) {
            Shape part = withChannels(ifm.shape(), channels[i]);
            parts.add(new FeatureMap(layer + "-" + i, part, type, ifm.quantization()));
        }
        return append(layer, new Operator.Split(ifm.shape().rank() - 1), ImmutableList.of(ifm), parts.build());
    }

    /** Every pixel becomes a square of {@code factor} x {@code factor} equal ones. */
    public FeatureMap upsample(String layer, FeatureMap ifm, int factor) {
        Shape shape = ifm.shape();
        return resize(
                layer,
                Resize.Mode.NEAREST,
                ifm,
                Math.multiplyExact(shape.height(), factor),
                Math.multiplyExact(shape.width(), factor));
    }

    public FeatureMap resize(String layer, Resize.Mode mode, FeatureMap ifm, int height, int width) {
        Shape result = image(layer, ifm, height, width, ifm.shape().channels());
        Operator operator = new Resize(mode, false, mode == Resize.Mode.BILINEAR);
        return append(layer, operator, ImmutableList.of(ifm), result, ifm.quantization());
    }

    /** The same elements under another shape, without storage where the machine allows it. */
    public FeatureMap view(String layer, FeatureMap ifm, Shape shape) {
        checkArgument(
                shape.elements() == ifm.shape().elements(), "layer %s cannot view %s as %s", layer, ifm.shape(), shape);
        return append(layer, new Operator.View(), ImmutableList.of(ifm), shape, ifm.quantization());
    }

    public FeatureMap softmax(String layer, FeatureMap ifm) {
        return append(
                layer,
                new Operator.Softmax(1),
                ImmutableList.of(ifm),
                ifm.shape(),
                SeededQuantization.probability(type));
    }

    /** Any other operator; the caller vouches for the shape. */
    public FeatureMap append(String layer, Operator operator, ImmutableList<? extends Operand> operands, Shape result) {
        return append(layer, operator, operands, result, SeededQuantization.result(type, Activation.NONE));
    }

    private FeatureMap pool(String layer, Pool.Kind kind, FeatureMap ifm, Window window) {
        Shape result = windowed(layer, ifm, window, ifm.shape().channels());
        Operator operator = new Pool(kind, window, false, Activation.NONE);
        return append(layer, operator, ImmutableList.of(ifm), result, ifm.quantization());
    }

    private FeatureMap weighted(
            String layer,
            Operator operator,
            FeatureMap ifm,
            Shape weightShape,
            int channelAxis,
            Shape result,
            Activation activation) {
        int channels = weightShape.dimension(channelAxis);
        long fanIn = channelAxis == 0
                ? weightShape.elements() / channels
                : (long) weightShape.height() * weightShape.width();
        ElementType weightType = type == ElementType.INT16 ? ElementType.INT8 : type;
        ElementType biasType = type == ElementType.FLOAT32 ? type : ElementType.INT32;
        Quantization weightScales = SeededQuantization.weights(weightType, channels, channelAxis, fanIn);
        Quantization biasScales = SeededQuantization.bias(ifm.quantization(), weightScales);
        return append(
                layer,
                operator,
                ImmutableList.of(
                        ifm,
                        constant(layer + "/weights", weightShape, weightType, weightScales),
                        constant(layer + "/bias", Shape.of(channels), biasType, biasScales)),
                result,
                SeededQuantization.result(type, activation));
    }

    private Constant constant(String constantName, Shape shape, ElementType constantType, Quantization scales) {
        return new Constant(
                constantName, shape, constantType, scales, Constant.Seeded.of(nextSeed++, shape, constantType));
    }

    private FeatureMap append(
            String layer,
            Operator operator,
            ImmutableList<? extends Operand> operands,
            Shape shape,
            Quantization quantization) {
        FeatureMap result = new FeatureMap(layer, shape, type, quantization);
        return append(layer, operator, operands, ImmutableList.of(result)).get(0);
    }

    private ImmutableList<FeatureMap> append(
            String layer,
            Operator operator,
            ImmutableList<? extends Operand> operands,
            ImmutableList<FeatureMap> results) {
        String source = operator.displayName() + "#" + layers.size();
        layers.add(new Layer(layer, operator, ImmutableList.copyOf(operands), results, ImmutableList.of(source)));
        return results;
    }

    private static Shape windowed(String layer, FeatureMap ifm, Window window, int channels) {
        Padding padding = window.padding();
        long rows = (long) ifm.shape().height() + padding.top() + padding.bottom() - window.extentHeight();
        long columns = (long) ifm.shape().width() + padding.left() + padding.right() - window.extentWidth();
        checkArgument(
                rows >= 0 && columns >= 0,
                "layer %s: a window of %sx%s does not fit into %s",
                layer,
                window.extentHeight(),
                window.extentWidth(),
                ifm.shape());
        int height = Math.toIntExact(rows / window.strideHeight() + 1);
        int width = Math.toIntExact(columns / window.strideWidth() + 1);
        return image(layer, ifm, height, width, channels);
    }

    /** The input's batch with other images. */
    private static Shape image(String layer, FeatureMap ifm, int height, int width, int channels) {
        checkArgument(
                height >= 1 && width >= 1 && channels >= 1,
                "layer %s would give %sx%sx%s",
                layer,
                height,
                width,
                channels);
        return Shape.of(ifm.shape().batch(), height, width, channels);
    }

    private static Shape withChannels(Shape shape, int channels) {
        int[] dimensions = shape.dimensions().toArray();
        dimensions[dimensions.length - 1] = channels;
        return Shape.of(dimensions);
    }

    private static Shape broadcast(String layer, Shape first, Shape second) {
        int[] dimensions = new int[Math.max(first.rank(), second.rank())];
        for (int fromEnd = 1; fromEnd <= dimensions.length; fromEnd++) {
            int a = fromEnd(first.dimensions(), fromEnd);
            int b = fromEnd(second.dimensions(), fromEnd);
            checkArgument(a == b || a == 1 || b == 1, "layer %s cannot combine %s and %s", layer, first, second);
            dimensions[dimensions.length - fromEnd] = Math.max(a, b);
        }
        return Shape.of(dimensions);
    }

    private static int fromEnd(ImmutableIntArray dimensions, int position) {
        return position <= dimensions.length() ? dimensions.get(dimensions.length() - position) : 1;
    }
}
