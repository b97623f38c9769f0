package dev.shingle.fpga.descriptor;

import dev.shingle.fpga.descriptor.Field.Kind;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long a layer takes. A unit has T taps; the last taps of two units are at least Q cycles apart, for that is how long
 * the lanes of a word take to be requantised; its word is written W cycles after its last tap:
 *
 * <pre>
 *   cycles = 33 + T + (U - 1) * max(T, Q) + W
 *
 *   U = rows * columns * groups,  T = kernel rows * kernel columns * taps at one place
 *   Q = max(P, 8),  W = P + 15;   for an addition Q is three times that, and W is longer by 2 * max(P, 8)
 * </pre>
 *
 * In the first 32 cycles the descriptor is fetched; the last one sees that all is written. A single-port scratchpad issues
 * no tap in the cycle before a write reaches the array's pipeline, so the last taps follow each other less regularly.
 *
 * @param units U
 * @param taps T
 * @param slots Q
 * @param writeLatency W
 * @param singlePort taps make way for writes
 */
record Timing(long units, long taps, long slots, long writeLatency, boolean singlePort) {

    private static final int LEAST_SLOTS = 8;
    private static final int PIPELINE_CYCLES = 15;
    private static final int FETCH_CYCLES = 32;

    static Timing of(Descriptor descriptor, Accelerator accelerator) {
        long units = (long) (descriptor.high(Field.OUT_SIZE) + 1)
                * (descriptor.low(Field.OUT_SIZE) + 1)
                * (descriptor.high(Field.GROUPS) + 1);
        int window = descriptor.field(Field.WINDOW);
        long kernel = ((window >>> 24) + 1L) * ((window >>> 16 & 0xff) + 1);
        long taps = kernel * (descriptor.low(Field.GROUPS) + 1);
        boolean isAddition = (descriptor.field(Field.CONTROL) >>> 2 & 3) == Kind.PAIR.code();
        long pass = Math.max(accelerator.lanes(), LEAST_SLOTS);
        long latency = accelerator.lanes() + PIPELINE_CYCLES + (isAddition ? 2 * pass : 0);
        return new Timing(units, taps, isAddition ? 3 * pass : pass, latency, accelerator.singlePort());
    }

    long cycles() {
        return FETCH_CYCLES + (singlePort ? lastTapOfSinglePort() : lastTap()) + writeLatency + 1;
    }

    /** Cycle of the last unit's last tap, counted from the first tap's, which is cycle 1. */
    private long lastTap() {
        return taps + (units - 1) * Math.max(taps, slots);
    }

    /**
     * The same, unit by unit: no tap goes out in the cycle before a write. Time is linear in the units, since no more than
     * three words are on their way.
     */
    private long lastTapOfSinglePort() {
        Deque<Long> blocked = new ArrayDeque<>();
        long last = 0;
        for (long unit = 0; unit < units; unit++) {
            long first = last + 1;
            while (!blocked.isEmpty() && blocked.getFirst() < first) {
                blocked.removeFirst();
            }
            long earliest = unit == 0 ? 0 : last + slots;
            last += taps;
            for (long cycle : blocked) {
                last += cycle <= last ? 1 : 0;
            }
            last = Math.max(last, earliest);
            if (blocked.contains(last)) {
                last++;
            }
            blocked.addLast(last + writeLatency - 1);
        }
        return last;
    }
}
