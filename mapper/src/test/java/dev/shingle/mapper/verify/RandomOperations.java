package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.mapper.plan.TensorUse.Storage;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small operators of every kind with shapes that fit; names of operands are a, b, .. and of results y0, y1, .. */
public final class RandomOperations {

    public static final int KINDS = 23;

    private final Random random;
    private final ElementType type;

    public RandomOperations(Random random) {
        this.random = random;
        ElementType[] types = {ElementType.INT8, ElementType.INT8, ElementType.INT16, ElementType.INT4};
        this.type = types[random.nextInt(types.length)];
    }

    public Operation next(int kind) {
        return switch (kind) {
            case 0, 1 -> convolution();
            case 2, 3 -> depthwise();
            case 4, 5 -> pool();
            case 6 -> transposedConvolution();
            case 7 -> elementwise();
            case 8 -> pointwise();
            case 9 -> concatenation();
            case 10 -> split();
            case 11 -> resize();
            case 12 -> pad();
            case 13 -> reduce();
            case 14 -> softmax();
            case 15 -> transpose();
            case 16 -> depthToSpace();
            case 17 -> slice();
            case 18 -> spaceToBatch();
            case 19 -> reshape();
            case 20 -> fullyConnected();
            case 21 -> localResponseNormalization();
            default -> rare();
        };
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    private Shape image() {
        return Shape.of(random.nextInt(4) == 0 ? 2 : 1, upTo(5), upTo(5), upTo(4));
    }

    private Operation operation(Operator operator, List<Shape> operands, Shape... results) {
        ImmutableList.Builder<TensorUse> reads = ImmutableList.builder();
        for (int i = 0; i < operands.size(); i++) {
            reads.add(use("" + (char) ('a' + i), operands.get(i), type));
        }
        ImmutableList.Builder<TensorUse> writes = ImmutableList.builder();
        for (int i = 0; i < results.length; i++) {
            writes.add(use("y" + i, results[i], type));
        }
        return new Operation(operator, reads.build(), writes.build());
    }

    private static TensorUse use(String name, Shape shape, ElementType type) {
        return new TensorUse(name, shape, type, false, Storage.SCRATCHPAD);
    }

    private Window window(Shape in) {
        Padding padding = new Padding(random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3));
        int kernelHeight = upTo(3);
        int kernelWidth = upTo(3);
        int dilation = random.nextInt(4) == 0 ? 2 : 1;
        Window window = new Window(kernelHeight, kernelWidth, upTo(3), upTo(2), dilation, upTo(2), padding);
        boolean fits = window.extentHeight() <= in.height() + padding.top() + padding.bottom()
                && window.extentWidth() <= in.width() + padding.left() + padding.right();
        return fits ? window : Window.square(1, upTo(2), padding);
    }

    private static Shape slid(Shape in, Window w, int channels) {
        Padding p = w.padding();
        return Shape.of(
                in.batch(),
                (in.height() + p.top() + p.bottom() - w.extentHeight()) / w.strideHeight() + 1,
                (in.width() + p.left() + p.right() - w.extentWidth()) / w.strideWidth() + 1,
                channels);
    }

    private Operation convolution() {
        Shape in = image();
        int groups = in.channels() % 2 == 0 && random.nextBoolean() ? 2 : 1;
        Window window = window(in);
        Shape out = slid(in, window, groups * upTo(groups == 1 ? 5 : 3));
        Operation plain = operation(new Operator.Convolution(window, groups, Activation.NONE), List.of(in), out);
        if (random.nextInt(3) > 0) {
            return plain;
        }
        TensorUse weights =
                new TensorUse("w", Shape.of(out.channels(), 1, 1, in.channels()), type, false, Storage.WEIGHTS);
        return new Operation(plain.operator(), ImmutableList.of(plain.operands().get(0), weights), plain.results());
    }

    private Operation depthwise() {
        Shape in = image();
        Window window = window(in);
        int multiplier = upTo(2);
        return operation(
                new Operator.DepthwiseConvolution(window, multiplier, Activation.NONE),
                List.of(in),
                slid(in, window, in.channels() * multiplier));
    }

    private Operation pool() {
        Shape in = image();
        Window window = window(in);
        return operation(
                new Operator.Pool(Operator.Pool.Kind.MAX, window, false, Activation.NONE),
                List.of(in),
                slid(in, window, in.channels()));
    }

