package dev.shingle.networks;

import com.google.common.primitives.ImmutableIntArray;

/**
 * What a layer computes, as parameters. Operand order is given with each record; weights and biases are {@link Constant}
 * operands. Axes count from 0 at the outermost dimension of the operand they name.
 */
public sealed interface Operator {

    /**
     * Convolution. Operands: input, weights {@code [Co, kh, kw, Ci/groups]}, optional bias {@code [Co]}. Output channel o
     * reads the input channels of group {@code o / (Co/groups)}.
     */
    record Convolution(Window window, int groups, Activation activation) implements Operator {}

    /**
     * Depthwise convolution. Operands: input, weights {@code [1, kh, kw, Ci*multiplier]}, optional bias. Output channel o
     * reads input channel {@code o / multiplier}.
     */
    record DepthwiseConvolution(Window window, int multiplier, Activation activation) implements Operator {}

    /**
     * Transposed convolution. Operands: input, weights {@code [Co, kh, kw, Ci]}, optional bias. Input pixel (y, x) adds
     * into output pixels {@code (y*strideHeight - padding.top + i, x*strideWidth - padding.left + j)} for each tap (i, j);
     * the window's padding is what is cropped from the full output, its dilation must be 1.
     */
    record TransposedConvolution(Window window, Activation activation) implements Operator {}

    /**
     * Fully connected. Operands: input, weights {@code [Co, K]}, optional bias. The input is read as {@code elements/K}
     * vectors of K elements, each giving Co outputs.
     *
     * @param asymmetricInputs real inputs that meet weights of 8 bits become bytes with a zero point, not steps about zero;
     *     without meaning for other types
     */
    record FullyConnected(Activation activation, boolean asymmetricInputs) implements Operator {

        public FullyConnected(Activation activation) {
            this(activation, false);
        }
    }

    /** Window reduction per channel. Padding never takes part in the maximum; in the average only if it is counted. */
    record Pool(Kind kind, Window window, boolean countsPadding, Activation activation) implements Operator {

        /** How a window is reduced. */
        public enum Kind {
            MAX,
            AVERAGE
        }
    }

    /** Two operands, element by element; dimensions of size 1 (or missing in front) are broadcast. */
    record Elementwise(Kind kind, Activation activation) implements Operator {

        /** The function of two elements. */
        public enum Kind {
            ADD,
            SUBTRACT,
            MULTIPLY,
            DIVIDE,
            MAXIMUM,
            MINIMUM,
            SQUARED_DIFFERENCE,
            POWER
        }
    }

    /**
     * One operand, element by element. Output and input may differ in element type. PRELU has a constant second operand
     * (its slopes); {@code parameter} is the slope of LEAKY_RELU and is 0 elsewhere.
     */
    record Pointwise(Function function, double parameter) implements Operator {

        /** The function of one element. */
        public enum Function {
            COPY,
            QUANTIZE,
            DEQUANTIZE,
            CAST,
            RELU,
            RELU6,
            RELU_N1_TO_1,
            LEAKY_RELU,
            PRELU,
            ELU,
            LOGISTIC,
            TANH,
            HARD_SWISH,
            ABSOLUTE,
            NEGATE,
            EXPONENTIAL,
            LOGARITHM,
            SQUARE_ROOT,
            RECIPROCAL_SQUARE_ROOT,
            SQUARE,
            FLOOR,
            CEILING,
            ROUND
        }

        public static Pointwise of(Function function) {
            return new Pointwise(function, 0);
        }
    }

    /** Operands laid one behind another along an axis. */
    record Concatenation(int axis, Activation activation) implements Operator {}

    /** Inverse of concatenation: equal or unequal parts of one operand, one output each. */
    record Split(int axis) implements Operator {}

    /** Change of height and width by interpolation; the sizes stand in the shapes. */
    record Resize(Mode mode, boolean alignCorners, boolean halfPixelCenters) implements Operator {

