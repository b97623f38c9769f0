package dev.shingle.sim.kernels.weighted;

/**
 * Inputs of one window row that lie together: {@code count} stretches of {@code length} numbers, {@code step} apart.
 */
public record Stretches(int count, int length, int step) {

    /** Taps that lie together are one stretch. */
    static Stretches of(int taps, int length, int step) {
        return length == step
                ? new Stretches(1, Math.multiplyExact(taps, length), step)
                : new Stretches(taps, length, step);
    }
}
