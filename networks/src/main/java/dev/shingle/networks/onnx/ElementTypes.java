package dev.shingle.networks.onnx;

import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.ElementType;
import java.util.Optional;

/** The format's numbers for element types. */
final class ElementTypes {

    private static final ImmutableMap<Integer, ElementType> TYPES = ImmutableMap.<Integer, ElementType>builder()
            .put(1, ElementType.FLOAT32)
            .put(2, ElementType.UINT8)
            .put(3, ElementType.INT8)
            .put(5, ElementType.INT16)
            .put(6, ElementType.INT32)
            .put(7, ElementType.INT64)
            .put(9, ElementType.BOOL)
            .put(10, ElementType.FLOAT16)
            .put(22, ElementType.INT4)
            .buildOrThrow();

    private static final String[] NAMES = {
        "UNDEFINED",
        "FLOAT",
        "UINT8",
        "INT8",
        "UINT16",
        "INT16",
        "INT32",
        "INT64",
        "STRING",
        "BOOL",
        "FLOAT16",
        "DOUBLE",
        "UINT32",
        "UINT64",
        "COMPLEX64",
        "COMPLEX128",
        "BFLOAT16",
        "FLOAT8E4M3FN",
        "FLOAT8E4M3FNUZ",
        "FLOAT8E5M2",
        "FLOAT8E5M2FNUZ",
        "UINT4",
        "INT4",
        "FLOAT4E2M1"
    };

    private ElementTypes() {}

    static Optional<ElementType> of(int number) {
        return Optional.ofNullable(TYPES.get(number));
    }

    static String name(int number) {
        return number >= 0 && number < NAMES.length ? NAMES[number] : "number " + number;
    }

    /** What failures say was expected. */
    static String expected() {
        return "FLOAT, FLOAT16, BOOL, UINT8, or signed integers of 4 to 64 bits";
    }
}
