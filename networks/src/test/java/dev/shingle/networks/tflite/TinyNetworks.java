package dev.shingle.networks.tflite;

import static dev.shingle.networks.tflite.TinyTflite.FLOAT16;
import static dev.shingle.networks.tflite.TinyTflite.FLOAT32;
import static dev.shingle.networks.tflite.TinyTflite.INT16;
import static dev.shingle.networks.tflite.TinyTflite.INT32;
import static dev.shingle.networks.tflite.TinyTflite.INT8;
import static dev.shingle.networks.tflite.TinyTflite.UINT8;
import static dev.shingle.networks.tflite.TinyTflite.float32;
import static dev.shingle.networks.tflite.TinyTflite.int32;
import static dev.shingle.networks.tflite.TinyTflite.int8;
import static dev.shingle.networks.tflite.TinyTflite.ints;
import static dev.shingle.networks.tflite.TinyTflite.list;

import dev.shingle.networks.tflite.TinyTflite.Field;
import java.util.List;

/** Hand-made files, one family of operators each; seeds of the fuzzer. */
final class TinyNetworks {

    private TinyNetworks() {}

    static List<TinyTflite> all() {
        return List.of(
                convolution(0, 2, 1, 3, 3),
                depthwise(),
                pool("MAX_POOL_2D"),
                transposed(),
                fullyConnected(true),
                unary("RELU6", INT8, 0),
                unary("LEAKY_RELU", UINT8, 75, float32(0, 0.25)),
                unary("LOCAL_RESPONSE_NORMALIZATION", FLOAT32, 13, int32(0, 2), float32(1, 1), float32(2, 0.5)),
                binary("ADD", 11, int8(0, 1)),
                movement(),
                split(),
                slices(),
                reduction("MEAN", 27, int8(0, 1)),
                shapeChain(),
                halfWeights(),
                custom(),
                resize("RESIZE_BILINEAR", 15, int8(2, 1)));
    }

