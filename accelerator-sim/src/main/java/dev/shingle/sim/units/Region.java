package dev.shingle.sim.units;

/**
 * A box of grid elements that one unit produces. One instance is reused for all units of an enumeration, so that a unit
 * costs no allocation.
 */
final class Region {

    int firstRow;
    int endRow;
    int firstColumn;
    int endColumn;
    int firstChannel;
    int endChannel;

    void rows(int first, int end) {
        firstRow = first;
        endRow = end;
    }

    void columns(int first, int end) {
        firstColumn = first;
        endColumn = end;
    }

    void channels(int first, int end) {
        firstChannel = first;
        endChannel = end;
    }
}
