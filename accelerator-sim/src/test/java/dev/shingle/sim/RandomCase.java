package dev.shingle.sim;

import com.google.common.collect.ImmutableList;
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
import java.util.Random;

/** A random small operation of any kind, with a machine and a direction. */
public record RandomCase(Operation operation, Machine machine, Traversal traversal) {

    private static final int KINDS = 26;

    public static RandomCase of(long seed) {
        Random random = new Random(seed);
        Traversal traversal = random.nextBoolean() ? Traversal.FORWARD : Traversal.REVERSE;
        return new RandomCase(new Maker(random).operation(), machine(random), traversal);
    }

    public static Machine machine(Random random) {
        int[] wordBits = {8, 8, 8, 16, 32, 4, 64, 24};
        int[] paddings = {1, 1, 1, 2, 4, 3};
        Layout layout =
                new Layout(wordBits[random.nextInt(wordBits.length)], paddings[random.nextInt(paddings.length)], false);
        WriteGranularity granularity = switch (random.nextInt(6)) {
            case 0 -> Cases.group(1);
            case 1 -> Cases.group(1 + random.nextInt(4));
            case 2 -> Cases.tile(1 + random.nextInt(3), 1 + random.nextInt(3));
            case 3 -> Cases.ROW;
            case 4 -> random.nextInt(3) == 0 ? Cases.TENSOR : Cases.PIXEL;
            default -> Cases.PIXEL;
        };
        return Cases.machine(
                granularity,
                layout,
                random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 0,
                random.nextBoolean() ? GroupOrder.ASCENDING : GroupOrder.DESCENDING,
                Addressing.LINEAR);
    }

    private static final class Maker {

        private final Random random;
        private final int batch;
        private final int height;
        private final int width;
        private final int channels;

        Maker(Random random) {
            this.random = random;
            batch = random.nextInt(4) == 0 ? 2 : 1;
            height = upTo(5);
            width = upTo(5);
            channels = upTo(5);
        }

        int upTo(int most) {
            return 1 + random.nextInt(most);
        }

        ElementType type() {
            ElementType[] types = {
                ElementType.INT8,
                ElementType.INT8,
                ElementType.INT8,
                ElementType.INT16,
                ElementType.INT4,
                ElementType.INT32
            };
            return types[random.nextInt(types.length)];
        }

        Shape image(int imageHeight, int imageWidth, int imageChannels) {
            return Shape.of(batch, imageHeight, imageWidth, imageChannels);
        }

        Shape image() {
            return image(height, width, channels);
        }

        TensorUse use(String name, Shape shape) {
            return new TensorUse(name, shape, type(), random.nextInt(4) == 0, TensorUse.Storage.SCRATCHPAD);
        }

        Operation unary(Operator operator, Shape in, Shape out) {
            return new Operation(operator, ImmutableList.of(use("in", in)), ImmutableList.of(use("out", out)));
        }

        Operation operation() {
            return switch (random.nextInt(KINDS)) {
                case 0, 1, 2, 3, 4 -> convolution();
                case 5, 6 -> depthwise();
                case 7, 8 -> pool();
                case 9, 10 -> transposed();
                case 11 -> elementwise();
                case 12 -> unary(Operator.Pointwise.of(Operator.Pointwise.Function.QUANTIZE), image(), image());
                case 13 -> fullyConnected();
                case 14 -> unary(new Operator.Softmax(1), image(), image());
                case 15 -> reduce();
                case 16, 17 -> resize();
                case 18 -> concatenation();
                case 19 -> split();
                case 20 -> pad();
                case 21 -> slice();
                case 22 -> transpose();
                case 23 -> blocks();
                case 24 -> batches();
                default -> rest();
            };
        }

        Window window() {
            return new Window(
                    upTo(3),
                    upTo(3),
                    upTo(3),
                    upTo(3),
                    upTo(2),
                    upTo(2),
                    new Padding(random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3)));
        }

