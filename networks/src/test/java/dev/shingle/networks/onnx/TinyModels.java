package dev.shingle.networks.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;

/** Small networks that together use most rules; also what fuzzing starts from. */
final class TinyModels {

    private TinyModels() {}

    static List<TinyOnnx> all() {
        return List.of(
                floats(),
                residual(),
                detector(),
                shuffle(),
                quantizedPairs(),
                quantizedOperators(),
                matrices(),
                sequences(),
                movement(),
                shapeArithmetic(),
                arithmetic(),
                converted());
    }

    /** Convolution, normalisation, activation, pooling, flattening, product. */
    static TinyOnnx floats() {
        return new TinyOnnx()
                .input("x", 1, 2, 6, 5)
                .counted("w", 3, 2, 3, 3)
                .floats("scale", new long[] {3}, 1, 2, 3)
                .floats("shift", new long[] {3}, -9, 1, 4)
                .floats("mean", new long[] {3}, 40, 50, 60)
                .floats("variance", new long[] {3}, 1, 4, 9)
                .counted("matrix", 18, 4)
                .floats("bias", new long[] {4}, 1, 2, 3, 4)
                .node("Conv x,w -> a", "pads", new long[] {1, 1, 1, 1})
                .node("BatchNormalization a,scale,shift,mean,variance -> b")
                .node("Relu b -> c")
                .node("MaxPool c -> d", "kernel_shape", new long[] {2, 2}, "strides", new long[] {2, 2})
                .node("Flatten d -> e")
                .node("Dropout e -> f")
                .node("Gemm f,matrix,bias -> g")
                .node("Softmax g -> y")
                .output("y");
    }

    static TinyOnnx residual() {
        return new TinyOnnx()
                .opset(11)
                .input("x", 1, 4, 4, 4)
                .counted("w", 4, 1, 3, 3)
                .counted("v", 8, 2, 1, 1)
                .node("Conv x,w -> a", "group", 4, "auto_pad", "SAME_UPPER")
                .node("Add a,x -> b")
                .node("Conv b,v -> c", "group", 2)
                .node("Clip c -> d", "min", 0f, "max", 6f)
                .node("GlobalAveragePool d -> y")
                .output("y");
    }

    /** A head as detectors have them, and an upsampled side branch. */
    static TinyOnnx detector() {
        return new TinyOnnx()
                .opset(11)
                .symbolic("x", "batch", "2", "6", "4")
                .counted("w", 4, 2, 1, 1)
                .floats("scales", new long[] {4}, 1, 1, 2, 2)
                .longs("shape", 1, -1, 2)
                .node("Conv x,w -> a")
                .node(
                        "Resize a,,scales -> b",
                        "mode",
                        "nearest",
                        "coordinate_transformation_mode",
                        "asymmetric",
                        "nearest_mode",
                        "floor")
                .node("Transpose b -> c", "perm", new long[] {0, 2, 3, 1})
                .node("Reshape c,shape -> y")
                .output("y");
    }

    static TinyOnnx shuffle() {
        return new TinyOnnx()
                .input("x", 1, 6, 3, 4)
                .longs("grouped", 1, 2, 3, 3, 4)
                .longs("plain", 1, 6, 3, 4)
                .counted("w", 2, 6, 1, 1)
                .node("Reshape x,grouped -> a")
                .node("Transpose a -> b", "perm", new long[] {0, 2, 1, 3, 4})
                .node("Reshape b,plain -> c")
                .node("Conv c,w -> y")
                .output("y");
    }

    static TinyOnnx quantizedPairs() {
        return new TinyOnnx()
                .input("x", 1, 2, 4, 4)
                .floats("s", new long[0], 0.5f)
                .bytes("z", TinyOnnx.UINT8, new long[0], 10)
                .floats("ws", new long[] {2}, 0.25f, 0.125f)
                .bytes("wz", TinyOnnx.INT8, new long[] {2}, 0, 0)
                .bytes("w", TinyOnnx.INT8, new long[] {2, 2, 1, 1}, 1, -2, 3, 4)
                .floats("bias", new long[] {2}, 1, -1)
                .node("QuantizeLinear x,s,z -> q")
                .node("DequantizeLinear q,s,z -> a")
                .node("DequantizeLinear w,ws,wz -> b", "axis", 0)
                .node("Conv a,b,bias -> c")
                .node("Relu c -> d")
                .node("QuantizeLinear d,s,z -> p")
                .node("DequantizeLinear p,s,z -> y")
                .output("y");
    }

