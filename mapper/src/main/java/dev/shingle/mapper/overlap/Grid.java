package dev.shingle.mapper.overlap;

import dev.shingle.networks.Shape;

/** The output grid that units of work cut up: rows (batch included), columns and channels. */
record Grid(int rows, int columns, int channels) {

    static Grid of(Shape shape) {
        return new Grid(Math.toIntExact(shape.pixels() / shape.width()), shape.width(), shape.channels());
    }
}
