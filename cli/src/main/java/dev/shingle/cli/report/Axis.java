package dev.shingle.cli.report;

/**
 * An axis whose ticks are round numbers: powers of two for bytes, and 1, 2 or 5 times a power of ten for steps.
 *
 * @param max end of the axis
 * @param interval between ticks
 */
record Axis(double max, double interval) {

    private static final int MOST_TICKS = 8;
    private static final double HEADROOM = 1.12;

    /** From 0 to somewhat above {@code most}, so that there is room for words above the peak. */
    static Axis ofBytes(long most) {
        double end = Math.max(8, most * HEADROOM);
        double interval = 1;
        while (end / interval > MOST_TICKS) {
            interval *= 2;
        }
        return new Axis(end, interval);
    }

    static Axis ofSteps(int steps) {
        double interval = 1;
        int turn = 0;
        while (steps / interval > 2 * MOST_TICKS) {
            interval *= turn++ % 3 == 1 ? 2.5 : 2;
        }
        return new Axis(steps, interval);
    }

    int ticks() {
        return (int) (max / interval) + 1;
    }
}
