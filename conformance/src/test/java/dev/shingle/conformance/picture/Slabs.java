package dev.shingle.conformance.picture;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.picture.BufferShape;
import dev.shingle.api.picture.Outline;
import dev.shingle.api.picture.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** Polygons cut into horizontal slabs at all their corners; inside is where a ray has crossed an odd number of edges. */
final class Slabs {

    private Slabs() {}

    /** Heights of all corners, ascending. */
    static ImmutableList<Double> heights(Iterable<BufferShape> shapes) {
        TreeSet<Double> heights = new TreeSet<>();
        for (BufferShape shape : shapes) {
            shape.outlines().forEach(outline -> outline.points().forEach(point -> heights.add(point.bytes())));
        }
        return ImmutableList.copyOf(heights);
    }

    /** Stretches of time {from, to} that a shape covers at a height, from the first to the last. */
    static List<double[]> spans(BufferShape shape, double bytes) {
        List<double[]> spans = new ArrayList<>();
        for (Outline outline : shape.outlines()) {
            List<Double> crossings = crossings(outline, bytes);
            for (int i = 0; i + 1 < crossings.size(); i += 2) {
                spans.add(new double[] {crossings.get(i), crossings.get(i + 1)});
            }
        }
        return spans;
    }

    private static List<Double> crossings(Outline outline, double bytes) {
        List<Double> crossings = new ArrayList<>();
        ImmutableList<Point> points = outline.points();
        Point before = points.get(points.size() - 1);
        for (Point point : points) {
            double low = Math.min(before.bytes(), point.bytes());
            double high = Math.max(before.bytes(), point.bytes());
            if (low < bytes && bytes < high) {
                double share = (bytes - before.bytes()) / (point.bytes() - before.bytes());
                crossings.add(before.step() + share * (point.step() - before.step()));
            }
            before = point;
        }
        Collections.sort(crossings);
        return crossings;
    }

    /** Bytes times steps that two shapes both cover. */
    static double commonByteSteps(BufferShape one, BufferShape other) {
        ImmutableList<Double> heights = heights(ImmutableList.of(one, other));
        double common = 0;
        for (int i = 0; i + 1 < heights.size(); i++) {
            double middle = (heights.get(i) + heights.get(i + 1)) / 2;
            for (double[] a : spans(one, middle)) {
                for (double[] b : spans(other, middle)) {
                    double steps = Math.min(a[1], b[1]) - Math.max(a[0], b[0]);
                    common += Math.max(0, steps) * (heights.get(i + 1) - heights.get(i));
                }
            }
        }
        return common;
    }

    /** Least time between the end of one and the start of the other at the same address; infinite if they share none. */
    static double leastGapSteps(BufferShape first, BufferShape second) {
        ImmutableList<Double> heights = heights(ImmutableList.of(first, second));
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i + 1 < heights.size(); i++) {
            double middle = (heights.get(i) + heights.get(i + 1)) / 2;
            for (double[] a : spans(first, middle)) {
                for (double[] b : spans(second, middle)) {
                    least = Math.min(least, b[0] - a[1]);
                }
            }
        }
        return least;
    }
}
