package dev.shingle.networks.tflite.write;

import static dev.shingle.networks.ElementType.BOOL;
import static dev.shingle.networks.ElementType.FLOAT16;
import static dev.shingle.networks.ElementType.INT32;
import static dev.shingle.networks.ElementType.INT4;
import static dev.shingle.networks.ElementType.INT64;

import com.google.common.collect.ImmutableSet;
import dev.shingle.networks.ElementType;
import java.util.OptionalInt;

/**
 * Operators of the format: number, member of the union of options, and the version that first took an element type. A
 * runtime compares versions with those that it knows; it refuses types without one, and so does the writer.
 */
enum Builtin {
    ADD(0, 11, 1, 1, 2, 3, INT32, INT64),
    AVERAGE_POOL_2D(1, 5, 1, 1, 2, 3),
    CONCATENATION(2, 10, 1, 1, 2, 3, INT32, INT64, BOOL),
    CONV_2D(3, 1, 1, 1, 3, 4),
    DEPTHWISE_CONV_2D(4, 2, 1, 1, 3, 5),
    DEPTH_TO_SPACE(5, 94, 1, 1, 2, 0, INT32, INT64),
    DEQUANTIZE(6, 38, 0, 1, 2, 3, FLOAT16, INT4),
    FLOOR(8, 0, 1, 0, 0, 0),
    FULLY_CONNECTED(9, 8, 1, 1, 4, 7),
    LOCAL_RESPONSE_NORMALIZATION(13, 13, 1, 0, 0, 0),
    LOGISTIC(14, 0, 1, 1, 2, 3),
    MAX_POOL_2D(17, 5, 1, 1, 2, 3),
    MUL(18, 21, 1, 1, 2, 4, INT32, INT64),
    RELU(19, 0, 1, 1, 2, 3),
    RELU_N1_TO_1(20, 0, 1, 1, 1, 0),
    RELU6(21, 0, 1, 1, 2, 3),
    RESHAPE(22, 17, 1, 1, 1, 1, INT32, INT64, BOOL, FLOAT16, INT4),
    RESIZE_BILINEAR(23, 15, 1, 1, 2, 4),
    SOFTMAX(25, 9, 1, 1, 2, 3),
    SPACE_TO_DEPTH(26, 19, 1, 1, 2, 0, INT32, INT64),
    TANH(28, 0, 1, 1, 2, 3),
    PAD(34, 22, 1, 1, 2, 3, INT32, INT64),
    BATCH_TO_SPACE_ND(37, 24, 1, 1, 2, 4, INT32, INT64),
    SPACE_TO_BATCH_ND(38, 25, 1, 1, 2, 4, INT32, INT64),
    TRANSPOSE(39, 26, 1, 1, 2, 5, INT32, INT64, BOOL),
    MEAN(40, 27, 1, 1, 2, 3, INT32, INT64),
    SUB(41, 28, 1, 1, 2, 5, INT32, INT64),
    DIV(42, 29, 1, 1, 0, 0, INT32),
    STRIDED_SLICE(45, 32, 1, 1, 2, 4, INT32, INT64, BOOL),
    EXP(47, 33, 1, 0, 2, 2),
    SPLIT(49, 35, 1, 1, 2, 4, INT32),
    CAST(53, 37, 1, 1, 1, 1, INT32, INT64, BOOL, FLOAT16),
    PRELU(54, 0, 1, 1, 1, 0),
    MAXIMUM(55, 39, 1, 1, 2, 4, INT32, INT64),
    ARG_MAX(56, 40, 1, 1, 2, 0, INT32),
    MINIMUM(57, 39, 1, 1, 2, 4, INT32, INT64),
    NEG(59, 42, 1, 0, 0, 0, INT32, INT64),
    PADV2(60, 43, 1, 1, 2, 3, INT32, INT64),
    SLICE(65, 48, 1, 1, 2, 4, INT32, INT64, BOOL),
    TRANSPOSE_CONV(67, 49, 1, 1, 2, 3),
    LOG(73, 0, 1, 0, 2, 0),
    SUM(74, 27, 1, 1, 2, 3, INT32, INT64),
    SQRT(75, 0, 1, 0, 0, 0),
    RSQRT(76, 0, 1, 0, 2, 0),
    SHAPE(77, 55, 1, 1, 1, 1, INT32, INT64, BOOL, FLOAT16),
    POW(78, 56, 1, 0, 0, 0, INT32),
    ARG_MIN(79, 57, 1, 1, 2, 0, INT32),
    REDUCE_PROD(81, 27, 1, 0, 2, 2, INT32, INT64),
    REDUCE_MAX(82, 27, 1, 1, 2, 3, INT32, INT64),
    PACK(83, 59, 1, 1, 2, 3, INT32, INT64),
    REDUCE_MIN(89, 27, 1, 1, 2, 3, INT32, INT64),
    SQUARE(92, 66, 1, 0, 0, 0),
    RESIZE_NEAREST_NEIGHBOR(97, 74, 1, 1, 2, 4),
    LEAKY_RELU(98, 75, 1, 1, 1, 2),
    SQUARED_DIFFERENCE(99, 76, 1, 0, 2, 0, INT32),
    MIRROR_PAD(100, 77, 1, 1, 2, 3, INT32, INT64),
    ABS(101, 78, 1, 0, 2, 3, INT32),
    SPLIT_V(102, 79, 1, 1, 2, 2, INT32, INT64),
    CEIL(104, 0, 1, 0, 0, 0),
    ELU(111, 0, 1, 0, 1, 0),
    QUANTIZE(114, 0, 1, 1, 1, 2),
    ROUND(116, 0, 1, 0, 0, 0),
    HARD_SWISH(117, 0, 1, 1, 1, 0);

    private final int code;
    private final int options;
    private final int float32;
    private final int uint8;
    private final int int8;
    private final int int16;
    private final ImmutableSet<ElementType> others;

    /** A version of 0: never. Other types came with the latest version that is named. */
    Builtin(int code, int options, int float32, int uint8, int int8, int int16, ElementType... others) {
        this.code = code;
        this.options = options;
        this.float32 = float32;
        this.uint8 = uint8;
        this.int8 = int8;
        this.int16 = int16;
        this.others = ImmutableSet.copyOf(others);
    }

    int code() {
        return code;
    }

    /** Number of the options' table in the format's union; 0 if there is none. */
    int options() {
        return options;
    }

    /** The version that first took elements of this type. */
    OptionalInt version(ElementType type) {
        int version = switch (type) {
            case FLOAT32 -> float32;
            case UINT8 -> uint8;
            case INT8 -> int8;
            case INT16 -> int16;
            default -> others.contains(type) ? Math.max(Math.max(float32, uint8), Math.max(int8, int16)) : 0;
        };
        return version == 0 ? OptionalInt.empty() : OptionalInt.of(version);
    }
}
