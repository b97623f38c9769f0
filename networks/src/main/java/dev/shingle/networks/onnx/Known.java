package dev.shingle.networks.onnx;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.constants.StoredNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A tensor whose contents are fixed, in the file's order of axes.
 *
 * @param dimensions any of them may be 0: lists of parameters may be empty
 * @param dequantized what the file reads are the real numbers behind these stored ones
 * @param uniform all elements are known to be equal, so that their order does not matter
 */
record Known(
        String name,
        ImmutableIntArray dimensions,
        ElementType type,
        Quantization quantization,
        boolean dequantized,
        boolean uniform,
        Constant.Contents contents)
        implements Value {

    private static final int MOST_NUMBERS = 4096;

    static Known of(String name, ImmutableIntArray dimensions, ElementType type, Constant.Contents contents) {
        return new Known(name, dimensions, type, Quantization.NONE, false, false, contents);
    }

    static Known ofIntegers(String name, ImmutableIntArray dimensions, ElementType type, long[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * type.bits() / Byte.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (type) {
                case INT64 -> bytes.putLong(value);
                case INT32 -> bytes.putInt(Math.toIntExact(value));
                case INT16 -> bytes.putShort((short) value);
                default -> bytes.put((byte) value);
            }
        }
        return of(name, dimensions, type, new Constant.Present(bytes.flip()));
    }

    static Known ofReals(String name, ImmutableIntArray dimensions, double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putFloat((float) value);
        }
        return of(name, dimensions, ElementType.FLOAT32, new Constant.Present(bytes.flip()));
    }

    static Known ofReal(String name, double value) {
        return ofReals(name, ImmutableIntArray.of(), new double[] {value});
    }

    /** A single number of any type that holds whole numbers or floats; none for half floats. */
    static Optional<Known> scalar(String name, ElementType type, double value) {
        return switch (type) {
            case FLOAT32 -> Optional.of(ofReal(name, value));
            case INT8, UINT8, INT16, INT32, INT64 ->
                Optional.of(ofIntegers(name, ImmutableIntArray.of(), type, new long[] {(long) value}));
            case INT4, FLOAT16, BOOL -> Optional.empty();
        };
    }

    /** As a shape, which has no empty dimension. */
    Shape shape() {
        return new Shape(dimensions);
    }

    long elements() {
        return dimensions.stream().asLongStream().reduce(1, Math::multiplyExact);
    }

    Known withDimensions(String newName, ImmutableIntArray newDimensions) {
        return new Known(newName, newDimensions, type, quantization, dequantized, uniform, contents);
    }

    Known withQuantization(Quantization newQuantization, boolean nowDequantized) {
        return new Known(name, dimensions, type, newQuantization, nowDequantized, uniform, contents);
    }

    /** Whole numbers such as axes and shapes, if there are few and the file has them. */
    Optional<long[]> integers() {
        return switch (type) {
            case INT8, UINT8, INT16, INT32, INT64, BOOL ->
                numbers()
                        .map(numbers -> IntStream.range(0, numbers.count())
                                .mapToLong(numbers::integer)
                                .toArray());
            case INT4, FLOAT16, FLOAT32 -> Optional.empty();
        };
    }

    /** Numbers of any kind, if there are few and the file has them. */
    Optional<double[]> reals() {
        return type == ElementType.INT4
                ? Optional.empty()
                : numbers()
                        .map(numbers -> IntStream.range(0, numbers.count())
                                .mapToDouble(numbers::value)
                                .toArray());
    }

    /** The one number of a tensor of one element. */
    Optional<Double> real() {
        return elements() == 1 ? reals().map(values -> values[0]) : Optional.empty();
    }

    private Optional<StoredNumbers> numbers() {
        if (dequantized || elements() > MOST_NUMBERS) {
            return Optional.empty();
        }
        // A list that may be empty is no shape.
        Shape flat = Shape.of((int) Math.max(1, elements()));
        if (elements() == 0) {
            return Optional.of(StoredNumbers.none(type));
        }
        return StoredNumbers.of(new Constant(name, flat, type, Quantization.NONE, contents));
    }
}
