package dev.shingle.sim.kernels.unit;

import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;

/** A constant, read like an operand in the scratchpad. */
public final class ConstantSource implements ElementSource {

    private final int[] bits;
    private final float[] reals;

    private ConstantSource(int[] bits, float[] reals) {
        this.bits = bits;
        this.reals = reals;
    }

    /** The operand at a position of a layer: a constant's own elements, or what the run provides. */
    public static Operands withConstants(Layer layer, Operands operands) {
        ElementSource[] sources = new ElementSource[layer.operands().size()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = layer.operands().get(i) instanceof Constant constant
                    ? of(layer, constant)
                    : operands.operand(i);
        }
        return position -> sources[position];
    }

    static ConstantSource of(Layer layer, Constant constant) {
        boolean isReal = constant.type() == ElementType.FLOAT32 || constant.type() == ElementType.FLOAT16;
        return new ConstantSource(
                WholeOperand.integers(layer, constant),
                isReal ? WholeOperand.floats(layer, constant) : new float[0]);
    }

    @Override
    public void readIntegers(long firstElement, int count, int[] into, int at) {
        System.arraycopy(bits, Math.toIntExact(firstElement), into, at, count);
    }

    @Override
    public void readFloats(long firstElement, int count, float[] into, int at) {
        System.arraycopy(reals, Math.toIntExact(firstElement), into, at, count);
    }
}
