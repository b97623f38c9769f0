package dev.shingle.sim.run;

/**
 * When something was written: by which unit.
 *
 * @param step step; -1 for the host, before the first one
 * @param layer its layer, or {@code host}
 * @param row row of the unit's first output pixel, counted over the batch
 * @param column column of that pixel
 */
public record Write(int step, String layer, int row, int column) {

    @Override
    public String toString() {
        return step < 0 ? "by the host" : "at step %d (%s), output pixel (%d, %d)".formatted(step, layer, row, column);
    }
}
