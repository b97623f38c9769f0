package dev.shingle.benchmarks.growth;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.function.ToDoubleFunction;

/** One kind of network at growing sizes. */
record GrowthCurve(String name, ImmutableList<Point> points) {

    /** What planning one network took: wall time and allocated memory, medians. */
    record Point(int layers, double seconds, double mebibytes, long peakBytes, boolean isAtBound) {}

    /** One of the values against layers. */
    GrowthPicture.Line line(ToDoubleFunction<Point> value) {
        return new GrowthPicture.Line(
                name,
                points.stream()
                        .map(point -> new GrowthPicture.Point(point.layers(), value.applyAsDouble(point)))
                        .collect(toImmutableList()));
    }
}
