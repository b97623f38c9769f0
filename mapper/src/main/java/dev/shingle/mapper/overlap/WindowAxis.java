package dev.shingle.mapper.overlap;

/**
 * Rows or columns under a sliding window: output index t sees the inputs {@code t*stride - padding + i*dilation}, taps i
 * from 0 to kernel - 1, of which those inside {@code [0, inputs)} are read.
 *
 * <p>The largest {@code t*a - first(t)*b} is needed for equation (7). Without dilation, first(t) = max(0, t*stride -
 * padding): the value rises with slope a up to t = padding/stride and changes by a - stride*b per step from there on, so a
 * maximum over any interval lies at one of its ends or on either side of the bend, and costs O(1).
 *
 * <pre>
 *          .-'''--..__            a - stride*b negative
 *       .-'           ''--..
 *    .-'
 *    0       padding/stride   outputs-1
 * </pre>
 *
 * @param padding inputs missing in front; negative when the first window starts inside
 */
record WindowAxis(int inputs, int outputs, int kernel, int stride, int dilation, int padding, long stepBits)
        implements Axis {

    /** Result of {@link #peak} over an empty set. */
    static final long NONE = Long.MIN_VALUE;

    @Override
    public int length() {
        return outputs;
    }

    @Override
    public long low(int index) {
        int first = firstInput(index);
        return first < 0 ? NOTHING : first * stepBits;
    }

    @Override
    public long high(int index) {
        return lastInput(index) * stepBits;
    }

    /** First input that output {@code index} reads; -1 if its window lies wholly in the padding. */
    int firstInput(int index) {
        long base = base(index);
        if (base >= 0) {
            return base < inputs ? (int) base : -1;
        }
        long tap = (-base + dilation - 1) / dilation;
        long first = base + tap * dilation;
        return tap < kernel && first < inputs ? (int) first : -1;
    }

    private int lastInput(int index) {
        long base = base(index);
        long tap = Math.min(kernel - 1, Math.floorDiv(inputs - 1 - base, (long) dilation));
        return (int) (base + tap * dilation);
    }

    private long base(int index) {
        return (long) index * stride - padding;
    }

    /** The same windows seen from the other end: what is missing behind comes first. */
    WindowAxis reversed() {
        long extent = (long) (kernel - 1) * dilation + 1;
        long behind = (long) (outputs - 1) * stride + extent - padding - inputs;
        return new WindowAxis(inputs, outputs, kernel, stride, dilation, Math.toIntExact(behind), stepBits);
    }

    /** Position of the first input that any output reads; {@link #NOTHING} if none does. */
    long lowest() {
        if (dilation > 1 && kernel > 1) {
            return lowest(0, outputs);
        }
        int first = firstReading();
        return first > lastReading() ? NOTHING : low(first);
    }

    /** Largest {@code t*writtenStepBits - low(t)} over the outputs {@code t >= from} that read; {@link #NONE} if none. */
    long peak(long writtenStepBits, int from) {
        if (dilation > 1 && kernel > 1) {
            return peakByWalking(writtenStepBits, from);
        }
        int first = Math.max(from, firstReading());
        int last = lastReading();
        if (first > last) {
            return NONE;
        }
        int bend = Math.max(first, Math.min(last, Math.floorDiv(padding, stride)));
        int afterBend = Math.max(first, Math.min(last, Math.floorDiv(padding, stride) + 1));
        return Math.max(
                Math.max(value(writtenStepBits, first), value(writtenStepBits, last)),
                Math.max(value(writtenStepBits, bend), value(writtenStepBits, afterBend)));
    }

    private long peakByWalking(long writtenStepBits, int from) {
        long peak = NONE;
        for (int t = from; t < outputs; t++) {
            int first = firstInput(t);
            if (first >= 0) {
                peak = Math.max(peak, t * writtenStepBits - first * stepBits);
            }
        }
        return peak;
    }

    private long value(long writtenStepBits, int index) {
        return index * writtenStepBits - Math.max(0, base(index)) * stepBits;
    }

    private int firstReading() {
        int missing = padding - kernel + 1;
        return missing <= 0 ? 0 : (missing + stride - 1) / stride;
    }

    private int lastReading() {
        return Math.min(outputs - 1, Math.floorDiv(inputs - 1 + padding, stride));
    }
}
