package dev.shingle.fpga.camera;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.networks.Shape;
import java.util.Optional;

/**
 * A sensor, and the part of its picture that becomes the network's input.
 *
 * <pre>
 *   +-- columns -----------------------+
 *   |          ^ cropTop               |
 *   |          +-----------+           |     each shrink x shrink pixels of the window
 *   | cropLeft |  window   |           |     become one of the frame
 *   |          +-----------+           |
 *   +----------------------------------+ rows
 * </pre>
 *
 * @param rows lines of a picture
 * @param columns pixels of a line
 * @param cropTop lines above the window
 * @param cropLeft pixels to the left of it
 * @param shrink 1, 2 or 4
 * @param pixels how it sends a pixel
 */
public record Sensor(int rows, int columns, int cropTop, int cropLeft, int shrink, PixelFormat pixels) {

    private static final int MOST = 1 << 14;

    /**
     * The front end counts as far as an integer goes; this is for the test bench, which plays a picture pixel by pixel, and
     * for the program that makes it. Sensors with parallel pins have fewer.
     */
    private static final int MOST_PIXELS = 1 << 24;

    public Sensor {
        checkArgument(
                rows >= 1 && rows <= MOST && columns >= 1 && columns <= MOST,
                "found a sensor of %s x %s pixels (rows x columns), expected 1 to %s each way",
                rows,
                columns,
                MOST);
        checkArgument(
                (long) rows * columns <= MOST_PIXELS,
                "found a sensor of %s x %s = %s pixels, expected at most %s in all, such as 4096 x 4096",
                rows,
                columns,
                (long) rows * columns,
                MOST_PIXELS);
        checkArgument(cropTop >= 0 && cropLeft >= 0, "a window at line %s, pixel %s", cropTop, cropLeft);
        checkArgument(shrink == 1 || shrink == 2 || shrink == 4, "a shrinkage of %s; it can be 1, 2 or 4", shrink);
    }

    /** The smallest one that shows a frame at that place. */
    public static Sensor around(
            int frameRows, int frameColumns, int cropTop, int cropLeft, int shrink, PixelFormat pixels) {
        return new Sensor(
                Math.addExact(cropTop, Math.multiplyExact(frameRows, shrink)),
                Math.addExact(cropLeft, Math.multiplyExact(frameColumns, shrink)),
                cropTop,
                cropLeft,
                shrink,
                pixels);
    }

    /** Why a frame cannot be cut out of its pictures; empty if it can. */
    public Optional<String> objectionTo(Shape frame) {
        if (frame.channels() != pixels.channels()) {
            return Optional.of("its input has shape %s; a sensor that sends %s delivers rows x columns x %d"
                    .formatted(frame, pixels, pixels.channels()));
        }
        long bottom = cropTop + (long) frame.height() * shrink;
        long right = cropLeft + (long) frame.width() * shrink;
        if (bottom <= rows && right <= columns) {
            return Optional.empty();
        }
        return Optional.of(
                "a frame of %d x %d pixels, shrunk by %d, at line %d and pixel %d needs a sensor of %d x %d at least; this one has %d x %d (rows x columns)"
                        .formatted(
                                frame.height(),
                                frame.width(),
                                shrink,
                                cropTop,
                                cropLeft,
                                Math.max(bottom, rows),
                                Math.max(right, columns),
                                rows,
                                columns));
    }
}
