package dev.shingle.benchmarks.growth;

import com.google.common.collect.ImmutableList;

/** One kind of network at growing sizes. */
record GrowthCurve(String name, ImmutableList<Point> points) {

    /** What planning one network took: wall time and allocated memory, medians. */
    record Point(int layers, double seconds, double mebibytes, long peakBytes, boolean isAtBound) {}
}
