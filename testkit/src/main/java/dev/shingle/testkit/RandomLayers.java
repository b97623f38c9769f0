package dev.shingle.testkit;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/** Small random operations of every kind on random machines; the odd shapes come often. */
public final class RandomLayers {

    private final Random random;
    private final ElementType readType;
    private final ElementType writeType;
    private int names;

    private RandomLayers(Random random) {
        this.random = random;
        this.readType = type();
        this.writeType = chance(70) ? readType : type();
    }

    /** Draws a machine and a layer of one kind, such as {@code RandomLayers::convolution}. */
    public static LayerOnMachine sample(Random random, Function<RandomLayers, Operation> kind) {
        RandomLayers layers = new RandomLayers(random);
        Operation operation = kind.apply(layers);
        Machine machine = layers.machine();
        RandomSlices slices = new RandomSlices(random, machine.layout());
        return new LayerOnMachine(layers.chance(35) ? slices.some(operation) : operation, machine);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private int between(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    @SafeVarargs
    private <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private ElementType type() {
        return chance(60)
                ? ElementType.INT8
                : oneOf(ElementType.INT4, ElementType.INT16, ElementType.INT32, ElementType.FLOAT32);
    }

    private Machine machine() {
        Layout layout = new Layout(
                chance(40) ? 8 : oneOf(4, 16, 32, 64, 12, 24, 40, 7), chance(50) ? 1 : oneOf(2, 3, 4, 8), true);
        WriteGranularity granularity = switch (between(0, 9)) {
            case 0, 1, 2 -> new WriteGranularity.Group(between(1, 9));
            case 3 -> new WriteGranularity.Group(1);
            case 4, 5 -> new WriteGranularity.Pixel();
            case 6, 7 -> new WriteGranularity.Tile(between(1, 4), between(1, 4));
            case 8 -> new WriteGranularity.Row();
            default -> chance(80) ? new WriteGranularity.Row() : new WriteGranularity.Tensor();
        };
        int lines = chance(70) ? 0 : between(1, 7);
        return new Machine(
                "random",
                "drawn at random",
                layout,
                granularity,
                lines,
                oneOf(GroupOrder.values()),
                ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE),
                Addressing.LINEAR,
                1,
                OptionalLong.empty());
    }

    private TensorUse read(Shape shape) {
        return new TensorUse("x" + names++, shape, readType, chance(25), TensorUse.Storage.SCRATCHPAD);
    }

    private TensorUse written(Shape shape) {
        return new TensorUse("y" + names++, shape, writeType, chance(15), TensorUse.Storage.SCRATCHPAD);
    }

    private Operation unary(Operator operator, Shape from, Shape to) {
        return new Operation(operator, ImmutableList.of(read(from)), ImmutableList.of(written(to)));
    }

    private Shape imageShape(int channels) {
        int batch = chance(15) ? between(2, 3) : 1;
        return chance(8) ? Shape.of(batch, 1, 1, channels) : Shape.of(batch, between(1, 6), between(1, 6), channels);
    }

    private Shape anyShape(int leastRank, int mostRank) {
        int[] dimensions = new int[between(leastRank, mostRank)];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = between(1, dimensions.length > 3 ? 4 : 6);
        }
        return Shape.of(dimensions);
    }

    /** Kernel 1 to 4, beyond the map if the padding makes up for it, any stride, padding also wider than the kernel. */
    private Window window(Shape from) {
        while (true) {
            Window window = chance(12)
                    ? Window.square(1, 2, Padding.NONE)
                    : new Window(
                            between(1, 4),
                            between(1, 4),
                            between(1, 3),
                            between(1, 3),
                            chance(80) ? 1 : between(2, 3),
                            chance(80) ? 1 : between(2, 3),
                            chance(40)
                                    ? Padding.NONE
                                    : new Padding(between(0, 3), between(0, 3), between(0, 3), between(0, 3)));
            if (chance(20)) {
                window = window.withSamePadding(from.height(), from.width());
            }
            Padding padding = window.padding();
            boolean fits = from.height() + padding.top() + padding.bottom() >= window.extentHeight()
                    && from.width() + padding.left() + padding.right() >= window.extentWidth();
            if (fits) {
                return window;
            }
        }
    }

