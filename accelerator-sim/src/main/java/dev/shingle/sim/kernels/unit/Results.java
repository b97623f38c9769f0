package dev.shingle.sim.kernels.unit;

/** The results of a layer. */
@FunctionalInterface
public interface Results {

    /** The result at a position of {@code Layer.outputs()}. */
    ElementSink result(int position);
}
