package dev.shingle.sim.kernels.unit;

import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.networks.constants.StoredNumbers;
import java.util.function.Function;

/**
 * An operand that every unit needs in full: weights, biases, slopes. Constants are unpacked once; what another layer computes
 * is read again by every unit.
 *
 * @param <A> array of numbers
 */
@FunctionalInterface
public interface WholeOperand<A> {

    A elements(Operands operands);

    /**
     * Stored integers of an operand of a layer.
     *
     * @param prepare applied to the elements whenever they were read; may work in place
     * @throws UnsupportedLayerException if the operand is a constant that the file names only
     */
    static WholeOperand<int[]> integers(Layer layer, int position, Function<int[], int[]> prepare) {
        Operand operand = layer.operands().get(position);
        if (operand instanceof Constant constant) {
            int[] elements = prepare.apply(integers(layer, constant));
            return operands -> elements;
        }
        int count = Math.toIntExact(operand.shape().elements());
        return operands -> {
            int[] elements = new int[count];
            operands.operand(position).readIntegers(0, count, elements, 0);
            return prepare.apply(elements);
        };
    }

    /** Real numbers of an operand of a layer, in the manner of {@link #integers(Layer, int, Function)}. */
    static WholeOperand<float[]> floats(Layer layer, int position, Function<float[], float[]> prepare) {
        Operand operand = layer.operands().get(position);
        if (operand instanceof Constant constant) {
            float[] elements = prepare.apply(floats(layer, constant));
            return operands -> elements;
        }
        int count = Math.toIntExact(operand.shape().elements());
        return operands -> {
            float[] elements = new float[count];
            operands.operand(position).readFloats(0, count, elements, 0);
            return prepare.apply(elements);
        };
    }

    /** All elements of a constant: integers as they are stored, real numbers as their bits. */
    static int[] integers(Layer layer, Constant constant) {
        StoredNumbers numbers = numbers(layer, constant);
        int[] elements = new int[numbers.count()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = bits(numbers, constant.type(), i);
        }
        return elements;
    }

    /** One element as {@link ElementSource#readIntegers} gives it. */
    static int bits(StoredNumbers numbers, ElementType type, int index) {
        return switch (type) {
            case FLOAT32 -> numbers.bytes().getInt(index * Integer.BYTES);
            case FLOAT16 -> numbers.bytes().getShort(index * Short.BYTES);
            default -> Math.toIntExact(numbers.integer(index));
        };
    }

    /** All elements of a constant as stored numbers in single precision. */
    static float[] floats(Layer layer, Constant constant) {
        StoredNumbers numbers = numbers(layer, constant);
        float[] elements = new float[numbers.count()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) numbers.value(i);
        }
        return elements;
    }

    /** The contents of a constant, if the file carried them. */
    static StoredNumbers numbers(Layer layer, Constant constant) {
        return StoredNumbers.of(constant)
                .orElseThrow(() -> new UnsupportedLayerException(
                        layer.name(), "the contents of constant " + constant.name() + " are not known"));
    }
}
