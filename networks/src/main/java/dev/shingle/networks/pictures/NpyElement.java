package dev.shingle.networks.pictures;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Shape;
import dev.shingle.networks.tensors.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * One element of an array file.
 *
 * @param kind NumPy's letter and number of bytes, such as {@code f4}
 * @param type what a tensor holds instead
 */
record NpyElement(String kind, ElementType type, ByteOrder order) {

    private static final ImmutableMap<String, ElementType> TYPES = ImmutableMap.<String, ElementType>builder()
            .put("b1", ElementType.BOOL)
            .put("i1", ElementType.INT8)
            .put("u1", ElementType.UINT8)
            .put("i2", ElementType.INT16)
            .put("u2", ElementType.INT32)
            .put("i4", ElementType.INT32)
            .put("u4", ElementType.INT64)
            .put("i8", ElementType.INT64)
            .put("f2", ElementType.FLOAT16)
            .put("f4", ElementType.FLOAT32)
            .put("f8", ElementType.FLOAT32)
            .buildOrThrow();

    /** For messages. */
    static final String KNOWN = String.join(", ", TYPES.keySet());

    /** Byte order ({@code <}, {@code >}, or {@code |} and {@code =} where there is none) and kind. */
    static Optional<NpyElement> parse(String descr) {
        if (descr.isEmpty() || "<>|=".indexOf(descr.charAt(0)) < 0) {
            return Optional.empty();
        }
        ByteOrder order = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        String kind = descr.substring(1);
        return Optional.ofNullable(TYPES.get(kind)).map(type -> new NpyElement(kind, type, order));
    }

    /** The element that stands for a tensor's type without loss. */
    static NpyElement of(ElementType type) {
        String kind = switch (type) {
            case BOOL -> "b1";
            case INT8 -> "i1";
            case UINT8 -> "u1";
            case INT16 -> "i2";
            case INT32 -> "i4";
            case INT64 -> "i8";
            case FLOAT16 -> "f2";
            case FLOAT32 -> "f4";
            case INT4 -> throw new IllegalArgumentException("arrays of " + type + " cannot be written");
        };
        return new NpyElement(kind, type, ByteOrder.LITTLE_ENDIAN);
    }

    String descr() {
        return (bytes() == 1 ? "|" : "<") + kind;
    }

    int bytes() {
        return kind.charAt(1) - '0';
    }

    /** Little-endian elements of {@link #type()} from those of the file, whose number must be right. */
    TensorData tensor(Shape shape, ByteBuffer body) {
        ByteBuffer from = body.slice().order(order);
        ByteBuffer to = ByteBuffer.allocate(Math.toIntExact(shape.elements() * (type.bits() / Byte.SIZE)))
                .order(ByteOrder.LITTLE_ENDIAN);
        while (to.hasRemaining()) {
            switch (kind) {
                case "u2" -> to.putInt(Short.toUnsignedInt(from.getShort()));
                case "u4" -> to.putLong(Integer.toUnsignedLong(from.getInt()));
                case "f8" -> to.putFloat((float) from.getDouble());
                default -> copy(from, to);
            }
        }
        return TensorData.wrap(shape, type, to.array());
    }

    private void copy(ByteBuffer from, ByteBuffer to) {
        switch (bytes()) {
            case Byte.BYTES -> to.put(from.get());
            case Short.BYTES -> to.putShort(from.getShort());
            case Integer.BYTES -> to.putInt(from.getInt());
            case Long.BYTES -> to.putLong(from.getLong());
            default -> throw new AssertionError(kind);
        }
    }
}
