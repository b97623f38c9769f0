package dev.shingle.mapper.verify;

/** Words of one operand that some read finds overwritten: how many, and between which. */
final class LostWords {

    private long count;
    private long first = Long.MAX_VALUE;
    private long last = -1;

    void add(long word) {
        count++;
        first = Math.min(first, word);
        last = Math.max(last, word);
    }

    long count() {
        return count;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }
}
