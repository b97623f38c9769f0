package dev.shingle.sim.kernels.hybrid;

/**
 * How the real numbers of one range become bytes: so many steps of one size from a zero that is exact.
 *
 * <pre>
 *   symmetric      -127        0       127          size = greatest magnitude / 127
 *   asymmetric     -128   z            127          size = (max - min) / 255, both brought to 0 if need be
 * </pre>
 *
 * All in the precision in which TensorFlow Lite does it: a step more or less where a number lies between two is what matters.
 *
 * @param size of a step
 * @param perUnit steps in 1.0, rounded on its own
 * @param zero the byte that stands for 0.0
 * @param least smallest byte
 */
record ByteSteps(float size, float perUnit, int zero, int least) {

    private static final int MOST = 127;
    private static final int LEAST = -128;

    /** The range of nothing but zeros. */
    private static final ByteSteps OF_ZEROS = new ByteSteps(1, 0, 0, LEAST);

    /** Steps of a range with zero in the middle. */
    static ByteSteps symmetric(float min, float max) {
        float magnitude = Math.max(Math.abs(min), Math.abs(max));
        return magnitude == 0 ? OF_ZEROS : new ByteSteps(magnitude / MOST, MOST / magnitude, 0, -MOST);
    }

    /** Steps of just this range, zero included. */
    static ByteSteps asymmetric(float min, float max) {
        double bottom = Math.min(0, min);
        double top = Math.max(0, max);
        if (bottom == top) {
            return OF_ZEROS;
        }
        double exact = (top - bottom) / (MOST - LEAST);
        float size = (float) exact;
        return new ByteSteps(size, 1 / size, zero(bottom / exact, top / exact), LEAST);
    }

    /** Counted from the end of the range that is nearer to 0.0: the one from which less is lost. */
    private static int zero(double stepsToBottom, double stepsToTop) {
        boolean isBottomNearer = -LEAST + Math.abs(stepsToBottom) < MOST + Math.abs(stepsToTop);
        double position = isBottomNearer ? LEAST - stepsToBottom : MOST - stepsToTop;
        return Math.max(LEAST, Math.min(MOST, halfAway(position)));
    }

    /** Steps from the zero to the byte of a number. */
    int from(float real) {
        int stored = halfAway(zero + real * perUnit);
        return Math.max(least, Math.min(MOST, stored)) - zero;
    }

    private static int halfAway(double x) {
        return (int) (x < 0 ? x - 0.5 : x + 0.5);
    }
}
