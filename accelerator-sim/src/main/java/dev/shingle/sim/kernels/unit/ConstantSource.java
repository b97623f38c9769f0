package dev.shingle.sim.kernels.unit;

import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.constants.StoredNumbers;

/** A constant, read like an operand in the scratchpad. */
public final class ConstantSource implements ElementSource {

    private final StoredNumbers numbers;
    private final ElementType type;

    private ConstantSource(StoredNumbers numbers, ElementType type) {
        this.numbers = numbers;
        this.type = type;
    }

    /** The operand at a position of a layer: a constant's own elements, or what the run provides. */
    public static Operands withConstants(Layer layer, Operands operands) {
        return position -> layer.operands().get(position) instanceof Constant constant
                ? new ConstantSource(WholeOperand.numbers(layer, constant), constant.type())
                : operands.operand(position);
    }

    @Override
    public void readIntegers(long firstElement, int count, int[] into, int at) {
        int first = Math.toIntExact(firstElement);
        for (int i = 0; i < count; i++) {
            into[at + i] = WholeOperand.bits(numbers, type, first + i);
        }
    }

    @Override
    public void readFloats(long firstElement, int count, float[] into, int at) {
        int first = Math.toIntExact(firstElement);
        for (int i = 0; i < count; i++) {
            into[at + i] = (float) numbers.value(first + i);
        }
    }
}
