package dev.shingle.sim.kernels.integer;

import dev.shingle.networks.Operand;
import dev.shingle.networks.Quantization;

/** Which slice along its quantised axis an element belongs to. */
final class Slices {

    private Slices() {}

    static int of(Operand operand, long element) {
        Quantization quantization = operand.quantization();
        if (!quantization.isPerChannel()) {
            return 0;
        }
        long inner = 1;
        for (int axis = quantization.axis() + 1; axis < operand.shape().rank(); axis++) {
            inner *= operand.shape().dimension(axis);
        }
        return (int) (element / inner % quantization.scales().length());
    }
}
