package dev.shingle.api.picture;

import com.google.common.collect.ImmutableList;

/**
 * A closed polygon of horizontal and vertical edges: the addresses of a buffer upwards along their starts, and downwards
 * along their ends.
 *
 * @param points its corners; the last one is joined to the first
 * @param label the largest rectangle inside, where a name can stand
 */
public record Outline(ImmutableList<Point> points, Box label) {

    /** Bytes times steps, by the shoelace formula. */
    public double byteSteps() {
        double twice = 0;
        Point before = points.get(points.size() - 1);
        for (Point point : points) {
            twice += before.step() * point.bytes() - point.step() * before.bytes();
            before = point;
        }
        return Math.abs(twice) / 2;
    }
}