        Shape windowed(Window window, int outputChannels) {
            Padding padding = window.padding();
            int rows = height + padding.top() + padding.bottom() - window.extentHeight();
            int columns = width + padding.left() + padding.right() - window.extentWidth();
            // Kernels that do not fit give a single row or column, part of whose taps read nothing.
            return image(
                    Math.max(0, rows) / window.strideHeight() + 1,
                    Math.max(0, columns) / window.strideWidth() + 1,
                    outputChannels);
        }

        Operation convolution() {
            Window window = window();
            int groups = random.nextInt(3) == 0 ? 2 : 1;
            Operator operator = new Operator.Convolution(window, groups, Activation.NONE);
            int inputs = groups * upTo(3);
            return unary(operator, image(height, width, inputs), windowed(window, groups * upTo(4)));
        }

        Operation depthwise() {
            Window window = window();
            int multiplier = upTo(2);
            Operator operator = new Operator.DepthwiseConvolution(window, multiplier, Activation.NONE);
            return unary(operator, image(), windowed(window, channels * multiplier));
        }

        Operation pool() {
            Window window = window();
            Operator operator = new Operator.Pool(Operator.Pool.Kind.AVERAGE, window, false, Activation.NONE);
            return unary(operator, image(), windowed(window, channels));
        }

        Operation transposed() {
            Window window = window();
            Window undilated = new Window(
                    window.kernelHeight(),
                    window.kernelWidth(),
                    window.strideHeight(),
                    window.strideWidth(),
                    1,
                    1,
                    new Padding(random.nextInt(2), 0, random.nextInt(2), 0));
            Shape out = image(height * window.strideHeight(), width * window.strideWidth(), upTo(4));
            return unary(new Operator.TransposedConvolution(undilated, Activation.NONE), image(), out);
        }

