package dev.shingle.sim.literal;

import dev.shingle.mapper.plan.Operation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operand elements that one output element is computed from, by running over every tap and every channel. */
final class LiteralReads {

    private final Operation operation;
    private final Shape result;
    private final Map<Long, LiteralMoves.Source> moves;

    LiteralReads(Operation operation) {
        this.operation = operation;
        result = operation.results().get(0).shape();
        moves = isCopy(operation.operator()) ? LiteralMoves.of(operation) : Map.of();
    }

    /** Flat positions in an operand. */
    List<Long> of(int operand, Element output) {
        Operator operator = operation.operator();
        Shape input = operation.operands().get(operand).shape();
        if (operator instanceof Operator.ShapeOf) {
            return List.of();
        } else if (operator instanceof Operator.Split) {
            return List.of(output.flat(input));
        } else if (isCopy(operator)) {
            LiteralMoves.Source source = moves.getOrDefault(output.flat(result), new LiteralMoves.Source(-1, -1));
            return source.operand() == operand ? List.of(source.element()) : List.of();
        } else if (operator instanceof Operator.Elementwise || operator instanceof Operator.Pointwise) {
            return List.of(broadcast(input, output));
        } else if (operand > 0) {
            return range(0, input.elements());
        } else if (operator instanceof Operator.FullyConnected) {
            long length = input.elements() / result.pixels();
            long vector = output.flat(result) / result.channels();
            return range(vector * length, (vector + 1) * length);
        } else if (operator instanceof Operator.Reduce reduce) {
            return folded(reduce, input, output);
        } else if (operator instanceof Operator.Softmax) {
            long first = output.flat(result) - output.channel();
            return range(first, first + input.channels());
        } else if (operator instanceof Operator.LocalResponseNormalization normalization) {
            return neighbours(normalization.size(), input, output);
        } else if (operator instanceof Operator.Resize resize) {
            return resized(resize, input, output);
        }
        return window(input, output);
    }

    static boolean isCopy(Operator operator) {
        return operator instanceof Operator.Concatenation
                || operator instanceof Operator.Pack
                || operator instanceof Operator.Pad
                || operator instanceof Operator.Slice
                || operator instanceof Operator.Transpose
                || operator instanceof Operator.Reshape
                || operator instanceof Operator.View
                || operator instanceof Operator.DepthToSpace
                || operator instanceof Operator.SpaceToDepth
                || operator instanceof Operator.SpaceToBatch
                || operator instanceof Operator.BatchToSpace;
    }

    private List<Long> window(Shape input, Element output) {
        Operator operator = operation.operator();
        List<Long> elements = new ArrayList<>();
        int image = output.row() / result.height();
        int row = output.row() % result.height();
        for (int y = 0; y < input.height(); y++) {
            for (int x = 0; x < input.width(); x++) {
                for (int channel = 0; channel < input.channels(); channel++) {
                    if (hasTap(row, output.column(), y, x) && isConnected(operator, channel, output.channel(), input)) {
                        elements.add(new Element(image * input.height() + y, x, channel).flat(input));
                    }
                }
            }
        }
        return elements;
    }

    /** Whether some tap (i, j) connects output pixel (row, column) with input pixel (y, x) of the same image. */
    private boolean hasTap(int row, int column, int y, int x) {
        boolean isTransposed = operation.operator() instanceof Operator.TransposedConvolution;
        Window window = windowOf(operation.operator());
        for (int i = 0; i < window.kernelHeight(); i++) {
            for (int j = 0; j < window.kernelWidth(); j++) {
                int tapRow = i * window.dilationHeight() - window.padding().top();
                int tapColumn = j * window.dilationWidth() - window.padding().left();
                boolean rowsMeet = isTransposed
                        ? y * window.strideHeight() + tapRow == row
                        : row * window.strideHeight() + tapRow == y;
                boolean columnsMeet = isTransposed
                        ? x * window.strideWidth() + tapColumn == column
                        : column * window.strideWidth() + tapColumn == x;
                if (rowsMeet && columnsMeet) {
                    return true;
                }
            }
        }
        return false;
    }

