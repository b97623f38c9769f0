package dev.shingle.conformance.runtimes;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.shingle.networks.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** ONNX Runtime on one thread, nothing fused: every node computes what the standard says of it. */
final class OnnxChild {

    private OnnxChild() {}

    public static void main(String[] unused) throws IOException {
        ChildLoop.serve(OnnxChild::run);
    }

    private static ImmutableList<RuntimeTensor> run(Request request) throws OrtException, IOException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "oracle");
        byte[] model = request.scope() == Request.Scope.OUTPUTS ? request.model() : everythingPutOut(request.model());
        try (OrtSession.SessionOptions options = options();
                OrtSession session = environment.createSession(model, options)) {
            Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
            try {
                int index = 0;
                for (String name : session.getInputNames()) {
                    inputs.put(name, tensor(environment, request.inputs().get(index++)));
                }
                try (OrtSession.Result result = session.run(inputs)) {
                    return results(result);
                }
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        return options;
    }

    /** The same graph, with every result of every node among the outputs. */
    private static byte[] everythingPutOut(byte[] model) throws InvalidProtocolBufferException {
        ModelProto.Builder changed = ModelProto.parseFrom(model).toBuilder();
        GraphProto.Builder graph = changed.getGraphBuilder();
        Set<String> present = new HashSet<>();
        graph.getOutputList().forEach(output -> present.add(output.getName()));
        for (NodeProto node : graph.getNodeList()) {
            for (String output : node.getOutputList()) {
                if (!output.isEmpty() && present.add(output)) {
                    graph.addOutput(ValueInfoProto.newBuilder().setName(output));
                }
            }
        }
        return changed.build().toByteArray();
    }

    private static OnnxTensor tensor(OrtEnvironment environment, RuntimeTensor input) throws OrtException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(input.bytes().length).order(ByteOrder.nativeOrder());
        bytes.put(input.bytes()).flip();
        long[] shape = input.dimensions().stream().asLongStream().toArray();
        return OnnxTensor.createTensor(environment, bytes, shape, type(input.type()));
    }

    private static ImmutableList<RuntimeTensor> results(OrtSession.Result result) {
        ImmutableList.Builder<RuntimeTensor> tensors = ImmutableList.builder();
        for (Map.Entry<String, OnnxValue> entry : result) {
            OnnxTensor tensor = (OnnxTensor) entry.getValue();
            TensorInfo info = tensor.getInfo();
            ByteBuffer buffer = tensor.getByteBuffer();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            int[] dimensions =
                    Arrays.stream(info.getShape()).mapToInt(Math::toIntExact).toArray();
            tensors.add(
                    new RuntimeTensor(entry.getKey(), type(info.type), ImmutableIntArray.copyOf(dimensions), bytes));
        }
        return tensors.build();
    }

    private static OnnxJavaType type(ElementType type) {
        return switch (type) {
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case INT8 -> OnnxJavaType.INT8;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT16 -> OnnxJavaType.INT16;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            case BOOL -> OnnxJavaType.BOOL;
            case INT4 -> throw new IllegalArgumentException("no inputs of 4 bits");
        };
    }

    private static ElementType type(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> ElementType.FLOAT32;
            case FLOAT16 -> ElementType.FLOAT16;
            case INT8 -> ElementType.INT8;
            case UINT8 -> ElementType.UINT8;
            case INT16 -> ElementType.INT16;
            case INT32 -> ElementType.INT32;
            case INT64 -> ElementType.INT64;
            case BOOL -> ElementType.BOOL;
            default -> throw new IllegalStateException("a tensor of type " + type);
        };
    }
}
