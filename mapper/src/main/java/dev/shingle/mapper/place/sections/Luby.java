package dev.shingle.mapper.place.sections;

/** Luby's sequence 1, 1, 2, 1, 1, 2, 4, ...: within a constant factor of the best restarts that could be planned. */
final class Luby {

    private Luby() {}

    /** The term with the given index, from 0. */
    static long term(int index) {
        int i = index + 1;
        while (true) {
            int log = 31 - Integer.numberOfLeadingZeros(i);
            if (i == (2 << log) - 1) {
                return 1L << log;
            }
            i -= (1 << log) - 1;
        }
    }
}
