package dev.shingle.mapper.overlap;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which elements of an operand every single element of the output grid is made of, by running the operator as plain loops
 * over coordinates, the way a textbook defines it. Slow and obvious; shares nothing with the code under test. Elements are
 * numbered in row-major order.
 */
final class LiteralElements {

    private final Operation operation;
    private final int operand;
    private final Shape from;
    private final Shape to;
    private final List<Set<Integer>> sources = new ArrayList<>();

    private LiteralElements(Operation operation, int operand) {
        this.operation = operation;
        this.operand = operand;
        this.from = operation.operands().get(operand).shape();
        boolean split = operation.operator() instanceof Operator.Split;
        this.to = split ? from : operation.results().get(0).shape();
        for (int i = 0; i < to.elements(); i++) {
            sources.add(new TreeSet<>());
        }
    }

    /** Element number of the grid to element numbers of the operand. */
    static List<Set<Integer>> of(Operation operation, int operand) {
        LiteralElements elements = new LiteralElements(operation, operand);
        elements.run();
        return elements.sources;
    }

    private void run() {
        Operator operator = operation.operator();
        if (operator instanceof Operator.Convolution o) {
            convolution(o.window(), o.groups(), 0);
        } else if (operator instanceof Operator.DepthwiseConvolution o) {
            convolution(o.window(), 0, o.multiplier());
        } else if (operator instanceof Operator.Pool o) {
            convolution(o.window(), 0, 1);
        } else if (operator instanceof Operator.TransposedConvolution o) {
            transposedConvolution(o.window());
        } else if (operator instanceof Operator.Resize o) {
            resize(o);
        } else if (operator instanceof Operator.FullyConnected || operator instanceof Operator.Softmax) {
            vectors();
        } else if (operator instanceof Operator.Elementwise || operator instanceof Operator.Pointwise) {
            broadcast();
        } else if (operator instanceof Operator.Reduce o) {
            reduce(o);
        } else {
            copies(operator);
        }
    }

    private void copies(Operator operator) {
        if (operator instanceof Operator.Concatenation o) {
            concatenation(o.axis());
        } else if (operator instanceof Operator.Pack o) {
            pack(o.axis());
        } else if (operator instanceof Operator.Pad o) {
            pad(o);
        } else if (operator instanceof Operator.Slice o) {
            slice(o);
        } else if (operator instanceof Operator.Transpose o) {
            transpose(o.permutation());
        } else if (operator instanceof Operator.DepthToSpace o) {
            depthToSpace(o.block());
        } else if (operator instanceof Operator.SpaceToDepth o) {
            spaceToDepth(o.block());
        } else if (operator instanceof Operator.SpaceToBatch o) {
            spaceToBatch(o);
        } else if (operator instanceof Operator.BatchToSpace o) {
            batchToSpace(o);
        } else if (operator instanceof Operator.Reshape
                || operator instanceof Operator.View
                || operator instanceof Operator.Split) {
            for (int i = 0; i < to.elements(); i++) {
                sources.get(i).add(i);
            }
        } else {
            throw new AssertionError(operator);
        }
    }

    private void convolution(Window w, int groups, int multiplier) {
        for (int n = 0; n < to.batch(); n++) {
            for (int r = 0; r < to.height(); r++) {
                for (int c = 0; c < to.width(); c++) {
                    for (int i = 0; i < w.kernelHeight(); i++) {
                        for (int j = 0; j < w.kernelWidth(); j++) {
                            int y = r * w.strideHeight() - w.padding().top() + i * w.dilationHeight();
                            int x = c * w.strideWidth() - w.padding().left() + j * w.dilationWidth();
                            if (y >= 0 && y < from.height() && x >= 0 && x < from.width()) {
                                tap(n, r, c, y, x, groups, multiplier);
                            }
                        }
                    }
                }
            }
        }
    }

    private void tap(int n, int r, int c, int y, int x, int groups, int multiplier) {
        for (int o = 0; o < to.channels(); o++) {
            for (int i = 0; i < from.channels(); i++) {
                boolean connected = groups > 0
                        ? o / (to.channels() / groups) == i / (from.channels() / groups)
                        : i == o / multiplier;
                if (connected) {
                    sources.get(image(to, n, r, c, o)).add(image(from, n, y, x, i));
                }
            }
        }
    }

