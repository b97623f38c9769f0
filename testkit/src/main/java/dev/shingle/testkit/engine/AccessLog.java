package dev.shingle.testkit.engine;

import com.google.common.primitives.ImmutableLongArray;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Everything that an engine did in one layer, in order, and which offsets between its two tensors that forbids.
 *
 * <p>Let {@code offset = start(input) - start(output)}. A write of output word j lands on input word {@code j - offset}.
 * So a read of input word i that comes later than a write of j is spoilt exactly at {@code offset = j - i}: the
 * forbidden offsets are all differences of a read and an earlier write.
 *
 * <pre>
 *   accesses  r0 w0 r1 w1 r2            forbidden   j - i over writes j before reads i:  0-1, 0-2, 1-2  =  -1, -2
 *                                       input above output: safe from 0 on; output above input: safe from 3 words on
 * </pre>
 *
 * <p>Time and space are that of the log, but for {@link #isForbidden}, which is quadratic. The tensors must not be written
 * twice for the differences to be exact; they err to the safe side if one is.
 */
public final class AccessLog {

    private final ImmutableLongArray reads;
    private final ImmutableLongArray writes;
    private final boolean[] isWrite;

    private AccessLog(ImmutableLongArray reads, ImmutableLongArray writes, boolean[] isWrite) {
        this.reads = reads;
        this.writes = writes;
        this.isWrite = isWrite;
    }

    /** Lets an engine run a layer and writes down what it does. */
    public static <L> AccessLog of(Engine<L> engine, L layer) {
        Recorder recorder = new Recorder();
        engine.run(layer, recorder);
        return recorder.log();
    }

    /** Does again what the engine did. */
    public void replay(Accesses accesses) {
        int read = 0;
        int written = 0;
        for (boolean write : isWrite) {
            if (write) {
                accesses.write(writes.get(written++));
            } else {
                accesses.read(reads.get(read++));
            }
        }
    }

    /**
     * The least offset from which on every offset is safe: how far above the output the input has to start. Empty if every
     * offset is, because nothing is read after a write.
     */
    public OptionalLong leastOffset() {
        Extreme extreme = new Extreme();
        replay(extreme);
        return extreme.found ? OptionalLong.of(Math.addExact(extreme.greatest, 1)) : OptionalLong.empty();
    }

    /** The greatest offset up to which every offset is safe: how far above the input the output has to start, negated. */
    public OptionalLong greatestNegativeOffset() {
        Extreme extreme = new Extreme();
        replay(extreme);
        return extreme.found ? OptionalLong.of(Math.subtractExact(extreme.least, 1)) : OptionalLong.empty();
    }

    /** Whether a word is lost at an offset, found by comparing every read with every earlier write. */
    public boolean isForbidden(long offset) {
        int read = 0;
        int written = 0;
        for (boolean write : isWrite) {
            if (write) {
                written++;
            } else {
                long fatal = reads.get(read++) + offset;
                for (int i = 0; i < written; i++) {
                    if (writes.get(i) == fatal) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** How many words were read; a word that is read twice counts twice. */
    public int readCount() {
        return reads.length();
    }

    /** How many words were written. */
    public int writeCount() {
        return writes.length();
    }

    private static final class Recorder implements Accesses {

        private final ImmutableLongArray.Builder reads = ImmutableLongArray.builder();
        private final ImmutableLongArray.Builder writes = ImmutableLongArray.builder();
        private boolean[] isWrite = new boolean[64];
        private int count;

        @Override
        public void read(long inputWord) {
            reads.add(notNegative(inputWord));
            next(false);
        }

        @Override
        public void write(long outputWord) {
            writes.add(notNegative(outputWord));
            next(true);
        }

        private void next(boolean write) {
            if (count == isWrite.length) {
                isWrite = Arrays.copyOf(isWrite, 2 * count);
            }
            isWrite[count++] = write;
        }

        private static long notNegative(long word) {
            if (word < 0) {
                throw new AssertionError("the engine touches word " + word + ", before the start of a tensor");
            }
            return word;
        }

        AccessLog log() {
            return new AccessLog(reads.build(), writes.build(), Arrays.copyOf(isWrite, count));
        }
    }

    /** The ends of the forbidden offsets: of all words written so far, only the highest and the lowest matter. */
    private static final class Extreme implements Accesses {

        private long highest = -1;
        private long lowest = Long.MAX_VALUE;
        private long greatest = Long.MIN_VALUE;
        private long least = Long.MAX_VALUE;
        private boolean found;

        @Override
        public void read(long inputWord) {
            if (highest >= 0) {
                found = true;
                greatest = Math.max(greatest, highest - inputWord);
                least = Math.min(least, lowest - inputWord);
            }
        }

        @Override
        public void write(long outputWord) {
            highest = Math.max(highest, outputWord);
            lowest = Math.min(lowest, outputWord);
        }
    }
}