        /** Which input pixels an output pixel is made of. */
        public enum Mode {
            NEAREST,
            BILINEAR
        }
    }

    /** Explicit border: {@code before[i]} and {@code after[i]} elements along axis i, filled with one value. */
    record Pad(ImmutableIntArray before, ImmutableIntArray after, Mode mode) implements Operator {

        /** What the border holds. */
        public enum Mode {
            CONSTANT,
            REFLECT,
            SYMMETRIC
        }
    }

    /** Reduction over whole axes. */
    record Reduce(Kind kind, ImmutableIntArray axes, boolean keepDimensions) implements Operator {

        /** How elements are combined. */
        public enum Kind {
            MEAN,
            SUM,
            MAXIMUM,
            MINIMUM,
            PRODUCT,
            ARG_MAXIMUM,
            ARG_MINIMUM
        }
    }

    /** Normalised exponentials over the innermost axis, of {@code beta * x}. */
    record Softmax(double beta) implements Operator {}

    /**
     * Division of every element by a power of the squares of its neighbours in the channels (the innermost axis), a window of
     * {@code size} that is cut off at the ends and, if even, reaches one further up than down:
     *
     * <pre>{@code    y(c) = x(c) / (bias + alpha/size * sum of x(i)^2)^beta,     c - (size-1)/2 <= i <= c + size/2}</pre>
     *
     * with quotients rounded down. This is ONNX's alpha; TensorFlow's is alpha/size, and its depth radius (size-1)/2.
     */
    record LocalResponseNormalization(int size, double alpha, double beta, double bias) implements Operator {}

    /** Output axis i is input axis {@code permutation[i]}. */
    record Transpose(ImmutableIntArray permutation) implements Operator {}

    /** Channels become block x block pixels: input {@code [H, W, C*b*b]}, output {@code [H*b, W*b, C]}. */
    record DepthToSpace(int block) implements Operator {}

    /** Blocks of pixels become channels: input {@code [H*b, W*b, C]}, output {@code [H, W, C*b*b]}. */
    record SpaceToDepth(int block) implements Operator {}

    /** Every {@code strides[i]}-th element along axis i from {@code begin[i]}; strides may be negative. */
    record Slice(ImmutableIntArray begin, ImmutableIntArray strides) implements Operator {}

    /** Interleaved sub-images become a batch (the first half of a dilated convolution). */
    record SpaceToBatch(int blockHeight, int blockWidth, Padding padding) implements Operator {}

    /** A batch of sub-images becomes one image (the second half of a dilated convolution); padding is cropped. */
    record BatchToSpace(int blockHeight, int blockWidth, Padding crop) implements Operator {}

    /** Same elements in the same order under another shape, executed as a copy. */
    record Reshape() implements Operator {}

    /**
     * Same elements in the same order under another shape, without storage of its own wherever the machine's layout maps
     * both shapes to the same words; elsewhere a copy.
     */
    record View() implements Operator {}

    /** The dimensions of its operand, as integers. */
    record ShapeOf() implements Operator {}

    /** Operands stacked along a new axis. */
    record Pack(int axis) implements Operator {}

    /** Known shapes, unknown arithmetic: can be sized and placed (disjoint), not executed. {@code kind} is the file's name. */
    record Opaque(String kind) implements Operator {}

    /** Short name for tables, such as {@code CONVOLUTION}; an opaque operator gives the file's own. */
    default String displayName() {
        if (this instanceof Opaque opaque) {
            return opaque.kind();
        }
        if (this instanceof Elementwise elementwise) {
            return elementwise.kind().name();
        }
        if (this instanceof Pointwise pointwise) {
            return pointwise.function().name();
        }
        if (this instanceof Pool pool) {
            return pool.kind() + "_POOL";
        }
        return com.google.common.base.CaseFormat.UPPER_CAMEL.to(
                com.google.common.base.CaseFormat.UPPER_UNDERSCORE, getClass().getSimpleName());
    }
}
