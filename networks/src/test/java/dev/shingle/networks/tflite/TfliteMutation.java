package dev.shingle.networks.tflite;

import dev.shingle.networks.fuzz.Corpus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Some ways to damage a file. Structure is dense at the ends of most files and weights are dull, so aim there. */
final class TfliteMutation {

    private static final int[] EXTREMES = {
        0,
        1,
        -1,
        2,
        3,
        4,
        16,
        17,
        127,
        128,
        255,
        256,
        4095,
        4096,
        4097,
        65535,
        65536,
        1 << 24,
        1 << 30,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Integer.MIN_VALUE + 1
    };

    private final Random random;
    private byte[] bytes;

    private TfliteMutation(byte[] bytes, Random random) {
        this.bytes = bytes;
        this.random = random;
    }

    static byte[] of(Corpus corpus, int largeOneIn, Random random) {
        TfliteMutation mutation =
                new TfliteMutation(corpus.pick(random, largeOneIn).clone(), random);
        int steps = 1 + random.nextInt(4);
        for (int i = 0; i < steps && mutation.bytes.length > 8; i++) {
            mutation.step(corpus, largeOneIn);
        }
        return mutation.bytes;
    }

    private void step(Corpus corpus, int largeOneIn) {
        switch (random.nextInt(7)) {
            case 0 -> bytes[position(1)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[position(1)] = (byte) random.nextInt();
            case 2 -> put(EXTREMES[random.nextInt(EXTREMES.length)]);
            case 3 -> put(random.nextInt(bytes.length + 16));
            case 4 -> nudge();
            case 5 -> splice(corpus.pick(random, largeOneIn));
            default -> truncate();
        }
    }

    /** Half of the time among the first or the last two thousand bytes. */
    private int position(int width) {
        int range = bytes.length - width + 1;
        int near = Math.min(range, 2_000);
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(near);
            case 1 -> range - 1 - random.nextInt(near);
            default -> random.nextInt(range);
        };
    }

    /** Offsets, lengths, dimensions and strides are aligned words. */
    private void put(int value) {
        words().putInt(position(4) & ~3, value);
    }

    /** A small number in a word becomes a neighbour: lengths off by one, indices of other tensors. */
    private void nudge() {
        for (int attempt = 0; attempt < 50; attempt++) {
            int position = position(4) & ~3;
            int value = words().getInt(position);
            if (value >= -4 && value < 100_000) {
                words().putInt(position, value + random.nextInt(5) - 2);
                return;
            }
        }
    }

    private ByteBuffer words() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void splice(byte[] other) {
        int length = 1 + random.nextInt(Math.min(200, Math.min(other.length, bytes.length)));
        int from = random.nextInt(other.length - length + 1);
        System.arraycopy(other, from, bytes, position(length), length);
    }

    private void truncate() {
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        } else {
            bytes = Arrays.copyOf(bytes, bytes.length - Math.min(bytes.length, random.nextInt(64)));
        }
    }
}
