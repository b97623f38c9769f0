package dev.shingle.networks.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.shingle.networks.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Writes small ONNX files. Nodes are given as {@code "Conv x,w,b -> y"}. */
final class TinyOnnx {

    static final int FLOAT = 1;
    static final int UINT8 = 2;
    static final int INT8 = 3;
    static final int INT32 = 6;
    static final int INT64 = 7;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");
    private long opset = 13;

    /** One float operator without parameters. */
    static ByteBuffer of(String kind, long... dimensions) {
        return new TinyOnnx()
                .input("x", dimensions)
                .node(kind + " x -> y")
                .output("y")
                .bytes();
    }

    TinyOnnx opset(long version) {
        opset = version;
        return this;
    }

    TinyOnnx input(String name, long... dimensions) {
        return typed(name, FLOAT, dimensions);
    }

    TinyOnnx typed(String name, int type, long... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dimension : dimensions) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
        }
        return input(name, type, shape);
    }

    /** Dimensions with names. */
    TinyOnnx symbolic(String name, String... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String dimension : dimensions) {
            TensorShapeProto.Dimension.Builder builder = TensorShapeProto.Dimension.newBuilder();
            if (dimension.matches("\\d+")) {
                builder.setDimValue(Long.parseLong(dimension));
            } else if (!dimension.isEmpty()) {
                builder.setDimParam(dimension);
            }
            shape.addDim(builder);
        }
        return input(name, FLOAT, shape);
    }

    private TinyOnnx input(String name, int type, TensorShapeProto.Builder shape) {
        graph.addInput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape))));
        return this;
    }

    TinyOnnx output(String... names) {
        for (String name : names) {
            graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        }
        return this;
    }

    TinyOnnx floats(String name, long[] dimensions, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return initializer(name, FLOAT, dimensions, bytes.flip());
    }

    /** 1, 2, 3, ... over seven, so that no two elements are equal. */
    TinyOnnx counted(String name, long... dimensions) {
        int count = 1;
        for (long dimension : dimensions) {
            count *= (int) dimension;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i + 1) / 7f;
        }
        return floats(name, dimensions, values);
    }

    TinyOnnx longs(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return initializer(name, INT64, new long[] {values.length}, bytes.flip());
    }

    TinyOnnx bytes(String name, int type, long[] dimensions, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return initializer(name, type, dimensions, bytes.flip());
    }

    private TinyOnnx initializer(String name, int type, long[] dimensions, ByteBuffer bytes) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(type).setRawData(ByteString.copyFrom(bytes));
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        return initializer(tensor);
    }

    TinyOnnx initializer(TensorProto.Builder tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    /** Attributes are numbers, lists of numbers, or texts. */
    TinyOnnx node(String text, Object... attributes) {
        String[] parts = text.split(" ", -1);
        NodeProto.Builder node = NodeProto.newBuilder();
        int dot = parts[0].lastIndexOf('.');
        node.setOpType(parts[0].substring(dot + 1)).setDomain(dot < 0 ? "" : parts[0].substring(0, dot));
        if (!parts[1].equals("->")) {
            node.addAllInput(List.of(parts[1].split(",", -1)));
        }
        node.addAllOutput(List.of(parts[parts.length - 1].split(",", -1)));
        for (int i = 0; i < attributes.length; i += 2) {
            node.addAttribute(attribute((String) attributes[i], attributes[i + 1]));
        }
        graph.addNode(node);
        return this;
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        if (value instanceof Integer number) {
            attribute.setType(AttributeProto.AttributeType.INT).setI(number);
        } else if (value instanceof Float number) {
            attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number);
        } else if (value instanceof String string) {
            attribute.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(string));
        } else if (value instanceof long[] numbers) {
            attribute.setType(AttributeProto.AttributeType.INTS);
            for (long number : numbers) {
                attribute.addInts(number);
            }
        } else {
            attribute.setType(AttributeProto.AttributeType.TENSOR).setT((TensorProto) value);
        }
        return attribute.build();
    }

    ByteBuffer bytes() {
        return model().toByteString().asReadOnlyByteBuffer();
    }

    ModelProto model() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build();
    }

    OnnxModel read(Map<String, Integer> dimensions) {
        return OnnxReader.read("tiny.onnx", bytes(), dimensions);
    }

    Network network() {
        return read(Map.of()).network();
    }
}
