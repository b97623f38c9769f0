package dev.shingle.mapper.machine;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What hits the scratchpad at once, after the last read that it depends on (one unit of work). The reads of a unit come
 * before its write; the write of a unit comes before the reads of the next.
 */
public sealed interface WriteGranularity {

    /** {@code channels} output channels of one pixel. Every group re-reads what it needs. Group(1) is called ELEMENT. */
    record Group(int channels) implements WriteGranularity {
        public Group {
            checkArgument(channels >= 1, "a group has %s channels", channels);
        }
    }

    /** All output channels of one pixel. */
    record Pixel() implements WriteGranularity {}

    /** All channels of a rectangle of pixels; tiles follow each other in raster order and are cut at the borders. */
    record Tile(int rows, int columns) implements WriteGranularity {
        public Tile {
            checkArgument(rows >= 1 && columns >= 1, "a tile has %s rows and %s columns", rows, columns);
        }
    }

    /** One output row, staged in a row buffer of Wo*Co elements. */
    record Row() implements WriteGranularity {}

    /** The whole output tensor, staged outside the scratchpad. */
    record Tensor() implements WriteGranularity {}
}
