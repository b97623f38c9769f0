package dev.shingle.sim.kernels.unit;

import dev.shingle.networks.Layer;

/** A kernel that is given the constants of its layer along with what the run provides. */
public record ConstantsAtHand(Layer layer, Kernel kernel) implements Kernel {

    @Override
    public UnitKernel bind(Operands operands, Results results) {
        return kernel.bind(ConstantSource.withConstants(layer, operands), results);
    }

    @Override
    public Kernel surveyed(Operands operands) {
        return new ConstantsAtHand(layer, kernel.surveyed(ConstantSource.withConstants(layer, operands)));
    }
}