    public Operation convolution() {
        Shape from = imageShape(between(1, 6));
        Window window = window(from);
        return unary(new Operator.Convolution(window, 1, Activation.NONE), from, under(window, from, between(1, 7)));
    }

    /** Weights that an earlier layer computed: every unit reads them whole from the scratchpad. */
    public Operation convolutionWithRunTimeWeights() {
        Operation plain = convolution();
        Operator.Convolution convolution = (Operator.Convolution) plain.operator();
        Shape weights = Shape.of(
                plain.results().get(0).shape().channels(),
                convolution.window().kernelHeight(),
                convolution.window().kernelWidth(),
                plain.operands().get(0).shape().channels());
        return new Operation(convolution, ImmutableList.of(plain.operands().get(0), read(weights)), plain.results());
    }

    /** An operator that says nothing about its order. */
    public Operation opaque() {
        return unary(new Operator.Opaque("MYSTERY"), anyShape(1, 4), anyShape(1, 4));
    }

    public Operation groupedConvolution() {
        int groups = between(1, 3);
        Shape from = imageShape(groups * between(1, 3));
        Window window = window(from);
        return unary(
                new Operator.Convolution(window, groups, Activation.NONE),
                from,
                under(window, from, groups * between(1, 3)));
    }

    public Operation depthwise() {
        int multiplier = chance(60) ? 1 : between(2, 3);
        Shape from = imageShape(between(1, multiplier == 1 ? 8 : 4));
        Window window = window(from);
        return unary(
                new Operator.DepthwiseConvolution(window, multiplier, Activation.NONE),
                from,
                under(window, from, from.channels() * multiplier));
    }

    public Operation pool() {
        Shape from = imageShape(between(1, 8));
        Window window = chance(30) ? Window.square(2, 2, Padding.NONE) : window(from);
        if (window.extentHeight()
                        > from.height()
                                + window.padding().top()
                                + window.padding().bottom()
                || window.extentWidth()
                        > from.width()
                                + window.padding().left()
                                + window.padding().right()) {
            window = Window.pointwise();
        }
        Operator pool = new Operator.Pool(Operator.Pool.Kind.AVERAGE, window, false, Activation.NONE);
        return unary(pool, from, under(window, from, from.channels()));
    }

    public Operation transposedConvolution() {
        Shape from = imageShape(between(1, 4));
        while (true) {
            Window window = new Window(
                    between(1, 4),
                    between(1, 4),
                    between(1, 3),
                    between(1, 3),
                    1,
                    1,
                    new Padding(between(0, 2), between(0, 2), between(0, 2), between(0, 2)));
            Padding padding = window.padding();
            int extra = chance(20) ? 1 : 0;
            int height = (from.height() - 1) * window.strideHeight()
                    + window.kernelHeight()
                    - padding.top()
                    - padding.bottom()
                    + extra;
            int width = (from.width() - 1) * window.strideWidth()
                    + window.kernelWidth()
                    - padding.left()
                    - padding.right()
                    + extra;
            if (height >= 1 && width >= 1) {
                return unary(
                        new Operator.TransposedConvolution(window, Activation.NONE),
                        from,
                        Shape.of(from.batch(), height, width, between(1, 5)));
            }
        }
    }

    public Operation resize() {
        Shape from = imageShape(between(1, 5));
        int flags = between(0, 2);
        Operator.Resize resize = new Operator.Resize(oneOf(Operator.Resize.Mode.values()), flags == 1, flags == 2);
        Shape to = Shape.of(from.batch(), resized(from.height()), resized(from.width()), from.channels());
        return unary(resize, from, to);
    }

    /** Often three times the size, or steps of a third between aligned corners, where fixed-point positions are not exact. */
    private int resized(int size) {
        return switch (between(0, 4)) {
            case 0 -> 3 * size;
            case 1 -> 3 * size - 2;
            default -> between(1, 12);
        };
    }

