package dev.shingle.sim.energy;

/** What is known of the cost of a memory. */
public sealed interface SramCost {

    /**
     * It lies within what was fitted.
     *
     * @param readPicojoules a read
     * @param writePicojoules a write
     * @param leakageMilliwatts power without any access
     * @param areaSquareMillimetres area
     * @param readRmsError relative error of fitted reads, root of the mean square
     * @param readMaxError the largest one
     */
    record Known(
            double readPicojoules,
            double writePicojoules,
            double leakageMilliwatts,
            double areaSquareMillimetres,
            double readRmsError,
            double readMaxError)
            implements SramCost {}

    /** There is no figure. */
    record Unknown(String reason) implements SramCost {}
}
