package dev.shingle.fpga.descriptor;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.fpga.memory.MemoryImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the requantiser is fed with, in two memories with the same addresses: a number to add, and a multiplier. A
 * convolution has an entry for each output channel, the groups filled up; an addition three; an average one for each number
 * of taps, most taps first; a copy one.
 */
final class Parameters {

    private static final int LEAST_ENTRIES = 2;
    private static final int ENTRY_BITS = 40;

    private final ImmutableIntArray.Builder biases = ImmutableIntArray.builder();
    private final ImmutableIntArray.Builder mults = ImmutableIntArray.builder();
    private final ImmutableIntArray.Builder shifts = ImmutableIntArray.builder();
    private int count;

    void add(int bias, Multiplier multiplier) {
        biases.add(bias);
        mults.add(multiplier.mult());
        shifts.add(multiplier.shift());
        count++;
    }

    /** The next entry's address. */
    int count() {
        return count;
    }

    /** At least two, so that their address has a bit. */
    MemoryImage biasImage() {
        return MemoryImage.ofWords(biases.build()).paddedTo(Math.max(LEAST_ENTRIES, count));
    }

    /** Bits 30 to 0 the multiplier, 37 to 32 the shift. */
    MemoryImage requantImage() {
        ImmutableIntArray mult = mults.build();
        ImmutableIntArray shift = shifts.build();
        int entryBytes = ENTRY_BITS / Byte.SIZE;
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.max(LEAST_ENTRIES, count) * entryBytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putInt(mult.get(i)).put((byte) shift.get(i));
        }
        return MemoryImage.of(ENTRY_BITS, bytes.array());
    }
}
