package dev.shingle.mapper.verify;

/** How many words an event happens to, and the sum of its times: exact below 2^53, and to 53 bits beyond. */
final class Tally {

    /** Words that are looked at together where there is no shorter way. */
    static final int CHUNK_WORDS = 1 << 13;

    private long words;
    private double times;
    private long looks;

    /** So many words whose times add up to {@code sum}. */
    void add(long count, double sum) {
        words += count;
        times += sum;
    }

    /** The front of an array of times, {@link WordTimes#NEVER} among them. */
    void addEach(long[] all, int count) {
        looks += count;
        for (int i = 0; i < count; i++) {
            if (all[i] != WordTimes.NEVER) {
                words++;
                times += all[i];
            }
        }
    }

    /** Somebody has evaluated so many rows, pixels or words. */
    void looked(long count) {
        looks += count;
    }

    long words() {
        return words;
    }

    double times() {
        return times;
    }

    /** What this tally has cost: rows, pixels and words that were looked at one by one. */
    long looks() {
        return looks;
    }
}
