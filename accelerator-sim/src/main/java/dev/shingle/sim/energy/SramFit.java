package dev.shingle.sim.energy;

import com.google.common.collect.ImmutableMap;

/**
 * The curves of one technology and number of ports, and the range that they were fitted in.
 *
 * @param technologyNanometres technology node
 * @param readWritePorts ports, each of which reads or writes
 * @param points memories that were fitted
 * @param leastSizeBytes smallest of them
 * @param mostSizeBytes largest
 * @param leastWordBytes narrowest
 * @param mostWordBytes widest
 * @param leastDepthWords fewest words
 * @param curves one for each figure
 */
record SramFit(
        int technologyNanometres,
        int readWritePorts,
        int points,
        long leastSizeBytes,
        long mostSizeBytes,
        int leastWordBytes,
        int mostWordBytes,
        long leastDepthWords,
        ImmutableMap<SramFigure, SramCurve> curves) {

    boolean covers(long sizeBytes, int wordBytes) {
        return sizeBytes >= leastSizeBytes
                && sizeBytes <= mostSizeBytes
                && wordBytes >= leastWordBytes
                && wordBytes <= mostWordBytes
                && sizeBytes / wordBytes >= leastDepthWords;
    }

    double value(SramFigure figure, long sizeBytes, int wordBytes) {
        return curve(figure).of(sizeBytes, wordBytes);
    }

    SramCurve curve(SramFigure figure) {
        SramCurve curve = curves.get(figure);
        if (curve == null) {
            throw new AssertionError("no curve for " + figure);
        }
        return curve;
    }

    String range() {
        return "%d to %d bytes in words of %d to %d bytes, at least %d words"
                .formatted(leastSizeBytes, mostSizeBytes, leastWordBytes, mostWordBytes, leastDepthWords);
    }
}
