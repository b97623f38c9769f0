package dev.shingle.sim.kernels;

import dev.shingle.networks.FeatureMap;
import dev.shingle.sim.kernels.unit.ElementSink;
import dev.shingle.sim.kernels.unit.ElementSource;
import java.util.BitSet;

/** A tensor that writes down which of its words (bytes) were touched, and refuses to be read once anything was written. */
final class WatchedTensor implements ElementSource, ElementSink {

    /** Set by the first write of a unit. */
    static final class Phase {
        boolean isWriting;
    }

    private final PlainTensor tensor;
    private final int bytes;
    private final Phase phase;
    private BitSet touched = new BitSet();

    WatchedTensor(PlainTensor tensor, FeatureMap map, Phase phase) {
        this.tensor = tensor;
        this.phase = phase;
        bytes = map.type().bits() / Byte.SIZE;
    }

    PlainTensor tensor() {
        return tensor;
    }

    /** What was touched since the last call. */
    BitSet takeTouched() {
        BitSet taken = touched;
        touched = new BitSet();
        return taken;
    }

    private void read(long first, int count) {
        if (phase.isWriting) {
            throw new AssertionError("read after a write");
        }
        touch(first, count);
    }

    private void touch(long first, int count) {
        touched.set(Math.toIntExact(first * bytes), Math.toIntExact((first + count) * bytes));
    }

    @Override
    public void readIntegers(long firstElement, int count, int[] into, int at) {
        read(firstElement, count);
        tensor.readIntegers(firstElement, count, into, at);
    }

    @Override
    public void readFloats(long firstElement, int count, float[] into, int at) {
        read(firstElement, count);
        tensor.readFloats(firstElement, count, into, at);
    }

    @Override
    public void writeIntegers(long firstElement, int count, int[] from, int at) {
        phase.isWriting = true;
        touch(firstElement, count);
        tensor.writeIntegers(firstElement, count, from, at);
    }

    @Override
    public void writeFloats(long firstElement, int count, float[] from, int at) {
        phase.isWriting = true;
        touch(firstElement, count);
        tensor.writeFloats(firstElement, count, from, at);
    }
}