        Operation elementwise() {
            Shape other = switch (random.nextInt(5)) {
                case 0 -> Shape.of(channels);
                case 1 -> Shape.of(1, height, 1, 1);
                case 2 -> Shape.of(batch, 1, width, channels);
                case 3 -> Shape.of();
                default -> image();
            };
            Operator operator = new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE);
            return new Operation(
                    operator,
                    ImmutableList.of(use("in", image()), use("other", other)),
                    ImmutableList.of(use("out", image())));
        }

        Operation fullyConnected() {
            int vectors = upTo(3);
            Shape in = Shape.of(vectors, height, channels);
            return unary(new Operator.FullyConnected(Activation.NONE), in, Shape.of(vectors, upTo(6)));
        }

        Operation reduce() {
            boolean keep = random.nextBoolean();
            Operator.Reduce.Kind mean = Operator.Reduce.Kind.MEAN;
            return switch (random.nextInt(4)) {
                case 0 ->
                    unary(
                            new Operator.Reduce(mean, ImmutableIntArray.of(1, 2), keep),
                            image(),
                            keep ? image(1, 1, channels) : Shape.of(batch, channels));
                case 1 ->
                    unary(
                            new Operator.Reduce(mean, ImmutableIntArray.of(3), keep),
                            image(),
                            keep ? image(height, width, 1) : Shape.of(batch, height, width));
                case 2 ->
                    unary(
                            new Operator.Reduce(mean, ImmutableIntArray.of(1), keep),
                            image(),
                            keep ? image(1, width, channels) : Shape.of(batch, width, channels));
                default ->
                    unary(new Operator.Reduce(mean, ImmutableIntArray.of(0, 1, 2, 3), false), image(), Shape.of());
            };
        }

        Operation resize() {
            boolean align = random.nextInt(3) == 0;
            Operator.Resize.Mode mode =
                    random.nextBoolean() ? Operator.Resize.Mode.NEAREST : Operator.Resize.Mode.BILINEAR;
            return unary(
                    new Operator.Resize(mode, align, !align && random.nextBoolean()),
                    image(),
                    image(upTo(8), upTo(8), channels));
        }

        Operation concatenation() {
            int axis = random.nextInt(4);
            int[] other = {batch, height, width, channels};
            int[] joint = other.clone();
            other[axis] = upTo(3);
            joint[axis] += other[axis];
            return new Operation(
                    new Operator.Concatenation(axis, Activation.NONE),
                    ImmutableList.of(use("in", image()), use("other", Shape.of(other))),
                    ImmutableList.of(use("out", Shape.of(joint))));
        }

        Operation split() {
            Operation joint = concatenation();
            Operator.Concatenation concatenation = (Operator.Concatenation) joint.operator();
            return new Operation(new Operator.Split(concatenation.axis()), joint.results(), joint.operands());
        }

        Operation pad() {
            Operator.Pad.Mode mode = Operator.Pad.Mode.values()[random.nextInt(3)];
            int most = mode == Operator.Pad.Mode.CONSTANT ? 3 : Math.min(height, width) > 1 ? 1 : 0;
            int[] before = {0, random.nextInt(most + 1), random.nextInt(most + 1), 0};
            int[] after = {
                0, random.nextInt(most + 1), random.nextInt(most + 1), mode == Operator.Pad.Mode.CONSTANT ? 1 : 0
            };
            Shape out = image(height + before[1] + after[1], width + before[2] + after[2], channels + after[3]);
            return unary(
                    new Operator.Pad(ImmutableIntArray.copyOf(before), ImmutableIntArray.copyOf(after), mode),
                    image(),
                    out);
        }

        Operation slice() {
            boolean backwards = random.nextInt(3) == 0;
            int begin = random.nextInt(width);
            int stride = upTo(2);
            int columns = backwards ? width : (width - 1 - begin) / stride + 1;
            Operator operator = new Operator.Slice(
                    ImmutableIntArray.of(0, 0, backwards ? width - 1 : begin, channels - 1),
                    ImmutableIntArray.of(1, 1, backwards ? -1 : stride, 1));
            return unary(operator, image(), image(height, columns, 1));
        }

        Operation transpose() {
            int[][] permutations = {{0, 2, 1, 3}, {0, 3, 1, 2}, {0, 1, 3, 2}, {3, 2, 1, 0}};
            int[] permutation = permutations[random.nextInt(permutations.length)];
            int[] sizes = {batch, height, width, channels};
            int[] out = new int[4];
            for (int axis = 0; axis < 4; axis++) {
                out[axis] = sizes[permutation[axis]];
            }
            return unary(new Operator.Transpose(ImmutableIntArray.copyOf(permutation)), image(), Shape.of(out));
        }

        Operation blocks() {
            int block = upTo(3);
            Shape wide = image(height, width, channels * block * block);
            Shape deep = image(height * block, width * block, channels);
            return random.nextBoolean()
                    ? unary(new Operator.DepthToSpace(block), wide, deep)
                    : unary(new Operator.SpaceToDepth(block), deep, wide);
        }

        Operation batches() {
            int blockHeight = upTo(2);
            int blockWidth = upTo(3);
            Padding padding = new Padding(random.nextInt(2), 0, 0, random.nextInt(2));
            Shape one = image(
                    Math.max(1, height * blockHeight - padding.top() - padding.bottom()),
                    Math.max(1, width * blockWidth - padding.left() - padding.right()),
                    channels);
            Shape many = Shape.of(batch * blockHeight * blockWidth, height + 1, width + 1, channels);
            return random.nextBoolean()
                    ? unary(new Operator.SpaceToBatch(blockHeight, blockWidth, padding), one, many)
                    : unary(new Operator.BatchToSpace(blockHeight, blockWidth, padding), many, one);
        }

        Operation rest() {
            return switch (random.nextInt(4)) {
                case 0 -> unary(new Operator.Reshape(), image(), Shape.of(height * width, batch * channels));
                case 1 -> unary(new Operator.ShapeOf(), image(), Shape.of(4));
                case 2 -> unary(new Operator.Opaque("CUSTOM"), image(), Shape.of(upTo(5), upTo(5)));
                default -> pack();
            };
        }

        Operation pack() {
            int axis = random.nextInt(3);
            int[] out = axis == 0
                    ? new int[] {2, height, channels}
                    : axis == 1 ? new int[] {height, 2, channels} : new int[] {height, channels, 2};
            return new Operation(
                    new Operator.Pack(axis),
                    ImmutableList.of(use("in", Shape.of(height, channels)), use("other", Shape.of(height, channels))),
                    ImmutableList.of(use("out", Shape.of(out))));
        }
    }
}