    private void transposedConvolution(Window w) {
        for (int n = 0; n < to.batch(); n++) {
            for (int y = 0; y < from.height(); y++) {
                for (int x = 0; x < from.width(); x++) {
                    for (int i = 0; i < w.kernelHeight(); i++) {
                        for (int j = 0; j < w.kernelWidth(); j++) {
                            int r = y * w.strideHeight() - w.padding().top() + i;
                            int c = x * w.strideWidth() - w.padding().left() + j;
                            if (r >= 0 && r < to.height() && c >= 0 && c < to.width()) {
                                tap(n, r, c, y, x, 1, 0);
                            }
                        }
                    }
                }
            }
        }
    }

    private void resize(Operator.Resize resize) {
        ElementType type = operation.operands().get(operand).type();
        for (int n = 0; n < to.batch(); n++) {
            for (int r = 0; r < to.height(); r++) {
                for (int c = 0; c < to.width(); c++) {
                    for (int y : taps(resize, type, r, from.height(), to.height())) {
                        for (int x : taps(resize, type, c, from.width(), to.width())) {
                            for (int o = 0; o < to.channels(); o++) {
                                sources.get(image(to, n, r, c, o)).add(image(from, n, y, x, o));
                            }
                        }
                    }
                }
            }
        }
    }

    /** Written after the reference kernels' text, in their own types. */
    private static int[] taps(Operator.Resize resize, ElementType type, int value, int in, int out) {
        boolean half = resize.halfPixelCenters();
        boolean corners = resize.alignCorners();
        float scale = corners && out > 1 ? (in - 1) / (float) (out - 1) : in / (float) out;
        if (resize.mode() == Operator.Resize.Mode.NEAREST) {
            float position = (value + (half ? 0.5f : 0.0f)) * scale;
            int nearest = corners ? Math.round(position) : (int) Math.floor(position);
            nearest = Math.min(nearest, in - 1);
            return new int[] {half ? Math.max(0, nearest) : nearest};
        }
        if (type == ElementType.INT8 || type == ElementType.INT16) {
            int scale10 = ((1 << 10) * in + out / 2) / out;
            if (corners && out > 1) {
                scale10 = ((1 << 10) * (in - 1) + (out - 1) / 2) / (out - 1);
            }
            int scaled = half ? value * scale10 + scale10 / 2 - (1 << 9) : value * scale10;
            int lower = Math.max(scaled / (1 << 10), 0);
            int upper = Math.min((scaled + (1 << 10) - 1) / (1 << 10), in - 1);
            return new int[] {lower, upper};
        }
        float scaled = half ? (value + 0.5f) * scale - 0.5f : value * scale;
        return new int[] {Math.max((int) Math.floor(scaled), 0), Math.min((int) Math.ceil(scaled), in - 1)};
    }

    /** Each output pixel is made of as many consecutive elements as fall on it. */
    private void vectors() {
        int perPixel = Math.toIntExact(from.elements() / to.pixels());
        for (int element = 0; element < from.elements(); element++) {
            int pixel = element / perPixel;
            for (int o = 0; o < to.channels(); o++) {
                sources.get(pixel * to.channels() + o).add(element);
            }
        }
    }

    private void broadcast() {
        for (int element = 0; element < to.elements(); element++) {
            int[] index = index(to, element);
            int[] own = new int[from.rank()];
            for (int axis = 0; axis < own.length; axis++) {
                int at = index[index.length - own.length + axis];
                own[axis] = from.dimension(axis) == 1 ? 0 : at;
            }
            sources.get(element).add(number(from, own));
        }
    }

    private void reduce(Operator.Reduce reduce) {
        for (int element = 0; element < from.elements(); element++) {
            int[] index = index(from, element);
            List<Integer> kept = new ArrayList<>();
            for (int axis = 0; axis < index.length; axis++) {
                if (!reduce.axes().contains(axis)) {
                    kept.add(index[axis]);
                } else if (reduce.keepDimensions()) {
                    kept.add(0);
                }
            }
            sources.get(number(to, kept.stream().mapToInt(i -> i).toArray())).add(element);
        }
    }

    private void concatenation(int axis) {
        ImmutableList<TensorUse> all = operation.operands();
        int offset = 0;
        for (int i = 0; i < operand; i++) {
            offset += all.get(i).shape().dimension(axis);
        }
        for (int element = 0; element < from.elements(); element++) {
            int[] index = index(from, element);
            index[axis] += offset;
            sources.get(number(to, index)).add(element);
        }
    }

    private void pack(int axis) {
        for (int element = 0; element < from.elements(); element++) {
            List<Integer> index = new ArrayList<>();
            for (int at : index(from, element)) {
                index.add(at);
            }
            index.add(axis, operand);
            sources.get(number(to, index.stream().mapToInt(i -> i).toArray())).add(element);
        }
    }

