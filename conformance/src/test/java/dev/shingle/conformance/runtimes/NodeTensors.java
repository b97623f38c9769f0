package dev.shingle.conformance.runtimes;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.Rearrangement;
import dev.shingle.networks.onnx.OnnxModel;
import dev.shingle.networks.tensors.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tensors of ONNX test data, brought into the order in which a network stores them. */
final class NodeTensors {

    private NodeTensors() {}

    /** Empty if networks have no such elements. */
    static Optional<TensorData> read(Path file, OnnxModel model, FeatureMap map) throws IOException {
        TensorProto proto = TensorProto.parseFrom(Files.readAllBytes(file));
        return type(proto.getDataType()).map(type -> {
            int[] dimensions =
                    proto.getDimsList().stream().mapToInt(Long::intValue).toArray();
            TensorData inFile = TensorData.wrap(Shape.of(dimensions), type, bytes(proto, type));
            ImmutableIntArray axes = model.storedAxes().get(map.name());
            ByteBuffer stored = Rearrangement.transpose(axes, inFile.shape(), inFile.numbers());
            byte[] bytes = new byte[stored.remaining()];
            stored.get(bytes);
            return TensorData.wrap(map.shape(), type, bytes);
        });
    }

    private static Optional<ElementType> type(int number) {
        return Optional.ofNullable(
                switch (TensorProto.DataType.forNumber(number)) {
                    case FLOAT -> ElementType.FLOAT32;
                    case UINT8 -> ElementType.UINT8;
                    case INT8 -> ElementType.INT8;
                    case INT16 -> ElementType.INT16;
                    case INT32 -> ElementType.INT32;
                    case INT64 -> ElementType.INT64;
                    case BOOL -> ElementType.BOOL;
                    case FLOAT16 -> ElementType.FLOAT16;
                    default -> null;
                });
    }

    private static byte[] bytes(TensorProto proto, ElementType type) {
        if (proto.hasRawData()) {
            return proto.getRawData().toByteArray();
        }
        int count = Math.max(proto.getFloatDataCount(), Math.max(proto.getInt32DataCount(), proto.getInt64DataCount()));
        ByteBuffer bytes = ByteBuffer.allocate(count * type.bits() / Byte.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            switch (type) {
                case FLOAT32 -> bytes.putFloat(proto.getFloatData(i));
                case INT64 -> bytes.putLong(proto.getInt64Data(i));
                case INT32 -> bytes.putInt(proto.getInt32Data(i));
                case INT16, FLOAT16 -> bytes.putShort((short) proto.getInt32Data(i));
                default -> bytes.put((byte) proto.getInt32Data(i));
            }
        }
        return bytes.array();
    }
}