    /** 9x7x4 input, 3x5 kernel, stride 2x1, 6 filters. */
    static TinyTflite convolution(int padding, int strideHeight, int strideWidth, int outputHeight, int outputWidth) {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 1, 9, 7, 4);
        int w = file.constant(INT8, 6, 3, 5, 4);
        int b = file.constant(INT32, 6);
        int height = padding == 0 ? (9 + strideHeight - 1) / strideHeight : outputHeight;
        int width = padding == 0 ? (7 + strideWidth - 1) / strideWidth : outputWidth;
        int y = file.activation(INT8, 1, height, width, 6);
        file.tensor(x).quantized(0, new float[] {0.5f}, -3);
        file.tensor(w).quantized(0, new float[] {1, 2, 3, 4, 5, 6}, 0, 0, 0, 0, 0, 0);
        file.tensor(b).quantized(3, new float[] {1, 2, 3, 4, 5, 6}, 0, 0, 0, 0, 0, 0);
        file.operator(
                "CONV_2D",
                1,
                list(x, w, b),
                list(y),
                int8(0, padding),
                int32(1, strideWidth),
                int32(2, strideHeight),
                int8(3, 3));
        return file.ends(list(x), list(y));
    }

    /** Multiplier 2, dilation 2x3, no bias. */
    static TinyTflite depthwise() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT16, 1, 12, 13, 3);
        int w = file.constant(INT8, 1, 3, 3, 6);
        int y = file.activation(INT16, 1, 8, 7, 6);
        file.operator(
                "DEPTHWISE_CONV_2D",
                2,
                list(x, w, -1),
                list(y),
                int8(0, 1),
                int32(1, 1),
                int32(2, 1),
                int32(3, 2),
                int8(4, 1),
                int32(5, 3),
                int32(6, 2));
        return file.ends(list(x), list(y));
    }

    static TinyTflite pool(String kind) {
        TinyTflite file = new TinyTflite();
        int x = file.activation(UINT8, 1, 8, 6, 5);
        int y = file.activation(UINT8, 1, 4, 2, 5);
        file.operator(kind, 5, list(x), list(y), int8(0, 0), int32(1, 3), int32(2, 2), int32(3, 3), int32(4, 4));
        return file.ends(list(x), list(y));
    }

    /** 4x4x2 to 8x7x3, kernel 3x4, stride 2, SAME. */
    static TinyTflite transposed() {
        TinyTflite file = new TinyTflite();
        int shape = file.parameters(1, 8, 7, 3);
        int w = file.constant(FLOAT32, 3, 3, 4, 2);
        int x = file.activation(FLOAT32, 1, 4, 4, 2);
        int b = file.constant(FLOAT32, 3);
        int y = file.activation(FLOAT32, 1, 8, 7, 3);
        file.operator("TRANSPOSE_CONV", 49, list(shape, w, x, b), list(y), int8(0, 0), int32(1, 2), int32(2, 2));
        return file.ends(list(x), list(y));
    }

    static TinyTflite fullyConnected(boolean keepDimensions) {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 2, 3, 4);
        int w = file.constant(INT8, 5, 4);
        int y = keepDimensions ? file.activation(INT8, 2, 3, 5) : file.activation(INT8, 6, 5);
        int z = keepDimensions ? file.activation(INT8, 2, 3, 5) : file.activation(INT8, 6, 5);
        file.operator("FULLY_CONNECTED", 8, list(x, w, -1), list(y), int8(0, 1), int8(2, keepDimensions ? 1 : 0));
        file.operator("SOFTMAX", 9, list(y), list(z), float32(0, 1));
        return file.ends(list(x), list(z));
    }

    static TinyTflite unary(String kind, int type, int optionsType, Field... fields) {
        TinyTflite file = new TinyTflite();
        int x = file.activation(type, 1, 3, 4, 5);
        int y = file.activation(type, 1, 3, 4, 5);
        file.operator(kind, optionsType, list(x), list(y), fields);
        return file.ends(list(x), list(y));
    }

    static TinyTflite binary(String kind, int optionsType, Field... fields) {
        TinyTflite file = new TinyTflite();
        int a = file.activation(INT8, 1, 3, 4, 5);
        int b = file.constant(INT8, 4, 1);
        int y = file.activation(INT8, 1, 3, 4, 5);
        file.operator(kind, optionsType, list(a, b), list(y), fields);
        return file.ends(list(a), list(y));
    }

    static TinyTflite reduction(String kind, int optionsType, Field... fields) {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 1, 3, 4, 5);
        int axes = file.parameters(2, -3, 2);
        int y = file.activation(INT8, 1, 1, 1, 5);
        file.operator(kind, optionsType, list(x, axes), list(y), fields);
        return file.ends(list(x), list(y));
    }

    /** Pad, transpose, depth to space and back, batches and back, concatenation. */
    static TinyTflite movement() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 1, 4, 6, 8);
        int padded = file.activation(INT8, 1, 6, 9, 8);
        int turned = file.activation(INT8, 1, 9, 6, 8);
        int deep = file.activation(INT8, 1, 18, 12, 2);
        int back = file.activation(INT8, 1, 9, 6, 8);
        int batches = file.activation(INT8, 6, 5, 2, 8);
        int whole = file.activation(INT8, 1, 9, 6, 8);
        int joined = file.activation(INT8, 1, 9, 6, 24);
        int mirrored = file.activation(INT8, 1, 11, 6, 24);
        int fill = file.constant(INT8);
        int pads = file.shapedParameters(list(4, 2), 0, 0, 1, 1, 0, 3, 0, 0);
        int mirror = file.shapedParameters(list(4, 2), 0, 0, 2, 0, 0, 0, 0, 0);
        int permutation = file.parameters(0, 2, 1, -1);
        int block = file.parameters(2, 3);
        int borders = file.shapedParameters(list(2, 2), 0, 1, 0, 0);
        file.operator("PADV2", list(x, pads, fill), list(padded));
        file.operator("TRANSPOSE", list(padded, permutation), list(turned));
        file.operator("DEPTH_TO_SPACE", 94, list(turned), list(deep), int32(0, 2));
        file.operator("SPACE_TO_DEPTH", 19, list(deep), list(back), int32(0, 2));
        file.operator("SPACE_TO_BATCH_ND", list(back, block, borders), list(batches));
        file.operator("BATCH_TO_SPACE_ND", list(batches, block, borders), list(whole));
        file.operator("CONCATENATION", 10, list(whole, back, whole), list(joined), int32(0, -1));
        file.operator("MIRROR_PAD", 77, list(joined, mirror), list(mirrored), int8(0, 1));
        return file.ends(list(x), list(mirrored));
    }

    static TinyTflite split() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 1, 4, 4, 6);
        int axis = file.parameters(-1);
        int a = file.activation(INT8, 1, 4, 4, 3);
        int b = file.activation(INT8, 1, 4, 4, 3);
        int rows = file.parameters(1, -1);
        int rowAxis = file.shapedParameters(list(), 1);
        int c = file.activation(INT8, 1, 1, 4, 3);
        int d = file.activation(INT8, 1, 3, 4, 3);
        file.operator("SPLIT", 35, list(axis, x), list(a, b), int32(0, 2));
        file.operator("SPLIT_V", 79, list(a, rows, rowAxis), list(c, d), int32(0, 2));
        return file.ends(list(x), list(b, c, d));
    }

    /** {@code x[0, 1:3]}, {@code [..., ::-2]} and back to four dimensions. */
    static TinyTflite slices() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 1, 4, 6, 8);
        int cut = file.activation(INT8, 2, 6, 8);
        int reversed = file.activation(INT8, 2, 6, 4);
        int grown = file.activation(INT8, 1, 2, 6, 4);
        int last = file.activation(INT8, 1, 2, 5, 4);
        int flat = file.activation(INT8, 2, 5, 4);
        int again = file.activation(INT8, 2, 1, 5, 4);
        int ones = file.parameters(1, 1);
        int begin = file.parameters(0, 1);
        int end = file.parameters(1, 3);
        int zeros = file.parameters(0, 0);
        int backwards = file.parameters(1, -2);
        int start = file.parameters(0, 0, 1, 0);
        int size = file.parameters(1, 2, -1, 4);
        int axis = file.parameters(1);
        file.operator("STRIDED_SLICE", 32, list(x, begin, end, ones), list(cut), int32(4, 1));
        file.operator(
                "STRIDED_SLICE",
                32,
                list(cut, zeros, zeros, backwards),
                list(reversed),
                int32(0, 2),
                int32(1, 2),
                int32(2, 1));
        file.operator("STRIDED_SLICE", 32, list(reversed, zeros, zeros, ones), list(grown), int32(3, 1), int32(2, 2));
        file.operator("SLICE", list(grown, start, size), list(last));
        file.operator("SQUEEZE", 30, list(last), list(flat), ints(0, 0));
        file.operator("EXPAND_DIMS", list(flat, axis), list(again));
        return file.ends(list(x), list(again));
    }

    /** A reshape whose target is computed from the input's shape. */
    static TinyTflite shapeChain() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(FLOAT32, 1, 8, 10, 4);
        int shape = file.activation(INT32, 4);
        int batch = file.activation(INT32);
        int target = file.activation(INT32, 3);
        int y = file.activation(FLOAT32, 1, 1, 2);
        int z = file.activation(FLOAT32, 1, 1, 4);
        file.tensor(x).signature(-1, 8, 10, 4);
        file.tensor(y).signature(-1, -1, 2);
        int zero = file.parameters(0);
        int one = file.parameters(1);
        int open = file.shapedParameters(list(), -1);
        int two = file.shapedParameters(list(), 2);
        file.operator("SHAPE", 55, list(x), list(shape), int8(0, 2));
        file.operator("STRIDED_SLICE", 32, list(shape, zero, one, one), list(batch), int32(4, 1));
        file.operator("PACK", 59, list(batch, open, two), list(target), int32(0, 3), int32(1, 0));
        file.operator("RESHAPE", list(x, target), list(y));
        file.operator("CONCATENATION", 10, list(y, y), list(z), int32(0, 2));
        return file.ends(list(x), list(z));
    }

    static TinyTflite halfWeights() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(FLOAT32, 1, 5, 5, 2);
        int half = file.constant(FLOAT16, 3, 1, 1, 2);
        int w = file.activation(FLOAT32, 3, 1, 1, 2);
        int y = file.activation(FLOAT32, 1, 5, 5, 3);
        file.operator("DEQUANTIZE", list(half), list(w));
        file.operator("CONV_2D", 1, list(x, w), list(y), int8(0, 1), int32(1, 1), int32(2, 1));
        return file.ends(list(x), list(y));
    }

    static TinyTflite custom() {
        TinyTflite file = new TinyTflite();
        int x = file.activation(FLOAT32, 1, 5, 5, 2);
        int y = file.activation(FLOAT32, 1, 5, 5, 2);
        int z = file.activation(FLOAT32, 1, 5, 5, 2);
        file.custom("Convolution2DTransposeBias", list(x), list(y));
        file.operator("L2_NORMALIZATION", list(y), list(z));
        return file.ends(list(x), list(z));
    }

    static TinyTflite resize(String kind, int optionsType, Field... fields) {
        TinyTflite file = new TinyTflite();
        int x = file.activation(INT8, 1, 4, 5, 3);
        int size = file.parameters(8, 15);
        int y = file.activation(INT8, 1, 8, 15, 3);
        file.operator(kind, optionsType, list(x, size), list(y), fields);
        return file.ends(list(x), list(y));
    }
}