    public Operation elementwise() {
        Shape to = chance(50) ? imageShape(between(1, 7)) : anyShape(0, 5);
        Operator add = new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE);
        Shape second = chance(40) ? to : broadcastable(to);
        return new Operation(add, ImmutableList.of(read(to), read(second)), ImmutableList.of(written(to)));
    }

    private Shape broadcastable(Shape to) {
        int missing = chance(60) ? 0 : between(0, to.rank());
        int[] dimensions = new int[to.rank() - missing];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = chance(40) ? 1 : to.dimension(i + missing);
        }
        return Shape.of(dimensions);
    }

    public Operation pointwise() {
        Shape shape = chance(50) ? imageShape(between(1, 8)) : anyShape(0, 5);
        return unary(Operator.Pointwise.of(Operator.Pointwise.Function.QUANTIZE), shape, shape);
    }

    public Operation softmax() {
        Shape shape = anyShape(1, 4);
        return unary(new Operator.Softmax(1), shape, shape);
    }

    public Operation localResponseNormalization() {
        Shape shape = chance(30) ? anyShape(1, 4) : imageShape(between(1, 12));
        int size = chance(90) ? between(1, 7) : 30;
        return unary(new Operator.LocalResponseNormalization(size, 1, 1, 1), shape, shape);
    }

    public Operation fullyConnected() {
        Shape from = anyShape(1, 4);
        int elements = (int) from.elements();
        int vectors = between(1, 8);
        while (elements % vectors != 0) {
            vectors--;
        }
        Shape to = chance(50) || vectors % 2 > 0
                ? Shape.of(vectors, between(1, 7))
                : Shape.of(2, vectors / 2, between(1, 7));
        return unary(new Operator.FullyConnected(Activation.NONE), from, to);
    }

    public Operation reduction() {
        Shape from = anyShape(1, 5);
        boolean keep = chance(50);
        List<Integer> axes = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        for (int axis = 0; axis < from.rank(); axis++) {
            if (chance(40)) {
                axes.add(axis);
                if (keep) {
                    kept.add(1);
                }
            } else {
                kept.add(from.dimension(axis));
            }
        }
        Operator mean = new Operator.Reduce(Operator.Reduce.Kind.MEAN, ImmutableIntArray.copyOf(axes), keep);
        return unary(mean, from, new Shape(ImmutableIntArray.copyOf(kept)));
    }

    public Operation concatenation() {
        Shape first = anyShape(1, 5);
        int axis = random.nextInt(first.rank());
        List<TensorUse> parts = new ArrayList<>(List.of(read(first)));
        int total = first.dimension(axis);
        for (int i = between(0, 2); i > 0; i--) {
            int size = between(1, 4);
            parts.add(read(with(first, axis, size)));
            total += size;
        }
        return new Operation(
                new Operator.Concatenation(axis, Activation.NONE),
                ImmutableList.copyOf(parts),
                ImmutableList.of(written(with(first, axis, total))));
    }

    public Operation split() {
        Shape from = anyShape(1, 5);
        int axis = random.nextInt(from.rank());
        List<TensorUse> parts = new ArrayList<>();
        for (int left = from.dimension(axis); left > 0; ) {
            int size = between(1, left);
            parts.add(written(with(from, axis, size)));
            left -= size;
        }
        return new Operation(new Operator.Split(axis), ImmutableList.of(read(from)), ImmutableList.copyOf(parts));
    }

    public Operation pack() {
        Shape from = anyShape(1, 4);
        int axis = random.nextInt(from.rank() + 1);
        int count = between(1, 3);
        List<Integer> dimensions = new ArrayList<>(from.dimensions().asList());
        dimensions.add(axis, count);
        return new Operation(
                new Operator.Pack(axis),
                Stream.generate(() -> read(from)).limit(count).collect(toImmutableList()),
                ImmutableList.of(written(new Shape(ImmutableIntArray.copyOf(dimensions)))));
    }

    private static Shape with(Shape shape, int axis, int size) {
        int[] dimensions = shape.dimensions().toArray();
        dimensions[axis] = size;
        return Shape.of(dimensions);
    }

    public Operation pad() {
        Shape from = anyShape(1, 4);
        Operator.Pad.Mode mode = oneOf(Operator.Pad.Mode.values());
        int[] before = new int[from.rank()];
        int[] after = new int[from.rank()];
        int[] size = from.dimensions().toArray();
        for (int axis = 0; axis < before.length; axis++) {
            int most =
                    mode == Operator.Pad.Mode.CONSTANT ? 3 : size[axis] - (mode == Operator.Pad.Mode.REFLECT ? 1 : 0);
            before[axis] = chance(50) ? 0 : between(0, most);
            after[axis] = chance(50) ? 0 : between(0, most);
            size[axis] += before[axis] + after[axis];
        }
        Operator pad = new Operator.Pad(ImmutableIntArray.copyOf(before), ImmutableIntArray.copyOf(after), mode);
        return unary(pad, from, Shape.of(size));
    }

    public Operation slice() {
        Shape from = anyShape(2, 4);
        int[] begin = new int[from.rank()];
        int[] strides = new int[from.rank()];
        int[] size = new int[from.rank()];
        for (int axis = 0; axis < begin.length; axis++) {
            int last = from.dimension(axis) - 1;
            boolean backwards = chance(30);
            begin[axis] = chance(50) ? between(0, last) : backwards ? last : 0;
            int step = chance(70) ? 1 : 2;
            strides[axis] = backwards ? -step : step;
            int most = (backwards ? begin[axis] : last - begin[axis]) / step + 1;
            size[axis] = chance(60) ? most : between(1, most);
        }
        Operator slice = new Operator.Slice(ImmutableIntArray.copyOf(begin), ImmutableIntArray.copyOf(strides));
        return unary(slice, from, Shape.of(size));
    }

    public Operation transpose() {
        Shape from = anyShape(1, 5);
        List<Integer> permutation = new ArrayList<>();
        for (int axis = 0; axis < from.rank(); axis++) {
            permutation.add(axis);
        }
        Collections.shuffle(permutation, random);
        int[] size = permutation.stream().mapToInt(from::dimension).toArray();
        return unary(new Operator.Transpose(ImmutableIntArray.copyOf(permutation)), from, Shape.of(size));
    }

    public Operation reshape() {
        Shape from = anyShape(1, 4);
        List<Integer> factors = new ArrayList<>();
        int rest = (int) from.elements();
        for (int i = between(0, 3); i > 0; i--) {
            int factor = between(1, 6);
            while (rest % factor != 0) {
                factor--;
            }
            factors.add(factor);
            rest /= factor;
        }
        factors.add(rest);
        Collections.shuffle(factors, random);
        Operator operator = chance(50) ? new Operator.Reshape() : new Operator.View();
        return unary(operator, from, new Shape(ImmutableIntArray.copyOf(factors)));
    }

    public Operation blocks() {
        int block = between(1, 3);
        Shape small = Shape.of(chance(20) ? 2 : 1, between(1, 4), between(1, 4), between(1, 4));
        Shape deep = with(small, 3, small.channels() * block * block);
        Shape wide = Shape.of(small.batch(), small.height() * block, small.width() * block, small.channels());
        return chance(50)
                ? unary(new Operator.DepthToSpace(block), deep, wide)
                : unary(new Operator.SpaceToDepth(block), wide, deep);
    }

    public Operation batches() {
        int blockHeight = between(1, 3);
        int blockWidth = between(1, 3);
        int batch = between(1, 2);
        int channels = between(1, 4);
        Shape small = Shape.of(batch * blockHeight * blockWidth, between(1, 3), between(1, 3), channels);
        int height = small.height() * blockHeight;
        int width = small.width() * blockWidth;
        Padding border = new Padding(between(0, 2), between(0, 2), between(0, 2), between(0, 2));
        if (border.top() + border.bottom() >= height || border.left() + border.right() >= width) {
            border = Padding.NONE;
        }
        Shape wide = Shape.of(
                batch, height - border.top() - border.bottom(), width - border.left() - border.right(), channels);
        return chance(50)
                ? unary(new Operator.SpaceToBatch(blockHeight, blockWidth, border), wide, small)
                : unary(new Operator.BatchToSpace(blockHeight, blockWidth, border), small, wide);
    }

    /** Output shape of a window that is laid wherever it fits. */
    private static Shape under(Window window, Shape from, int channels) {
        Padding padding = window.padding();
        int rows = from.height() + padding.top() + padding.bottom() - window.extentHeight();
        int columns = from.width() + padding.left() + padding.right() - window.extentWidth();
        return Shape.of(from.batch(), rows / window.strideHeight() + 1, columns / window.strideWidth() + 1, channels);
    }
}
