package dev.shingle.networks;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static dev.shingle.networks.ShapeMismatch.require;
import static dev.shingle.networks.ShapeMismatch.text;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * The shapes that an operator's parameters give, and whether a layer's declared shapes agree with them. Contents of
 * constants are never looked at.
 *
 * <p>Operators fall into three kinds:
 *
 * <ul>
 *   <li>parameters and operand shapes determine the result: it is computed and compared for equality;
 *   <li>the result's shape is itself a parameter (split, slice, resize, reshape, view, transposed convolution): only
 *       consistency can be checked, such as an equal number of elements;
 *   <li>opaque operators: anything goes.
 * </ul>
 *
 * A fully connected layer stands between them: its K-element vectors may keep their leading dimensions or lose them, so
 * that {@link #outputShapes} gives {@code [vectors, Co]} and {@link #problemIn} accepts any shape of as many elements that
 * ends in Co.
 *
 * <p>All arithmetic is done in {@code long} on {@code int} parameters, so that no parameter makes it wrap around; the cost
 * is linear in the number of dimensions and operands.
 */
public final class ShapeInference {

    private ShapeInference() {}

    /** Empty if the layer's shapes are what its parameters give; otherwise one line, {@code found ..., expected ...}. */
    public static Optional<String> problemIn(Layer layer) {
        Operator operator = layer.operator();
        if (operator instanceof Operator.Opaque) {
            return Optional.empty();
        }
        ImmutableList<Shape> operands =
                layer.operands().stream().map(Operand::shape).collect(toImmutableList());
        ImmutableList<Shape> outputs =
                layer.outputs().stream().map(FeatureMap::shape).collect(toImmutableList());
        try {
            if (determinesOutputs(operator)) {
                requireEqual(outputs, outputShapes(operator, operands));
            } else {
                requireConsistent(operator, operands, outputs);
            }
            return Optional.empty();
        } catch (ShapeMismatch mismatch) {
            return Optional.ofNullable(mismatch.getMessage());
        } catch (ArithmeticException overflow) {
            return Optional.of("found more elements than 63 bits can count, expected fewer");
        }
    }

    /** Whether {@link #outputShapes} applies: the shapes of the results follow from parameters and operands alone. */
    public static boolean determinesOutputs(Operator operator) {
        return !(operator instanceof Operator.TransposedConvolution
                || operator instanceof Operator.FullyConnected
                || operator instanceof Operator.Split
                || operator instanceof Operator.Resize
                || operator instanceof Operator.Slice
                || operator instanceof Operator.Reshape
                || operator instanceof Operator.View
                || operator instanceof Operator.Opaque);
    }

    /**
     * The shapes of the results.
     *
     * @throws IllegalArgumentException if operands and parameters do not belong together, or the result's shape is a
     *     parameter of its own ({@link #determinesOutputs}; a fully connected layer is answered all the same)
     */
    public static ImmutableList<Shape> outputShapes(Operator operator, ImmutableList<Shape> operands) {
        requireOperandCount(operator, operands.size());
        if (operator instanceof Operator.FullyConnected) {
            return ImmutableList.of(WindowShapes.fullyConnected(operands));
        }
        require(determinesOutputs(operator), operator.displayName(), "an operator whose shapes its parameters give");
        try {
            return ImmutableList.of(determined(operator, operands));
        } catch (ArithmeticException overflow) {
            throw new ShapeMismatch("more elements than 63 bits can count", "fewer");
        }
    }

    private static Shape determined(Operator operator, ImmutableList<Shape> operands) {
        Shape first = operands.get(0);
        if (operator instanceof Operator.Convolution convolution) {
            return WindowShapes.convolution(convolution, operands);
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return WindowShapes.depthwise(depthwise, operands);
        }
        if (operator instanceof Operator.Pool pool) {
            return WindowShapes.slide(pool.window(), first, first.channels());
        }
        if (operator instanceof Operator.Elementwise) {
            return ArithmeticShapes.broadcast(first, operands.get(1));
        }
        if (operator instanceof Operator.Pointwise) {
            return ArithmeticShapes.pointwise(operands);
        }
        if (operator instanceof Operator.Reduce reduce) {
            return ArithmeticShapes.reduce(reduce, first);
        }
        if (operator instanceof Operator.LocalResponseNormalization normalization) {
            require(normalization.size() >= 1, normalization.size() + " channels", "at least 1");
            return first;
        }
        if (operator instanceof Operator.Softmax) {
            return first;
        }
        if (operator instanceof Operator.ShapeOf) {
            return Shape.of(ShapeMismatch.dimension(first.rank(), "rank"));
        }
        return MovementShapes.determined(operator, operands);
    }

    private static void requireConsistent(
            Operator operator, ImmutableList<Shape> operands, ImmutableList<Shape> outputs) {
        requireOperandCount(operator, operands.size());
        if (operator instanceof Operator.Split split) {
            MovementShapes.requireParts(split, operands.get(0), outputs);
            return;
        }
        require(outputs.size() == 1, outputs.size() + " outputs", "1");
        Shape first = operands.get(0);
        Shape output = outputs.get(0);
        if (operator instanceof Operator.TransposedConvolution transposed) {
            WindowShapes.requireTransposed(transposed, operands, output);
        } else if (operator instanceof Operator.FullyConnected) {
            WindowShapes.requireFullyConnected(operands, output);
        } else if (operator instanceof Operator.Resize) {
            ArithmeticShapes.requireResized(first, output);
        } else if (operator instanceof Operator.Slice slice) {
            MovementShapes.requireSlice(slice, first, output);
        } else {
            require(
                    first.elements() == output.elements(),
                    "output " + text(output),
                    "the " + first.elements() + " elements of " + text(first));
        }
    }

    private static void requireEqual(ImmutableList<Shape> found, ImmutableList<Shape> expected) {
        require(found.size() == expected.size(), found.size() + " outputs", String.valueOf(expected.size()));
        for (int i = 0; i < found.size(); i++) {
            require(found.get(i).equals(expected.get(i)), "output " + text(found.get(i)), text(expected.get(i)));
        }
    }

    private static void requireOperandCount(Operator operator, int count) {
        int least = 1;
        int most = 1;
        if (operator instanceof Operator.Convolution
                || operator instanceof Operator.DepthwiseConvolution
                || operator instanceof Operator.TransposedConvolution
                || operator instanceof Operator.FullyConnected) {
            least = 2;
            most = 3;
        } else if (operator instanceof Operator.Elementwise) {
            least = 2;
            most = 2;
        } else if (operator instanceof Operator.Pointwise pointwise) {
            least = pointwise.function() == Operator.Pointwise.Function.PRELU ? 2 : 1;
            most = least;
        } else if (operator instanceof Operator.Pad) {
            most = 2;
        } else if (operator instanceof Operator.Concatenation || operator instanceof Operator.Pack) {
            most = Integer.MAX_VALUE;
        }
        require(
                count >= least && count <= most,
                count + " operands",
                least == most
                        ? String.valueOf(least)
                        : "at least " + least + (count > most ? ", at most " + most : ""));
    }
}
