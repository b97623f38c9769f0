package dev.shingle.fpga.descriptor;

import dev.shingle.fpga.descriptor.Field.Kind;

/**
 * How long a layer takes. A unit has T taps; the last taps of two units are at least Q cycles apart, for that is how long
 * the lanes of a word take to be requantised:
 *
 * <pre>
 *   cycles = overhead + T + (U - 1) * max(T, Q)
 *
 *   U = rows * columns * groups,  T = kernel rows * kernel columns * taps at one place
 *   Q = max(P, 8), or three times that for an addition
 *   overhead = P + 48, for an addition 2 * max(P, 8) more
 * </pre>
 *
 * The overhead is the fetch of the descriptor before the first tap, and the way of the last word behind the last tap.
 */
record Timing(long units, long taps, long slots, long overheadCycles) {

    private static final int LEAST_SLOTS = 8;
    private static final int FIXED_CYCLES = 48;

    static Timing of(Descriptor descriptor, Accelerator accelerator) {
        long units = (long) (descriptor.high(Field.OUT_SIZE) + 1)
                * (descriptor.low(Field.OUT_SIZE) + 1)
                * (descriptor.high(Field.GROUPS) + 1);
        long kernel = (descriptor.field(Field.WINDOW) >>> 24) + 1L;
        long taps = kernel * ((descriptor.field(Field.WINDOW) >>> 16 & 0xff) + 1) * (descriptor.low(Field.GROUPS) + 1);
        boolean isAddition = (descriptor.field(Field.CONTROL) >>> 2 & 3) == Kind.PAIR.ordinal();
        long pass = Math.max(accelerator.lanes(), LEAST_SLOTS);
        long overhead = accelerator.lanes() + FIXED_CYCLES + (isAddition ? 2 * pass : 0);
        return new Timing(units, taps, isAddition ? 3 * pass : pass, overhead);
    }

    long cycles() {
        return overheadCycles + taps + (units - 1) * Math.max(taps, slots);
    }
}
