package dev.shingle.sim.replay;

import java.util.Arrays;

/**
 * Remembers which words of one operand were already counted in the current unit. One bit a word, allocated only when the
 * first violation turns up; clearing costs O(marks), not O(words).
 */
public final class WordMarks {

    private long[] bits = {};
    private int[] used = new int[16];
    private int usedCount;

    /** Marks a word; false if it was marked already. */
    public boolean mark(long word) {
        int index = Math.toIntExact(word >>> 6);
        if (index >= bits.length) {
            bits = Arrays.copyOf(bits, Math.max(index + 1, bits.length + (bits.length >> 1)));
        }
        long bit = 1L << word;
        if ((bits[index] & bit) != 0) {
            return false;
        }
        if (bits[index] == 0) {
            remember(index);
        }
        bits[index] |= bit;
        return true;
    }

    public void clear() {
        for (int i = 0; i < usedCount; i++) {
            bits[used[i]] = 0;
        }
        usedCount = 0;
    }

    private void remember(int index) {
        if (usedCount == used.length) {
            used = Arrays.copyOf(used, 2 * usedCount);
        }
        used[usedCount++] = index;
    }
}
