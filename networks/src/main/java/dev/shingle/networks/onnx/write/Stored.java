package dev.shingle.networks.onnx.write;

import dev.shingle.networks.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Element types in the file. */
final class Stored {

    private Stored() {}

    /** The format's number of a type. */
    static int type(ElementType type) {
        return switch (type) {
            case FLOAT32 -> 1;
            case UINT8 -> 2;
            case INT8 -> 3;
            case INT16 -> 5;
            case INT32 -> 6;
            case INT64 -> 7;
            case BOOL -> 9;
            case FLOAT16 -> 10;
            case INT4 -> 22;
        };
    }

    /** In single precision, little-endian. */
    static ByteBuffer reals(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putFloat((float) value);
        }
        return bytes.flip();
    }

    /** Whole numbers of a type, little-endian. */
    static ByteBuffer integers(ElementType type, long... values) {
        int width = type.bits() / Byte.SIZE;
        ByteBuffer bytes = ByteBuffer.allocate(values.length * width).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (type) {
                case INT8, UINT8, BOOL -> bytes.put((byte) value);
                case INT16 -> bytes.putShort((short) value);
                case INT32 -> bytes.putInt((int) value);
                case INT64 -> bytes.putLong(value);
                case INT4, FLOAT16, FLOAT32 -> throw new AssertionError(type);
            }
        }
        return bytes.flip();
    }
}
