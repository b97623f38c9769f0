package dev.shingle.mapper.verify;

import java.util.OptionalLong;

/**
 * The smallest D such that a result may start D or any larger number of words below the operand it is laid over, from the
 * times of their words alone (equations (2) and (3), without the units of work).
 *
 * <p>With the result D words below, operand word i and result word i + D share an address. So every distance from D on is
 * safe if
 *
 * <pre>
 *   P(j - D)  &lt;=  first write(j)     for all result words j,     P(k) = latest of the last reads of the words 0..k
 * </pre>
 *
 * <p>The result's words are walked from the top down. With k(j) the greatest k that suits j, D is the maximum of j - k(j);
 * once D has grown to some value, only a k below j - D can make it grow further. Hence k only falls, and one walk over
 * both tensors decides, after another over the operand which notes P at the ends of chunks: O(I + O) time.
 *
 * <pre>
 *   operand   |0 1 2 3 4 . . k . . . .|        P rises with k
 *   result          |. . . . . . j . . . .|    walked to the left; k follows, or runs ahead where j was written early
 * </pre>
 */
final class LeastSeparation {

    private static final int CHUNK_WORDS = 1 << 13;

    private final WordTimes reads;
    private final long operandWords;
    private final WordTimes writes;
    private final long resultWords;
    private final long[] latestBefore;
    private final long[] latest = new long[CHUNK_WORDS];
    private final long[] written = new long[CHUNK_WORDS];
    private long chunk = -1;

    private LeastSeparation(WordTimes reads, long operandWords, WordTimes writes, long resultWords) {
        this.reads = reads;
        this.operandWords = operandWords;
        this.writes = writes;
        this.resultWords = resultWords;
        this.latestBefore = new long[Math.toIntExact((operandWords + CHUNK_WORDS - 1) / CHUNK_WORDS)];
    }

    /** Of the last reads of an operand and the first writes of a result; empty if every distance is safe. */
    static OptionalLong of(WordTimes reads, long operandWords, WordTimes writes, long resultWords) {
        return new LeastSeparation(reads, operandWords, writes, resultWords).find();
    }

    private OptionalLong find() {
        noteChunks();
        long most = Long.MIN_VALUE;
        long k = operandWords - 1;
        long end = resultWords;
        while (end > 0 && k >= 0) {
            int length = (int) Math.min(CHUNK_WORDS, end);
            long first = end - length;
            writes.fill(first, length, written);
            for (int i = length - 1; i >= 0 && k >= 0; i--) {
                if (written[i] != WordTimes.NEVER && latestUpTo(k) > written[i]) {
                    k = lastThatSuits(k, written[i]);
                    most = first + i - k;
                }
                k = most == Long.MIN_VALUE ? k : Math.min(operandWords - 1, first + i - 1 - most);
            }
            end = first;
        }
        return most == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(most);
    }

    private long lastThatSuits(long from, long time) {
        long k = from;
        while (k >= 0 && latestUpTo(k) > time) {
            boolean wholeChunkIsLater = latestBefore[(int) (k / CHUNK_WORDS)] > time;
            k = wholeChunkIsLater ? k / CHUNK_WORDS * CHUNK_WORDS - 1 : k - 1;
        }
        return k;
    }

    private void noteChunks() {
        long soFar = WordTimes.NEVER;
        for (int i = 0; i < latestBefore.length; i++) {
            latestBefore[i] = soFar;
            load(i);
            soFar = latest[lengthOf(i) - 1];
        }
    }

    private int lengthOf(long number) {
        return (int) Math.min(CHUNK_WORDS, operandWords - number * CHUNK_WORDS);
    }

    private long latestUpTo(long word) {
        load(word / CHUNK_WORDS);
        return latest[(int) (word % CHUNK_WORDS)];
    }

    private void load(long number) {
        if (number == chunk) {
            return;
        }
        chunk = number;
        int length = lengthOf(number);
        reads.fill(number * CHUNK_WORDS, length, latest);
        long soFar = latestBefore[(int) number];
        for (int i = 0; i < length; i++) {
            soFar = Math.max(soFar, latest[i]);
            latest[i] = soFar;
        }
    }
}
