package dev.shingle.fpga.descriptor;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;

/**
 * One run of the accelerator's loops.
 *
 * @param step the plan's step
 * @param layer the network's layer
 * @param result where the words go
 * @param words the fields, 32 bits each
 */
public record Descriptor(int step, String layer, TensorPlace result, ImmutableIntArray words) {

    public Descriptor {
        checkArgument(words.length() == Field.WORDS, "a descriptor of %s words", words.length());
    }

    /** Cycles from the descriptor's fetch to the last word's write (see rtl/README.md). */
    public long cycles(Accelerator accelerator) {
        return Timing.of(this, accelerator).cycles();
    }

    int field(Field field) {
        return words.get(field.word());
    }

    int high(Field field) {
        return field(field) >>> Short.SIZE;
    }

    int low(Field field) {
        return field(field) & 0xffff;
    }
}