    static TinyOnnx quantizedOperators() {
        return new TinyOnnx()
                .typed("x", TinyOnnx.UINT8, 1, 2, 4, 4)
                .floats("s", new long[0], 0.5f)
                .bytes("z", TinyOnnx.UINT8, new long[0], 10)
                .floats("ws", new long[] {2}, 0.25f, 0.125f)
                .bytes("wz", TinyOnnx.INT8, new long[] {2}, 0, 0)
                .bytes("w", TinyOnnx.INT8, new long[] {2, 2, 1, 1}, 1, -2, 3, 4)
                .bytes("mz", TinyOnnx.INT8, new long[0], 0)
                .bytes("m", TinyOnnx.INT8, new long[] {2, 3}, 1, 2, 3, 4, 5, 6)
                .node("QLinearConv x,s,z,w,ws,wz,s,z -> a")
                .node("MaxPool a -> b", "kernel_shape", new long[] {2, 2})
                .node("com.microsoft.QLinearAdd a,s,z,x,s,z,s,z -> c")
                .node("com.microsoft.QLinearGlobalAveragePool c,s,z,s,z -> d")
                .node("Flatten d -> e")
                .node("QLinearMatMul e,s,z,m,s,mz,s,z -> f")
                .node("DequantizeLinear f,s,z -> y")
                .output("y", "b");
    }

    static TinyOnnx matrices() {
        return new TinyOnnx()
                .input("x", 2, 3)
                .input("v", 2, 2, 3)
                .counted("a", 4, 3)
                .counted("c", 2, 1)
                .counted("m", 3, 2)
                .node("Gemm x,a,c -> g", "transB", 1, "alpha", 0.5f, "beta", 2f)
                .node("MatMul v,m -> h")
                .node("MatMul h,h -> i")
                .node("ReduceMean h -> k", "axes", new long[] {1}, "keepdims", 0)
                .output("g", "i", "k");
    }

    static TinyOnnx sequences() {
        return new TinyOnnx()
                .input("x", 2, 3, 8)
                .counted("w", 4, 3, 3)
                .counted("u", 4, 2, 2)
                .node("Conv x,w -> a", "strides", new long[] {2}, "pads", new long[] {1, 1})
                .node(
                        "AveragePool a -> b",
                        "kernel_shape",
                        new long[] {2},
                        "ceil_mode",
                        1,
                        "count_include_pad",
                        1,
                        "strides",
                        new long[] {2},
                        "pads",
                        new long[] {1, 0})
                .node("ConvTranspose b,u -> y", "strides", new long[] {2})
                .output("y");
    }

    static TinyOnnx movement() {
        return new TinyOnnx()
                .input("x", 1, 8, 4, 4)
                .longs("starts", 1)
                .longs("ends", 9223372036854775807L)
                .longs("axes", 1)
                .longs("steps", 2)
                .longs("sizes", 1, 3)
                .longs("pads", 0, 0, 1, 1, 0, 0, 0, 2)
                .longs("index", 0)
                .node("DepthToSpace x -> a", "blocksize", 2, "mode", "CRD")
                .node("SpaceToDepth a -> b", "blocksize", 2)
                .node("Slice b,starts,ends,axes,steps -> c")
                .node("Split c,sizes -> d,e", "axis", 1)
                .node("Pad e,pads -> f", "mode", "reflect")
                .node("Concat d,d -> g", "axis", 1)
                .node("Gather f,index -> h", "axis", 2)
                .node("Squeeze h -> i")
                .output("g", "i");
    }

    static TinyOnnx shapeArithmetic() {
        TensorProto two = TensorProto.newBuilder()
                .setDataType(TinyOnnx.INT64)
                .addDims(1)
                .addInt64Data(-1)
                .build();
        return new TinyOnnx()
                .input("x", 1, 3, 4, 5)
                .longs("zero", 0)
                .longs("axes", 0)
                .node("Shape x -> s")
                .node("Gather s,zero -> n")
                .node("Constant -> rest", "value", two)
                .node("Concat n,rest -> t", "axis", 0)
                .node("ConstantOfShape n -> fill")
                .node("Reshape x,t -> r")
                .node("Add r,fill -> y")
                .output("y");
    }

    static TinyOnnx arithmetic() {
        return new TinyOnnx()
                .input("x", 1, 3, 2, 2)
                .counted("c", 3, 1, 1)
                .counted("slope", 3, 1, 1)
                .node("Mul x,c -> a")
                .node("PRelu a,slope -> b")
                .node("HardSigmoid b -> d")
                .node("HardSwish d -> e")
                .node("Sum a,d,e -> f")
                .node("LRN f -> g", "size", 3)
                .node("Sigmoid g -> h")
                .node("Erf h -> y")
                .output("y");
    }

    /** Channels behind at the edges, in front inside. */
    static TinyOnnx converted() {
        return new TinyOnnx()
                .input("x", 1, 4, 5, 3)
                .counted("w", 2, 3, 1, 1)
                .node("Transpose x -> a", "perm", new long[] {0, 3, 1, 2})
                .node("Conv a,w -> b")
                .node("Transpose b -> y", "perm", new long[] {0, 2, 3, 1})
                .output("y");
    }
}
