package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operand;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.unit.Results;
import dev.shingle.sim.kernels.unit.UnitKernel;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;
import java.util.function.IntUnaryOperator;

/** A function of one stored number, element by element; of 8 bits, by a table. */
public final class IntegerPointwise implements Kernel {

    private final OutputGrid grid;
    private final IntUnaryOperator function;

    public IntegerPointwise(Layer layer, IntUnaryOperator function) {
        grid = OutputGrid.of(layer.ofm().shape());
        Operand operand = layer.operands().get(0);
        this.function = operand.type().bits() == Byte.SIZE ? tabulated(operand, function) : function;
    }

    private static IntUnaryOperator tabulated(Operand operand, IntUnaryOperator function) {
        int least = Scales.least(operand.type());
        int[] table = new int[Scales.greatest(operand.type()) - least + 1];
        for (int i = 0; i < table.length; i++) {
            table[i] = function.applyAsInt(least + i);
        }
        return stored -> table[stored - least];
    }

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return region -> compute(region, operands, results);
    }

    private void compute(Region region, Operands operands, Results results) {
        int[] elements = new int[region.elements()];
        Box.move(region, grid, operands.operand(0)::readIntegers, elements);
        for (int i = 0; i < elements.length; i++) {
            elements[i] = function.applyAsInt(elements[i]);
        }
        Box.move(region, grid, results.result(0)::writeIntegers, elements);
    }
}
