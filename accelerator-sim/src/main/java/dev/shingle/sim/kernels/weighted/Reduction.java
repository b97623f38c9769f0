package dev.shingle.sim.kernels.weighted;

import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import dev.shingle.sim.kernels.window.WindowRows;

/**
 * How a window is reduced to one number.
 *
 * @param <A> array of numbers
 */
public interface Reduction<A> {

    /** How inputs are held; folding a padded one changes nothing. */
    WindowRows.Numbers<A> inputs(ElementSource source);

    Box.Mover<A> outputs(ElementSink sink);

    /** Makes the first {@code count} numbers those of windows without any element. */
    void begin(A folded, int count);

    /** Folds one element into each of {@code count} windows. */
    void fold(A inputs, int inputAt, A folded, int at, int count);

    /** Converts numbers in place to results; {@code elements} were folded into each. */
    void finish(A folded, int at, int count, int elements);
}
