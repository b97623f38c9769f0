package dev.shingle.networks.tensors;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Ints;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.StoredNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The elements of one tensor, row-major, channels last, as they are stored: little-endian, and not multiplied with a
 * scale. Types below a byte are not held.
 */
public final class TensorData {

    private final Shape shape;
    private final ElementType type;
    private final byte[] bytes;

    private TensorData(Shape shape, ElementType type, byte[] bytes) {
        checkArgument(type.bits() % Byte.SIZE == 0, "elements of %s bits", type.bits());
        checkArgument(
                bytes.length == sizeBytes(shape, type),
                "%s bytes for a tensor of shape %s, %s",
                bytes.length,
                shape,
                type);
        this.shape = shape;
        this.type = type;
        this.bytes = bytes;
    }

    /** Takes the array over: nobody may write to it any more. */
    public static TensorData wrap(Shape shape, ElementType type, byte[] littleEndian) {
        return new TensorData(shape, type, littleEndian);
    }

    public static TensorData ofFloats(Shape shape, float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return new TensorData(shape, ElementType.FLOAT32, buffer.array());
    }

    /** Stored numbers of an integer type; each must fit. */
    public static TensorData ofIntegers(Shape shape, ElementType type, long... values) {
        ByteBuffer buffer = ByteBuffer.allocate(Ints.checkedCast((long) values.length * type.bits() / Byte.SIZE))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (type) {
                case INT8 -> buffer.put((byte) fitting(value, (byte) value));
                case UINT8, BOOL -> buffer.put((byte) fitting(value, value & 0xffL));
                case INT16 -> buffer.putShort((short) fitting(value, (short) value));
                case INT32 -> buffer.putInt(Ints.checkedCast(value));
                case INT64 -> buffer.putLong(value);
                case INT4, FLOAT16, FLOAT32 ->
                    throw new IllegalArgumentException(type + " holds no integers of whole bytes");
            }
        }
        return new TensorData(shape, type, buffer.array());
    }

    /**
     * Numbers that look like noise and are the same everywhere: x starts at 12345, and each element takes
     * {@code x = (x * 1103515245 + 12345) mod 2^31} and then {@code v = (x >>> 16) mod 2^15}. FLOAT32 holds v / 32767,
     * types of 8 bits its low byte, wider integers v.
     */
    public static TensorData fill(Shape shape, ElementType type) {
        ByteBuffer buffer =
                ByteBuffer.allocate(Ints.checkedCast(sizeBytes(shape, type))).order(ByteOrder.LITTLE_ENDIAN);
        int x = 12345;
        while (buffer.hasRemaining()) {
            x = (x * 1103515245 + 12345) & 0x7fffffff;
            int v = (x >>> 16) & 0x7fff;
            switch (type) {
                case INT8, UINT8 -> buffer.put((byte) v);
                case BOOL -> buffer.put((byte) (v & 1));
                case INT16 -> buffer.putShort((short) v);
                case INT32 -> buffer.putInt(v);
                case INT64 -> buffer.putLong(v);
                case FLOAT32 -> buffer.putFloat(v / 32767f);
                case INT4, FLOAT16 -> throw new IllegalArgumentException("no fill for " + type);
            }
        }
        return new TensorData(shape, type, buffer.array());
    }

    public Shape shape() {
        return shape;
    }

    public ElementType type() {
        return type;
    }

    /** A read-only view, little-endian, from position 0. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The elements as numbers. */
    public StoredNumbers numbers() {
        return StoredNumbers.of(bytes(), type);
    }

    /** The same elements under another shape. */
    public TensorData withShape(Shape other) {
        return new TensorData(other, type, bytes);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof TensorData other
                && type == other.type
                && shape.equals(other.shape)
                && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "TensorData[" + shape + ", " + type + "]";
    }

    private static long sizeBytes(Shape shape, ElementType type) {
        return Math.multiplyExact(shape.elements(), (long) type.bits() / Byte.SIZE);
    }

    private static long fitting(long value, long stored) {
        checkArgument(value == stored, "%s does not fit the type", value);
        return value;
    }
}
