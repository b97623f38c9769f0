package dev.shingle.networks.build;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

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
import dev.shingle.networks.ShapeInference;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a network layer by layer. Every method appends one layer and returns its result, which is named like the
 * layer; weights and biases are seeded and quantised, shapes are worked out.
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

    /**
     * The same with a result of given quantisation: that of another part of the concatenation that it goes to, since
     * parts of different scales could not be laid one behind another as they are.
     */
    public FeatureMap convolution(
            String layer,
            FeatureMap ifm,
            int channels,
            Window window,
            Activation activation,
            Quantization quantization) {
        Shape weights = Shape.of(
                channels,
                window.kernelHeight(),
                window.kernelWidth(),
                ifm.shape().channels());
        Operator operator = new Operator.Convolution(window, 1, activation);
        return append(layer, operator, withWeights(layer, ifm, weights, 0), quantization);
    }

    public FeatureMap groupedConvolution(
            String layer, FeatureMap ifm, int channels, Window window, int groups, Activation activation) {
        checkArgument(groups >= 1, "layer %s has %s groups", layer, groups);
        int groupChannels = ifm.shape().channels() / groups;
        Shape weights = Shape.of(channels, window.kernelHeight(), window.kernelWidth(), groupChannels);
        Operator operator = new Operator.Convolution(window, groups, activation);
        return weighted(layer, operator, ifm, weights, 0, activation);
    }

    /** Each input channel makes {@code multiplier} output channels. */
    public FeatureMap depthwise(String layer, FeatureMap ifm, int multiplier, Window window, Activation activation) {
        int channels = Math.multiplyExact(ifm.shape().channels(), multiplier);
        Shape weights = Shape.of(1, window.kernelHeight(), window.kernelWidth(), channels);
        Operator operator = new Operator.DepthwiseConvolution(window, multiplier, activation);
        return weighted(layer, operator, ifm, weights, 3, activation);
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
        return append(
                layer,
                operator,
                withWeights(layer, ifm, weights, 0),
                result,
                SeededQuantization.result(type, activation));
    }

    /** Every image of the batch becomes one vector of {@code outputs} numbers. */
    public FeatureMap fullyConnected(String layer, FeatureMap ifm, int outputCount, Activation activation) {
        int batch = ifm.shape().rank() >= 4 ? ifm.shape().batch() : 1;
        int length = Math.toIntExact(ifm.shape().elements() / batch);
        Shape weights = Shape.of(outputCount, length);
        Operator operator = new Operator.FullyConnected(activation);
        return weighted(layer, operator, ifm, weights, 0, activation);
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
                SeededQuantization.result(type, activation));
    }

    /** Maps of the same height and width, channel behind channel. */
    public FeatureMap concatenation(String layer, FeatureMap... parts) {
        checkArgument(parts.length > 0, "layer %s concatenates nothing", layer);
        return concatenation(layer, parts[0].shape().rank() - 1, ImmutableList.copyOf(parts));
    }

    /** Maps that are laid one behind another along any axis. */
    public FeatureMap concatenation(String layer, int axis, ImmutableList<FeatureMap> parts) {
        checkArgument(!parts.isEmpty(), "layer %s concatenates nothing", layer);
        Operator operator = new Operator.Concatenation(axis, Activation.NONE);
        return append(layer, operator, parts, parts.get(0).quantization());
    }

    /** Parts of the given numbers of channels, named {@code layer-0}, {@code layer-1}, ... */
    public ImmutableList<FeatureMap> split(String layer, FeatureMap ifm, int... channels) {
        ImmutableList.Builder<FeatureMap> parts = ImmutableList.builder();
        for (int i = 0; i < channels.length; i++) {
            Shape part = withChannels(ifm.shape(), channels[i]);
            parts.add(new FeatureMap(layer + "-" + i, part, type, ifm.quantization()));
        }
        return append(layer, new Operator.Split(ifm.shape().rank() - 1), ImmutableList.of(ifm), parts.build());
    }

    /** Axis i of the result is axis {@code permutation[i]} of the operand. */
    public FeatureMap transpose(String layer, FeatureMap ifm, int... permutation) {
        return moved(layer, new Operator.Transpose(ImmutableIntArray.copyOf(permutation)), ifm);
    }

    /**
     * Deals the channels out like cards: the first of every group, then the second of every group. Three layers, named
     * {@code layer-groups}, {@code layer-dealt} and {@code layer}: a view, a transpose, a view.
     */
    public FeatureMap channelShuffle(String layer, FeatureMap ifm, int groups) {
        Shape shape = ifm.shape();
        checkArgument(
                groups >= 1 && shape.channels() % groups == 0,
                "layer %s deals %s channels out to %s groups",
                layer,
                shape.channels(),
                groups);
        Shape split = Shape.of(shape.batch(), shape.height(), shape.width(), groups, shape.channels() / groups);
        FeatureMap dealt = transpose(layer + "-dealt", view(layer + "-groups", ifm, split), 0, 1, 2, 4, 3);
        return view(layer, dealt, shape);
    }

    /** Channels become squares of {@code block} x {@code block} pixels. */
    public FeatureMap depthToSpace(String layer, FeatureMap ifm, int block) {
        return moved(layer, new Operator.DepthToSpace(block), ifm);
    }

    /** Squares of {@code block} x {@code block} pixels become channels. */
    public FeatureMap spaceToDepth(String layer, FeatureMap ifm, int block) {
        return moved(layer, new Operator.SpaceToDepth(block), ifm);
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
        return append(layer, new Operator.View(), ImmutableList.of(ifm), shape, ifm.quantization());
    }

    public FeatureMap softmax(String layer, FeatureMap ifm) {
        return append(layer, new Operator.Softmax(1), ImmutableList.of(ifm), SeededQuantization.probability(type));
    }

    /** Any other operator with a result of the given shape. */
    public FeatureMap append(String layer, Operator operator, ImmutableList<? extends Operand> operands, Shape result) {
        return append(layer, operator, operands, result, SeededQuantization.result(type, Activation.NONE));
    }

    private FeatureMap moved(String layer, Operator operator, FeatureMap ifm) {
        return append(layer, operator, ImmutableList.of(ifm), ifm.quantization());
    }

    private FeatureMap pool(String layer, Pool.Kind kind, FeatureMap ifm, Window window) {
        Operator operator = new Pool(kind, window, false, Activation.NONE);
        return append(layer, operator, ImmutableList.of(ifm), ifm.quantization());
    }

    private FeatureMap weighted(
            String layer, Operator operator, FeatureMap ifm, Shape weights, int channelAxis, Activation activation) {
        return append(
                layer,
                operator,
                withWeights(layer, ifm, weights, channelAxis),
                SeededQuantization.result(type, activation));
    }

    private ImmutableList<Operand> withWeights(String layer, FeatureMap ifm, Shape shape, int channelAxis) {
        int channels = shape.dimension(channelAxis);
        long fanIn = channelAxis == 0 ? shape.elements() / channels : (long) shape.height() * shape.width();
        ElementType weightType = type == ElementType.INT16 ? ElementType.INT8 : type;
        ElementType biasType = type == ElementType.FLOAT32 ? type : ElementType.INT32;
        Quantization weightScales = SeededQuantization.weights(weightType, channels, channelAxis, fanIn);
        Quantization biasScales = SeededQuantization.bias(ifm.quantization(), weightScales);
        return ImmutableList.of(
                ifm,
                constant(layer + "/weights", shape, weightType, weightScales),
                constant(layer + "/bias", Shape.of(channels), biasType, biasScales));
    }

    private Constant constant(String constantName, Shape shape, ElementType constantType, Quantization scales) {
        return new Constant(
                constantName, shape, constantType, scales, Constant.Seeded.of(nextSeed++, shape, constantType));
    }

    /** The result's shape follows from operator and operands. */
    private FeatureMap append(
            String layer, Operator operator, ImmutableList<? extends Operand> operands, Quantization quantization) {
        ImmutableList<Shape> shapes = operands.stream().map(Operand::shape).collect(toImmutableList());
        try {
            Shape result = ShapeInference.outputShapes(operator, shapes).get(0);
            return append(layer, operator, operands, result, quantization);
        } catch (IllegalArgumentException e) {
            throw refusal(layer, String.valueOf(e.getMessage()));
        }
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
        Layer added = new Layer(layer, operator, ImmutableList.copyOf(operands), results, ImmutableList.of(source));
        ShapeInference.problemIn(added).ifPresent(problem -> {
            throw refusal(layer, problem);
        });
        layers.add(added);
        return results;
    }

    /** A shape problem reads {@code found ..., expected ...}. */
    private static IllegalArgumentException refusal(String layer, String problem) {
        String plain = problem.replaceFirst("^found ", "").replace(", expected ", " instead of ");
        return new IllegalArgumentException("layer " + layer + ": " + plain);
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
}
