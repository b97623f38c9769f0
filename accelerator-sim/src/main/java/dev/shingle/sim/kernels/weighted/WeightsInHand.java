package dev.shingle.sim.kernels.weighted;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Weights that are read when the first unit begins, and again for each further one unless they are constant.
 *
 * @param <A> array of numbers
 */
public final class WeightsInHand<A> implements Weights<A> {

    private final boolean isConstant;
    private final Supplier<A> reader;
    private final Supplier<Sums<A>> accumulator;
    private Optional<Read<A>> read = Optional.empty();

    private record Read<A>(A elements, Sums<A> sums) {}

    /** What reads the weights, and what reads the biases and makes accumulators of them. */
    public WeightsInHand(boolean isConstant, Supplier<A> reader, Supplier<Sums<A>> accumulator) {
        this.isConstant = isConstant;
        this.reader = reader;
        this.accumulator = accumulator;
    }

    @Override
    public void begin() {
        if (!isConstant || read.isEmpty()) {
            read = Optional.of(new Read<>(reader.get(), accumulator.get()));
        }
    }

    @Override
    public A elements() {
        return read.orElseThrow().elements();
    }

    @Override
    public Sums<A> sums() {
        return read.orElseThrow().sums();
    }
}
