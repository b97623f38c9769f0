package dev.shingle.sim.kernels;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.HalfPrecision;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor of its own in plain memory. Kernels may read and write it from several threads at a time, each its own elements.
 */
final class PlainTensor implements ElementSource, ElementSink {

    private final TensorData data;
    private final ElementType type;
    private final byte[] bytes;
    private final ByteBuffer buffer;

    private PlainTensor(TensorData data, byte[] bytes) {
        this.data = data;
        this.bytes = bytes;
        type = data.type();
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** All zeros. */
    static PlainTensor of(FeatureMap map) {
        byte[] bytes = new byte[Math.toIntExact(map.sizeBits() / Byte.SIZE)];
        return new PlainTensor(TensorData.wrap(map.shape(), map.type(), bytes), bytes);
    }

    static PlainTensor of(TensorData data) {
        byte[] bytes = new byte[data.bytes().remaining()];
        data.bytes().get(bytes);
        return new PlainTensor(data, bytes);
    }

    TensorData data() {
        return data;
    }

    @Override
    public void readIntegers(long firstElement, int count, int[] into, int at) {
        int first = Math.toIntExact(firstElement);
        switch (type) {
            case INT8, BOOL -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = bytes[first + i];
                }
            }
            case UINT8 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = bytes[first + i] & 0xff;
                }
            }
            case INT16, FLOAT16 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = buffer.getShort((first + i) * Short.BYTES);
                }
            }
            case INT32, FLOAT32 ->
                buffer.slice(first * Integer.BYTES, count * Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asIntBuffer()
                        .get(into, at, count);
            case INT64 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = Math.toIntExact(buffer.getLong((first + i) * Long.BYTES));
                }
            }
            case INT4 -> throw new AssertionError(type);
        }
    }

    @Override
    public void writeIntegers(long firstElement, int count, int[] from, int at) {
        int first = Math.toIntExact(firstElement);
        switch (type) {
            case INT8, UINT8, BOOL -> {
                for (int i = 0; i < count; i++) {
                    bytes[first + i] = (byte) from[at + i];
                }
            }
            case INT16, FLOAT16 -> {
                for (int i = 0; i < count; i++) {
                    buffer.putShort((first + i) * Short.BYTES, (short) from[at + i]);
                }
            }
            case INT32, FLOAT32 ->
                buffer.slice(first * Integer.BYTES, count * Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asIntBuffer()
                        .put(from, at, count);
            case INT64 -> {
                for (int i = 0; i < count; i++) {
                    buffer.putLong((first + i) * Long.BYTES, from[at + i]);
                }
            }
            case INT4 -> throw new AssertionError(type);
        }
    }

    @Override
    public void readFloats(long firstElement, int count, float[] into, int at) {
        int first = Math.toIntExact(firstElement);
        if (type == ElementType.FLOAT16) {
            for (int i = 0; i < count; i++) {
                into[at + i] = HalfPrecision.value(buffer.getShort((first + i) * Short.BYTES));
            }
            return;
        }
        buffer.slice(first * Float.BYTES, count * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(into, at, count);
    }

    @Override
    public void writeFloats(long firstElement, int count, float[] from, int at) {
        int first = Math.toIntExact(firstElement);
        if (type == ElementType.FLOAT16) {
            for (int i = 0; i < count; i++) {
                buffer.putShort((first + i) * Short.BYTES, HalfPrecision.bits(from[at + i]));
            }
            return;
        }
        buffer.slice(first * Float.BYTES, count * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .put(from, at, count);
    }
}
