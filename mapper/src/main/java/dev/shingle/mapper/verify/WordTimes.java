package dev.shingle.mapper.verify;

/** For every word of a tensor the time of one event in a step: its first write, its last write or its last read. */
interface WordTimes {

    /** The event does not happen. All times are at least 0. */
    long NEVER = -1;

    /** Puts the times of {@code count} words from {@code firstWord} on into the front of {@code times}. */
    void fill(long firstWord, int count, long[] times);

    /** Adds up the times of the words {@code [firstWord, endWord)}: one by one, unless an implementation knows better. */
    default void tally(long firstWord, long endWord, Tally tally) {
        long[] times = new long[(int) Math.min(Tally.CHUNK_WORDS, endWord - firstWord)];
        for (long word = firstWord; word < endWord; word += times.length) {
            int count = (int) Math.min(times.length, endWord - word);
            fill(word, count, times);
            tally.addEach(times, count);
        }
    }

    /** Time of one word. */
    default long at(long word) {
        long[] time = new long[1];
        fill(word, 1, time);
        return time[0];
    }

    /** The same times with the words counted from the tensor's end. */
    default WordTimes mirrored(long sizeWords) {
        return (firstWord, count, times) -> {
            fill(sizeWords - firstWord - count, count, times);
            for (int low = 0, high = count - 1; low < high; low++, high--) {
                long swapped = times[low];
                times[low] = times[high];
                times[high] = swapped;
            }
        };
    }
}
