package dev.shingle.networks;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor whose contents are fixed: weights, biases, tables. The contents are little-endian, row-major, and absent
 * when the file did not carry them (sizing needs shapes only).
 */
public record Constant(String name, Shape shape, ElementType type, Quantization quantization, Contents contents)
        implements Operand {

    /** Bits of all elements; weight memory is counted from this. */
    public long sizeBits() {
        return Math.multiplyExact(shape.elements(), (long) type.bits());
    }

    /** Bytes of a constant, or the fact that there are none. */
    public sealed interface Contents {

        /** Little-endian read-only view; {@link #isPresent()} must hold. */
        ByteBuffer bytes();

        boolean isPresent();
    }

    /** Contents held in memory or in a mapped file; not copied. */
    public record Present(ByteBuffer buffer) implements Contents {

        public Present {
            buffer = buffer.asReadOnlyBuffer();
        }

        @Override
        public ByteBuffer bytes() {
            return buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public boolean isPresent() {
            return true;
        }
    }

    /** The file names the constant but does not carry its contents. */
    public record Absent() implements Contents {

        @Override
        public ByteBuffer bytes() {
            throw new IllegalStateException("this constant has no contents");
        }

        @Override
        public boolean isPresent() {
            return false;
        }
    }

    /**
     * Contents made up on demand from a seed, so that a network with millions of weights is a few lines of text. The
     * same numbers come out of any language that follows this recipe; element i needs no other element:
     *
     * <pre>
     *   z = seed + (i + 1) * 0x9E3779B97F4A7C15                 all arithmetic modulo 2^64 (this is SplitMix64)
     *   z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9
     *   z = (z ^ (z >>> 27)) * 0x94D049BB133111EB
     *   z =  z ^ (z >>> 31)
     *   v = (z mod 2^k) + ((z >>> k) mod 2^k) - (2^k - 1)       k = 6 for types of 8 bits, 10 for wider ones
     * </pre>
     *
     * v is symmetric about zero and small: -63 .. 63 for weights, -1023 .. 1023 for biases. INT8, INT16 and INT32 hold
     * v, UINT8 holds v + 128, FLOAT32 holds v / 1024. Other types are not seeded. Each call of {@link #bytes()}
     * computes the contents again; nothing is kept.
     *
     * @param seed any number
     * @param type type of the constant
     * @param elements number of elements of the constant
     */
    public record Seeded(long seed, ElementType type, long elements) implements Contents {

        public Seeded {
            checkArgument(isSupported(type), "contents of type %s cannot be seeded", type);
            checkArgument(
                    elements >= 0 && elements <= Integer.MAX_VALUE / (type.bits() / Byte.SIZE),
                    "%s elements of type %s are too many to be seeded",
                    elements,
                    type);
        }

        /** Seeded contents for all elements of a constant. */
        public static Seeded of(long seed, Shape shape, ElementType type) {
            return new Seeded(seed, type, shape.elements());
        }

        /** Types that have a rule above. */
        public static boolean isSupported(ElementType type) {
            return switch (type) {
                case INT8, UINT8, INT16, INT32, FLOAT32 -> true;
                case INT4, INT64, FLOAT16, BOOL -> false;
            };
        }

        @Override
        public ByteBuffer bytes() {
            ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(elements * (type.bits() / Byte.SIZE)))
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (long i = 0; i < elements; i++) {
                put(buffer, value(i));
            }
            return buffer.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public boolean isPresent() {
            return true;
        }

        /** The number v of the recipe. */
        private int value(long index) {
            int k = type.bits() == Byte.SIZE ? 6 : 10;
            long z = seed + (index + 1) * 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            z = z ^ (z >>> 31);
            long mask = (1L << k) - 1;
            return (int) ((z & mask) + ((z >>> k) & mask) - mask);
        }

        private void put(ByteBuffer buffer, int value) {
            switch (type) {
                case INT8 -> buffer.put((byte) value);
                case UINT8 -> buffer.put((byte) (value + 128));
                case INT16 -> buffer.putShort((short) value);
                case INT32 -> buffer.putInt(value);
                case FLOAT32 -> buffer.putFloat(value / 1024f);
                default -> throw new AssertionError(type);
            }
        }
    }
}
