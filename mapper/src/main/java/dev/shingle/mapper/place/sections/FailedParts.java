package dev.shingle.mapper.place.sections;

/**
 * Parts of the problem that were searched in vain. A part is known by a code of 128 bits made of the unplaced buffers and
 * of floor and top of each section: a false hit would need 2^64 parts, far more than fit in here. When the table is full,
 * new entries replace old ones.
 */
final class FailedParts {

    private static final int PROBES = 4;

    private final int mask;
    private final long[] codes;

    FailedParts(int entriesLog2) {
        mask = (1 << entriesLog2) - 1;
        codes = new long[2 << entriesLog2];
    }

    boolean contains(long one, long other) {
        for (int i = 0; i < PROBES; i++) {
            int at = slot(one, i);
            if (codes[at] == one && codes[at + 1] == other) {
                return true;
            }
        }
        return false;
    }

    void add(long one, long other) {
        int at = slot(one, 0);
        for (int i = 0; i < PROBES; i++) {
            int free = slot(one, i);
            if (codes[free] == 0 && codes[free + 1] == 0) {
                at = free;
                break;
            }
        }
        codes[at] = one;
        codes[at + 1] = other;
    }

    private int slot(long code, int probe) {
        return 2 * (((int) (code >>> 20) + probe) & mask);
    }
}
