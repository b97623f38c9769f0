package dev.shingle.networks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor whose contents are fixed: weights, biases, tables. The contents are little-endian, row-major, and absent when
 * the file did not carry them (sizing needs shapes only).
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
}
