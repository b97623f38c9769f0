package dev.shingle.networks.constants;

import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The elements of a constant as numbers, as they are stored (not multiplied with a scale). */
public final class StoredNumbers {

    private final ByteBuffer bytes;
    private final ElementType type;

    private StoredNumbers(ByteBuffer bytes, ElementType type) {
        this.bytes = bytes;
        this.type = type;
    }

    /** Empty if the contents are absent, are not as long as the shape says, or are packed below a byte. */
    public static Optional<StoredNumbers> of(Constant constant) {
        if (!constant.contents().isPresent() || constant.type().bits() % Byte.SIZE != 0) {
            return Optional.empty();
        }
        ByteBuffer bytes = constant.contents().bytes().slice().order(ByteOrder.LITTLE_ENDIAN);
        return bytes.remaining() == constant.sizeBits() / Byte.SIZE
                ? Optional.of(new StoredNumbers(bytes, constant.type()))
                : Optional.empty();
    }

    /** The elements of a little-endian buffer, from its position to its limit. */
    public static StoredNumbers of(ByteBuffer littleEndian, ElementType type) {
        return new StoredNumbers(littleEndian.slice().order(ByteOrder.LITTLE_ENDIAN), type);
    }

    /** No element at all. */
    public static StoredNumbers none(ElementType type) {
        return new StoredNumbers(ByteBuffer.allocate(0), type);
    }

    /** A read-only view of the bytes, little-endian, from position 0. */
    public ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    public int bytesPerElement() {
        return type.bits() / Byte.SIZE;
    }

    public int count() {
        return bytes.remaining() / bytesPerElement();
    }

    /** An element of an integer type. */
    public long integer(int index) {
        return switch (type) {
            case INT8, BOOL -> bytes.get(index);
            case UINT8 -> Byte.toUnsignedLong(bytes.get(index));
            case INT16 -> bytes.getShort(index * Short.BYTES);
            case INT32 -> bytes.getInt(index * Integer.BYTES);
            case INT64 -> bytes.getLong(index * Long.BYTES);
            case INT4, FLOAT16, FLOAT32 -> throw new AssertionError("no whole-byte integers: " + type);
        };
    }

    /** An element of any type; integers beyond 53 bits are rounded. */
    public double value(int index) {
        return switch (type) {
            case FLOAT32 -> bytes.getFloat(index * Float.BYTES);
            case FLOAT16 -> half(bytes.getShort(index * Short.BYTES));
            default -> integer(index);
        };
    }

    /** IEEE 754 binary16: sign, 5 bits of exponent with bias 15, 10 bits of fraction. */
    private static double half(short bits) {
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude;
        if (exponent == 0x1f) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((double) fraction, -24);
        } else {
            magnitude = Math.scalb((double) (fraction + 0x400), exponent - 25);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
