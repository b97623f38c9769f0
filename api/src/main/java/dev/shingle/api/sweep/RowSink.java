package dev.shingle.api.sweep;

import java.io.IOException;

/** Where rows go, one at a time, in the order in which they are done. */
@FunctionalInterface
public interface RowSink {

    /**
     * Takes a row.
     *
     * @param index of the point
     * @param row cells separated by commas, without an end of line
     * @throws IOException if it cannot be kept; the sweep stops
     */
    void accept(int index, String row) throws IOException;
}
