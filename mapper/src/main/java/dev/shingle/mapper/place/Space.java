package dev.shingle.mapper.place;

/** What equation (9) means for two starts, and which starts there are, for a scratchpad of a given size. */
public sealed interface Space {

    /** Words of the scratchpad; the modulus when addresses are circular. */
    long capacity();

    /** Whether a buffer of so many words may start there. */
    boolean holds(long start, long size);

    /**
     * Whether b at {@code startB} is safe beside a at {@code startA}, where {@code ab} is the clearance with a below b and
     * {@code ba} that with b below a.
     */
    boolean separates(long startA, long startB, long ab, long ba);

    /** The address that a start stands for. */
    long normalise(long start);

    /** Plain addresses. */
    record Linear(long capacity) implements Space {

        @Override
        public boolean holds(long start, long size) {
            return start >= 0 && start <= capacity - size;
        }

        @Override
        public boolean separates(long startA, long startB, long ab, long ba) {
            return startB - startA >= ab || startA - startB >= ba;
        }

        @Override
        public long normalise(long start) {
            return start;
        }
    }

    /** Addresses modulo the capacity: b must start within [ab, M - ba] behind a. */
    record Circular(long capacity) implements Space {

        @Override
        public boolean holds(long start, long size) {
            return start >= 0 && start < capacity && size <= capacity;
        }

        @Override
        public boolean separates(long startA, long startB, long ab, long ba) {
            return Math.floorMod(startB - startA - ab, capacity) <= capacity - ba - ab;
        }

        @Override
        public long normalise(long start) {
            return Math.floorMod(start, capacity);
        }
    }
}
