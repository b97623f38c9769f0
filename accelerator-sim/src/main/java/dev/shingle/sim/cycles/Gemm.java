package dev.shingle.sim.cycles;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A layer as a systolic array sees it: {@code repeats} products of a {@code pixels x window} with a {@code window x filters}
 * matrix, one after the other.
 *
 * @param pixels output pixels (M)
 * @param window elements of one window (K)
 * @param filters output channels (N)
 * @param repeats products, one for each group of a grouped convolution
 */
public record Gemm(long pixels, long window, long filters, long repeats) {

    public Gemm {
        checkArgument(
                pixels >= 1 && window >= 1 && filters >= 1 && repeats >= 1,
                "%s products of %s x %s x %s",
                repeats,
                pixels,
                window,
                filters);
    }

    /** A single product. */
    public static Gemm of(long pixels, long window, long filters) {
        return new Gemm(pixels, window, filters, 1);
    }

    public long macs() {
        return Math.multiplyExact(Math.multiplyExact(pixels, window), Math.multiplyExact(filters, repeats));
    }
}
