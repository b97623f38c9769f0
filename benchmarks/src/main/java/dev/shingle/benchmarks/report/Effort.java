package dev.shingle.benchmarks.report;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long to measure.
 *
 * @param isQuick fewer cases as well
 * @param forks Java machines, one after the other
 * @param warmUps iterations that do not count
 * @param iterations iterations that do
 * @param iteration length of each
 */
record Effort(boolean isQuick, int forks, int warmUps, int iterations, TimeValue iteration) {

    /** Some ten minutes. */
    static final Effort THOROUGH = new Effort(false, 2, 3, 3, TimeValue.seconds(1));

    /** Some two minutes. */
    static final Effort QUICK = new Effort(true, 1, 3, 3, TimeValue.milliseconds(400));
}
