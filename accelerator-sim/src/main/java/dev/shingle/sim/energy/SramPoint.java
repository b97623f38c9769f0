package dev.shingle.sim.energy;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * One memory as an SRAM compiler or CACTI describes it.
 *
 * @param technologyNanometres technology node
 * @param sizeBytes capacity
 * @param wordBytes bytes of an access
 * @param banks banks
 * @param readWritePorts ports, each of which reads or writes
 * @param readPicojoules energy of a read
 * @param writePicojoules energy of a write
 * @param leakageMilliwatts power without any access
 * @param areaSquareMillimetres area
 */
public record SramPoint(
        int technologyNanometres,
        long sizeBytes,
        int wordBytes,
        int banks,
        int readWritePorts,
        double readPicojoules,
        double writePicojoules,
        double leakageMilliwatts,
        double areaSquareMillimetres) {

    public SramPoint {
        checkArgument(
                technologyNanometres >= 1 && sizeBytes >= 1 && wordBytes >= 1 && banks >= 1 && readWritePorts >= 1,
                "a memory of %s bytes in words of %s, %s banks, %s ports, %s nm",
                sizeBytes,
                wordBytes,
                banks,
                readWritePorts,
                technologyNanometres);
        checkArgument(
                readPicojoules > 0 && writePicojoules > 0 && leakageMilliwatts > 0 && areaSquareMillimetres > 0,
                "a memory whose energy, power or area is not above 0");
    }

    double value(SramFigure figure) {
        return switch (figure) {
            case READ_PICOJOULES -> readPicojoules;
            case WRITE_PICOJOULES -> writePicojoules;
            case LEAKAGE_MILLIWATTS -> leakageMilliwatts;
            case AREA_SQUARE_MILLIMETRES -> areaSquareMillimetres;
        };
    }
}
