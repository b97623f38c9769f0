package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.ElementType;
import java.util.function.IntUnaryOperator;

/** Plain integers, which wrap around. */
final class Wrapping {

    private Wrapping() {}

    /** What a type keeps of a number. */
    static IntUnaryOperator to(ElementType type) {
        return switch (type) {
            case INT8 -> value -> (byte) value;
            case UINT8 -> value -> value & 0xff;
            case INT16 -> value -> (short) value;
            case BOOL -> value -> value == 0 ? 0 : 1;
            default -> value -> value;
        };
    }
}