    static Window windowOf(Operator operator) {
        if (operator instanceof Operator.Convolution convolution) {
            return convolution.window();
        } else if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return depthwise.window();
        } else if (operator instanceof Operator.Pool pool) {
            return pool.window();
        } else if (operator instanceof Operator.TransposedConvolution transposed) {
            return transposed.window();
        }
        throw new AssertionError(operator + " has no window");
    }

    private boolean isConnected(Operator operator, int inputChannel, int outputChannel, Shape input) {
        if (operator instanceof Operator.Convolution convolution) {
            int group = outputChannel / (result.channels() / convolution.groups());
            return inputChannel / (input.channels() / convolution.groups()) == group;
        } else if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return inputChannel == outputChannel / depthwise.multiplier();
        } else if (operator instanceof Operator.Pool) {
            return inputChannel == outputChannel;
        }
        return true;
    }

    private long broadcast(Shape input, Element output) {
        int[] at = Element.coordinates(result, output.flat(result));
        int[] from = new int[input.rank()];
        for (int axis = 0; axis < from.length; axis++) {
            int resultAxis = axis + at.length - from.length;
            from[axis] = input.dimension(axis) == 1 || resultAxis < 0 ? 0 : at[resultAxis];
        }
        return Element.flat(input, from);
    }

    private List<Long> folded(Operator.Reduce reduce, Shape input, Element output) {
        List<Long> elements = new ArrayList<>();
        for (long element = 0; element < input.elements(); element++) {
            int[] at = Element.coordinates(input, element);
            long destination = 0;
            for (int axis = 0; axis < at.length; axis++) {
                if (!reduce.axes().contains(axis)) {
                    destination = destination * input.dimension(axis) + at[axis];
                }
            }
            if (destination == output.flat(result)) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** Of {@code size} channels with the output's in the middle, or just below it, those that there are. */
    private List<Long> neighbours(int size, Shape input, Element output) {
        List<Long> elements = new ArrayList<>();
        int below = (size + 1) / 2 - 1;
        for (int channel = 0; channel < input.channels(); channel++) {
            int place = channel - output.channel() + below;
            if (place >= 0 && place < size) {
                elements.add(output.flat(result) - output.channel() + channel);
            }
        }
        return elements;
    }

    private List<Long> resized(Operator.Resize resize, Shape input, Element output) {
        int image = output.row() / result.height();
        int row = output.row() % result.height();
        List<Long> elements = new ArrayList<>();
        for (int y : sources(resize, row, input.height(), result.height())) {
            for (int x : sources(resize, output.column(), input.width(), result.width())) {
                elements.add(new Element(image * input.height() + y, x, output.channel()).flat(input));
            }
        }
        return elements;
    }

    /** The formulas of TensorFlow Lite's reference kernels: in single precision but for bilinear resizes of signed numbers. */
    private List<Integer> sources(Operator.Resize resize, int output, int inputs, int outputs) {
        ElementType type = operation.operands().get(0).type();
        boolean isReal = type == ElementType.FLOAT32 || type == ElementType.FLOAT16;
        if (resize.mode() == Operator.Resize.Mode.BILINEAR && !isReal && type != ElementType.UINT8) {
            return fixedPointSources(resize, output, inputs, outputs);
        }
        float scale = (float) inputs / outputs;
        if (resize.alignCorners() && outputs > 1) {
            scale = (float) (inputs - 1) / (outputs - 1);
        }
        if (resize.mode() == Operator.Resize.Mode.NEAREST) {
            float position = (resize.halfPixelCenters() ? output + 0.5f : output) * scale;
            int source = resize.alignCorners() ? Math.round(position) : (int) position;
            return List.of(Math.min(source, inputs - 1));
        }
        float position = resize.halfPixelCenters() ? (output + 0.5f) * scale - 0.5f : output * scale;
        int below = Math.max((int) Math.floor(position), 0);
        int above = Math.min((int) Math.ceil(position), inputs - 1);
        return List.of(Math.min(below, inputs - 1), Math.max(above, 0));
    }

    /** Positions are multiples of 2^-10, and so is the step between them, rounded. */
    private static List<Integer> fixedPointSources(Operator.Resize resize, int output, int inputs, int outputs) {
        double exactStep = inputs / (double) outputs;
        if (resize.alignCorners() && outputs > 1) {
            exactStep = (inputs - 1) / (double) (outputs - 1);
        }
        long step = Math.round(exactStep * 1024);
        long position = output * step;
        if (resize.halfPixelCenters()) {
            position += (step >> 1) - 512;
        }
        int below = 0;
        while (below + 1 < inputs && (below + 1) * 1024L <= position) {
            below++;
        }
        int above = 0;
        while (above + 1 < inputs && above * 1024L < position) {
            above++;
        }
        return List.of(below, above);
    }

    private static List<Long> range(long first, long end) {
        List<Long> elements = new ArrayList<>();
        for (long element = first; element < end; element++) {
            elements.add(element);
        }
        return elements;
    }
}
