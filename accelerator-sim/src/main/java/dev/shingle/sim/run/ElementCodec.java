package dev.shingle.sim.run;

import dev.shingle.networks.ElementType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Elements as they are stored, little-endian, and as the numbers that kernels work with. */
final class ElementCodec {

    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle LONGS = view(long[].class);
    private static final VarHandle FLOATS = view(float[].class);

    private ElementCodec() {}

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    /** What a kernel gets as integers; an INT64 element outside of 32 bits, which only a lost word can be, is cut. */
    static void decode(ElementType type, byte[] bytes, int first, int count, int[] into, int at) {
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
                    into[at + i] = (short) SHORTS.get(bytes, first + i * Short.BYTES);
                }
            }
            case INT32, FLOAT32 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = (int) INTS.get(bytes, first + i * Integer.BYTES);
                }
            }
            case INT64 -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = (int) (long) LONGS.get(bytes, first + i * Long.BYTES);
                }
            }
            case INT4 -> throw new AssertionError(type);
        }
    }

    static void encode(ElementType type, int[] from, int at, int count, byte[] bytes, int first) {
        switch (type) {
            case INT8, UINT8, BOOL -> {
                for (int i = 0; i < count; i++) {
                    bytes[first + i] = (byte) from[at + i];
                }
            }
            case INT16, FLOAT16 -> {
                for (int i = 0; i < count; i++) {
                    SHORTS.set(bytes, first + i * Short.BYTES, (short) from[at + i]);
                }
            }
            case INT32, FLOAT32 -> {
                for (int i = 0; i < count; i++) {
                    INTS.set(bytes, first + i * Integer.BYTES, from[at + i]);
                }
            }
            case INT64 -> {
                for (int i = 0; i < count; i++) {
                    LONGS.set(bytes, first + i * Long.BYTES, (long) from[at + i]);
                }
            }
            case INT4 -> throw new AssertionError(type);
        }
    }

    /** Elements of FLOAT32, the one type of real numbers that kernels compute with. */
    static void decode(byte[] bytes, int first, int count, float[] into, int at) {
        for (int i = 0; i < count; i++) {
            into[at + i] = (float) FLOATS.get(bytes, first + i * Float.BYTES);
        }
    }

    static void encode(float[] from, int at, int count, byte[] bytes, int first) {
        for (int i = 0; i < count; i++) {
            FLOATS.set(bytes, first + i * Float.BYTES, from[at + i]);
        }
    }
}
