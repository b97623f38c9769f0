package dev.shingle.mapper.machine;

/** The order in which a layer produces its output pixels. */
public enum Traversal {
    /** Raster order: first row first, first column first. */
    FORWARD,
    /** Reversed raster order: last row first, last column first. */
    REVERSE
}
