package dev.shingle.cli.report;

import dev.shingle.api.picture.Box;
import dev.shingle.api.picture.BufferShape;
import dev.shingle.api.picture.Outline;
import dev.shingle.api.picture.Point;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a name has most room inside of its own shape, so that names never meet: in the largest rectangle, lying or upright,
 * or along the middle between both sides, as far as they leave it room.
 *
 * <pre>
 *       ______           ________
 *      /  e /           | n a m e|\
 *     /  m /            |________|_\
 *    /__a_/
 * </pre>
 *
 * @param x centre
 * @param y centre
 * @param degrees how far it is turned, clockwise
 * @param length of the room
 */
record LabelRoom(double x, double y, double degrees, double length) {

    private static final int SLICES = 32;
    private static final double LYING_IS_BETTER = 1.25;

    /** From steps and bytes to the drawing, downwards. */
    interface Scale {
        double x(double step);

        double y(double bytes);
    }

    /** The most room that there is for letters so high. */
    static Optional<LabelRoom> of(BufferShape shape, Scale scale, double high) {
        return shape.outlines().stream()
                .flatMap(outline ->
                        Stream.of(inBox(outline.label(), scale, high), new Middle(outline, scale, high).room()))
                .flatMap(Optional::stream)
                .reduce((one, other) ->
                        other.length > one.length * (other.degrees == 0 ? 1 : LYING_IS_BETTER) ? other : one);
    }

    private static Optional<LabelRoom> inBox(Box box, Scale scale, double high) {
        double wide = scale.x(box.toStep()) - scale.x(box.fromStep());
        double tall = scale.y(box.fromBytes()) - scale.y(box.toBytes());
        if (Math.min(wide, tall) < high + 2) {
            return Optional.empty();
        }
        boolean isUpright = tall > 1.5 * wide;
        return Optional.of(new LabelRoom(
                (scale.x(box.fromStep()) + scale.x(box.toStep())) / 2,
                (scale.y(box.fromBytes()) + scale.y(box.toBytes())) / 2,
                isUpright ? -90 : 0,
                isUpright ? tall : wide));
    }

    /** The line that halves the shape between a quarter and three quarters of its height. */
    private static final class Middle {

        private final double[] lefts = new double[SLICES];
        private final double[] rights = new double[SLICES];
        private final double[] heights = new double[SLICES];
        private final double high;
        private double lean;
        private double centreX;
        private double centreY;

        Middle(Outline outline, Scale scale, double high) {
            this.high = high;
            double bottom =
                    outline.points().stream().mapToDouble(Point::bytes).min().orElse(0);
            double top =
                    outline.points().stream().mapToDouble(Point::bytes).max().orElse(0);
            for (int i = 0; i < SLICES; i++) {
                slice(i, outline, bottom + (top - bottom) * (i + 0.5) / SLICES, scale);
            }
        }

        private void slice(int slice, Outline outline, double bytes, Scale scale) {
            double from = Double.POSITIVE_INFINITY;
            double to = Double.NEGATIVE_INFINITY;
            Point before = outline.points().get(outline.points().size() - 1);
            for (Point point : outline.points()) {
                boolean crosses = Math.min(before.bytes(), point.bytes()) <= bytes
                        && bytes < Math.max(before.bytes(), point.bytes());
                if (crosses) {
                    from = Math.min(from, point.step());
                    to = Math.max(to, point.step());
                }
                before = point;
            }
            lefts[slice] = scale.x(from);
            rights[slice] = scale.x(to);
            heights[slice] = scale.y(bytes);
        }

        Optional<LabelRoom> room() {
            int low = SLICES / 4;
            int up = SLICES - 1 - low;
            double rise = heights[low] - heights[up];
            lean = (lefts[up] + rights[up] - lefts[low] - rights[low]) / 2 / rise;
            centreX = (lefts[low] + rights[low] + lefts[up] + rights[up]) / 4;
            centreY = (heights[low] + heights[up]) / 2;
            int first = SLICES / 2 - 1;
            int last = SLICES / 2;
            if (!Double.isFinite(lean) || !fits(first) || !fits(last)) {
                return Optional.empty();
            }
            while (first > 0 && fits(first - 1)) {
                first--;
            }
            while (last < SLICES - 1 && fits(last + 1)) {
                last++;
            }
            double y = (heights[first] + heights[last]) / 2;
            double degrees = Math.toDegrees(lean >= 0 ? -Math.atan2(1, lean) : Math.atan2(1, -lean));
            double length = (heights[first] - heights[last] - high) * Math.hypot(1, lean);
            return Optional.of(new LabelRoom(centreX + lean * (centreY - y), y, degrees, length));
        }

        private boolean fits(int slice) {
            double margin = (high / 2 + 1.5) * Math.hypot(1, lean);
            double x = centreX + lean * (centreY - heights[slice]);
            return lefts[slice] + margin <= x && x <= rights[slice] - margin;
        }
    }
}
