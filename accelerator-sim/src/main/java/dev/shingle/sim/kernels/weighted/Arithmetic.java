package dev.shingle.sim.kernels.weighted;

import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.kernels.window.WindowRows;

/**
 * The numbers of one layer: its inputs, weights, sums and results.
 *
 * @param <A> array of numbers
 */
public interface Arithmetic<A> {

    /** How inputs are held; a padded one adds nothing to a sum. */
    WindowRows.Numbers<A> inputs(ElementSource source);

    /** Takes hold of weights and biases for one run. */
    Weights<A> weights(Operands operands);

    /** How results are stored. */
    Box.Mover<A> outputs(ElementSink sink);
}