    private void pad(Operator.Pad pad) {
        for (int element = 0; element < to.elements(); element++) {
            int[] index = index(to, element);
            boolean border = false;
            for (int axis = 0; axis < index.length; axis++) {
                int size = from.dimension(axis);
                index[axis] -= pad.before().get(axis);
                boolean outside = index[axis] < 0 || index[axis] >= size;
                if (outside && pad.mode() == Operator.Pad.Mode.CONSTANT) {
                    border = true;
                } else if (outside) {
                    int edge = pad.mode() == Operator.Pad.Mode.SYMMETRIC ? 1 : 0;
                    int beyond = index[axis] < 0 ? -index[axis] : index[axis] - (size - 1);
                    index[axis] = index[axis] < 0 ? beyond - edge : size - 1 - beyond + edge;
                }
            }
            if (!border) {
                sources.get(element).add(number(from, index));
            }
        }
    }

    private void slice(Operator.Slice slice) {
        for (int element = 0; element < to.elements(); element++) {
            int[] index = index(to, element);
            for (int axis = 0; axis < index.length; axis++) {
                index[axis] = slice.begin().get(axis) + slice.strides().get(axis) * index[axis];
            }
            sources.get(element).add(number(from, index));
        }
    }

    private void transpose(ImmutableIntArray permutation) {
        for (int element = 0; element < to.elements(); element++) {
            int[] index = index(to, element);
            int[] own = new int[index.length];
            for (int axis = 0; axis < index.length; axis++) {
                own[permutation.get(axis)] = index[axis];
            }
            sources.get(element).add(number(from, own));
        }
    }

    private void depthToSpace(int block) {
        for (int element = 0; element < from.elements(); element++) {
            int channel = element % from.channels();
            int x = element / from.channels() % from.width();
            int y = element / from.channels() / from.width() % from.height();
            int n = element / from.channels() / from.width() / from.height();
            int phase = channel / to.channels();
            int target = image(to, n, y * block + phase / block, x * block + phase % block, channel % to.channels());
            sources.get(target).add(element);
        }
    }

    private void spaceToDepth(int block) {
        for (int element = 0; element < from.elements(); element++) {
            int channel = element % from.channels();
            int x = element / from.channels() % from.width();
            int y = element / from.channels() / from.width() % from.height();
            int n = element / from.channels() / from.width() / from.height();
            int phase = y % block * block + x % block;
            sources.get(image(to, n, y / block, x / block, phase * from.channels() + channel))
                    .add(element);
        }
    }

    private void spaceToBatch(Operator.SpaceToBatch o) {
        for (int n = 0; n < from.batch(); n++) {
            for (int y = 0; y < from.height(); y++) {
                for (int x = 0; x < from.width(); x++) {
                    int paddedY = y + o.padding().top();
                    int paddedX = x + o.padding().left();
                    int phase = paddedY % o.blockHeight() * o.blockWidth() + paddedX % o.blockWidth();
                    int image = phase * from.batch() + n;
                    for (int channel = 0; channel < to.channels(); channel++) {
                        int target = image(to, image, paddedY / o.blockHeight(), paddedX / o.blockWidth(), channel);
                        sources.get(target).add(image(from, n, y, x, channel));
                    }
                }
            }
        }
    }

    private void batchToSpace(Operator.BatchToSpace o) {
        for (int image = 0; image < from.batch(); image++) {
            int n = image % to.batch();
            int phase = image / to.batch();
            for (int y = 0; y < from.height(); y++) {
                for (int x = 0; x < from.width(); x++) {
                    int targetY = y * o.blockHeight()
                            + phase / o.blockWidth()
                            - o.crop().top();
                    int targetX = x * o.blockWidth()
                            + phase % o.blockWidth()
                            - o.crop().left();
                    boolean kept = targetY >= 0 && targetY < to.height() && targetX >= 0 && targetX < to.width();
                    for (int channel = 0; kept && channel < to.channels(); channel++) {
                        sources.get(image(to, n, targetY, targetX, channel)).add(image(from, image, y, x, channel));
                    }
                }
            }
        }
    }

    private static int image(Shape shape, int n, int y, int x, int channel) {
        return ((n * shape.height() + y) * shape.width() + x) * shape.channels() + channel;
    }

    private static int[] index(Shape shape, int element) {
        int[] index = new int[shape.rank()];
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[axis] = element % shape.dimension(axis);
            element /= shape.dimension(axis);
        }
        return index;
    }

    private static int number(Shape shape, int[] index) {
        int number = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            number = number * shape.dimension(axis) + index[axis];
        }
        return number;
    }
}