    private Operation transposedConvolution() {
        Shape in = Shape.of(1, upTo(3), upTo(3), upTo(3));
        Window window = new Window(
                upTo(3), upTo(3), upTo(2), upTo(2), 1, 1, new Padding(random.nextInt(2), 0, random.nextInt(2), 0));
        int height = (in.height() - 1) * window.strideHeight()
                + window.kernelHeight()
                - window.padding().top();
        int width = (in.width() - 1) * window.strideWidth()
                + window.kernelWidth()
                - window.padding().left();
        return operation(
                new Operator.TransposedConvolution(window, Activation.NONE),
                List.of(in),
                Shape.of(1, Math.max(1, height), Math.max(1, width), upTo(3)));
    }

    private Operation elementwise() {
        Shape out = image();
        int[] sizes = out.dimensions().toArray();
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = random.nextInt(3) == 0 ? 1 : sizes[axis];
        }
        Shape other = switch (random.nextInt(3)) {
            case 0 -> out;
            case 1 -> Shape.of(sizes);
            default -> Shape.of(out.channels());
        };
        List<Shape> operands = random.nextBoolean() ? List.of(out, other) : List.of(other, out);
        return operation(new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE), operands, out);
    }

    private Operation pointwise() {
        Shape shape = random.nextBoolean() ? image() : Shape.of(upTo(4), upTo(12));
        ElementType[] types = {ElementType.INT8, ElementType.INT16, ElementType.INT32, ElementType.INT4};
        return new Operation(
                Operator.Pointwise.of(Operator.Pointwise.Function.CAST),
                ImmutableList.of(use("a", shape, types[random.nextInt(4)])),
                ImmutableList.of(use("y0", shape, types[random.nextInt(4)])));
    }

    private Operation concatenation() {
        Shape first = image();
        int axis = random.nextInt(4);
        List<Shape> parts = new ArrayList<>();
        int sum = 0;
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            int[] sizes = first.dimensions().toArray();
            sizes[axis] = upTo(3);
            sum += sizes[axis];
            parts.add(Shape.of(sizes));
        }
        int[] whole = first.dimensions().toArray();
        whole[axis] = sum;
        return operation(new Operator.Concatenation(axis, Activation.NONE), parts, Shape.of(whole));
    }

    private Operation split() {
        Operation joined = concatenation();
        Operator.Concatenation concatenation = (Operator.Concatenation) joined.operator();
        Shape[] parts = joined.operands().stream().map(TensorUse::shape).toArray(Shape[]::new);
        return operation(
                new Operator.Split(concatenation.axis()),
                List.of(joined.results().get(0).shape()),
                parts);
    }

    private Operation resize() {
        Shape in = image();
        Shape out = Shape.of(in.batch(), resized(in.height()), resized(in.width()), in.channels());
        ElementType[] types = {type, ElementType.INT8, ElementType.UINT8, ElementType.FLOAT32};
        ElementType resizedType = types[random.nextInt(types.length)];
        Operator.Resize.Mode[] modes = Operator.Resize.Mode.values();
        boolean corners = random.nextBoolean();
        return new Operation(
                new Operator.Resize(modes[random.nextInt(2)], corners, !corners && random.nextBoolean()),
                ImmutableList.of(use("a", in, resizedType)),
                ImmutableList.of(use("y0", out, resizedType)));
    }

    /** Often three times the size, or steps of a third between aligned corners: no multiple of 1/1024. */
    private int resized(int size) {
        return switch (random.nextInt(4)) {
            case 0 -> 3 * size;
            case 1 -> 3 * size - 2;
            default -> upTo(6);
        };
    }

    private Operation pad() {
        Shape in = image();
        Operator.Pad.Mode mode = Operator.Pad.Mode.values()[random.nextInt(3)];
        int[] before = new int[4];
        int[] after = new int[4];
        int[] sizes = in.dimensions().toArray();
        for (int axis = 0; axis < 4; axis++) {
            int most = mode == Operator.Pad.Mode.CONSTANT
                    ? 2
                    : mode == Operator.Pad.Mode.REFLECT ? sizes[axis] - 1 : sizes[axis];
            boolean isPadded = random.nextInt(3) > 0 && axis > 0;
            before[axis] = isPadded ? random.nextInt(Math.min(most, 2) + 1) : 0;
            after[axis] = isPadded ? random.nextInt(Math.min(most, 2) + 1) : 0;
            sizes[axis] += before[axis] + after[axis];
        }
        return operation(
                new Operator.Pad(ImmutableIntArray.copyOf(before), ImmutableIntArray.copyOf(after), mode),
                List.of(in),
                Shape.of(sizes));
    }

    private Operation slice() {
        Shape in = image();
        int[] begin = new int[4];
        int[] strides = new int[4];
        int[] sizes = new int[4];
        for (int axis = 0; axis < 4; axis++) {
            int size = in.dimension(axis);
            begin[axis] = random.nextInt(size);
            strides[axis] = random.nextBoolean() ? upTo(2) : -upTo(2);
            int steps = strides[axis] > 0 ? (size - 1 - begin[axis]) / strides[axis] : begin[axis] / -strides[axis];
            sizes[axis] = 1 + random.nextInt(steps + 1);
        }
        return operation(
                new Operator.Slice(ImmutableIntArray.copyOf(begin), ImmutableIntArray.copyOf(strides)),
                List.of(in),
                Shape.of(sizes));
    }

    private Operation reduce() {
        Shape in = image();
        List<Integer> axes = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        boolean keeps = random.nextBoolean();
        for (int axis = 0; axis < 4; axis++) {
            if (random.nextBoolean()) {
                axes.add(axis);
                if (keeps) {
                    kept.add(1);
                }
            } else {
                kept.add(in.dimension(axis));
            }
        }
        Operator reduce = new Operator.Reduce(Operator.Reduce.Kind.MEAN, ImmutableIntArray.copyOf(axes), keeps);
        return operation(
                reduce,
                List.of(in),
                Shape.of(kept.stream().mapToInt(Integer::intValue).toArray()));
    }

    private Operation softmax() {
        Shape shape = image();
        return operation(new Operator.Softmax(1), List.of(shape), shape);
    }

    private Operation localResponseNormalization() {
        Shape shape = Shape.of(upTo(2), upTo(4), upTo(4), upTo(9));
        return operation(new Operator.LocalResponseNormalization(upTo(6), 1, 1, 1), List.of(shape), shape);
    }

    private Operation transpose() {
        Shape in = image();
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
        java.util.Collections.shuffle(order, random);
        int[] sizes = order.stream().mapToInt(in::dimension).toArray();
        return operation(new Operator.Transpose(ImmutableIntArray.copyOf(order)), List.of(in), Shape.of(sizes));
    }

    private Operation depthToSpace() {
        int block = upTo(2);
        Shape large = Shape.of(upTo(2), upTo(3) * block, upTo(3) * block, upTo(2));
        Shape deep = Shape.of(
                large.batch(), large.height() / block, large.width() / block, large.channels() * block * block);
        return random.nextBoolean()
                ? operation(new Operator.DepthToSpace(block), List.of(deep), large)
                : operation(new Operator.SpaceToDepth(block), List.of(large), deep);
    }

    private Operation spaceToBatch() {
        int blockHeight = upTo(2);
        int blockWidth = upTo(2);
        Shape pieces = Shape.of(upTo(2) * blockHeight * blockWidth, upTo(3), upTo(3), upTo(3));
        int top = random.nextInt(blockHeight);
        int left = random.nextInt(blockWidth);
        int bottom = random.nextInt(2);
        int right = random.nextInt(2);
        int height = pieces.height() * blockHeight - top - bottom;
        int width = pieces.width() * blockWidth - left - right;
        if (height < 1 || width < 1) {
            return spaceToBatch();
        }
        Shape whole = Shape.of(pieces.batch() / blockHeight / blockWidth, height, width, pieces.channels());
        Padding border = new Padding(top, bottom, left, right);
        return random.nextBoolean()
                ? operation(new Operator.SpaceToBatch(blockHeight, blockWidth, border), List.of(whole), pieces)
                : operation(new Operator.BatchToSpace(blockHeight, blockWidth, border), List.of(pieces), whole);
    }

    private Operation reshape() {
        Shape in = image();
        int elements = (int) in.elements();
        int channels = elements % 3 == 0 ? 3 : elements % 2 == 0 ? 2 : 1;
        Shape out = random.nextBoolean() ? Shape.of(1, elements) : Shape.of(1, 1, elements / channels, channels);
        return operation(random.nextBoolean() ? new Operator.Reshape() : new Operator.View(), List.of(in), out);
    }

    private Operation fullyConnected() {
        Shape in = image();
        int vectors = in.batch();
        return operation(new Operator.FullyConnected(Activation.NONE), List.of(in), Shape.of(vectors, upTo(12)));
    }

    private Operation rare() {
        Shape in = image();
        return switch (random.nextInt(3)) {
            case 0 -> operation(new Operator.ShapeOf(), List.of(in), Shape.of(4));
            case 1 -> operation(new Operator.Opaque("CUSTOM"), List.of(in, image()), image(), image());
            default -> {
                int axis = random.nextInt(4);
                int[] sizes = new int[4];
                int[] part = new int[3];
                for (int i = 0, from = 0; i < 4; i++) {
                    sizes[i] = i == axis ? 2 : upTo(3);
                    if (i != axis) {
                        part[from++] = sizes[i];
                    }
                }
                yield operation(new Operator.Pack(axis), List.of(Shape.of(part), Shape.of(part)), Shape.of(sizes));
            }
        };
    }
}
