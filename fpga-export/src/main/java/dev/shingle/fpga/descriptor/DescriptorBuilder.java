package dev.shingle.fpga.descriptor;

import static dev.shingle.fpga.descriptor.UnsupportedException.require;

import com.google.common.primitives.ImmutableIntArray;

/** Collects the fields of a descriptor and refuses numbers that its registers cannot hold. */
final class DescriptorBuilder {

    private static final int MOST_TURNS = 256;

    private final int[] words = new int[Field.WORDS];
    private final int coordinateLimit;

    DescriptorBuilder(int coordinateLimit) {
        this.coordinateLimit = coordinateLimit;
    }

    /** A number of 32 bits, signed or not. */
    DescriptorBuilder set(Field field, long value) {
        require(
                value >= Integer.MIN_VALUE && value <= 0xffff_ffffL,
                "%s is %s; a field of a descriptor has 32 bits",
                field,
                value);
        words[field.word()] = (int) value;
        return this;
    }

    /** Two counts, each at least 1 and stored less one. */
    DescriptorBuilder counts(Field field, String first, long firstCount, String second, long secondCount) {
        return pair(field, turns(first, firstCount, coordinateLimit), turns(second, secondCount, coordinateLimit));
    }

    /** Kernel and repetitions. */
    DescriptorBuilder window(int kernelRows, int kernelColumns, int repeatRows, int repeatColumns) {
        return set(
                Field.WINDOW,
                turns("the kernel's height", kernelRows, MOST_TURNS) << 24
                        | turns("the kernel's width", kernelColumns, MOST_TURNS) << 16
                        | turns("the factor of the height", repeatRows, MOST_TURNS) << 8
                        | turns("the factor of the width", repeatColumns, MOST_TURNS));
    }

    /** Two coordinates or distances between some. */
    DescriptorBuilder coordinates(Field field, String first, long firstValue, String second, long secondValue) {
        return pair(field, coordinate(first, firstValue), coordinate(second, secondValue));
    }

    ImmutableIntArray build() {
        return ImmutableIntArray.copyOf(words);
    }

    /** A coordinate that is not in a field but that a register comes to hold. */
    int coordinate(String meaning, long value) {
        require(
                value >= -coordinateLimit && value < coordinateLimit,
                "%s comes to %s; coordinates go from %s to %s",
                meaning,
                value,
                -coordinateLimit,
                coordinateLimit - 1);
        return (int) value;
    }

    private DescriptorBuilder pair(Field field, int high, int low) {
        return set(field, (high << Short.SIZE) | (low & 0xffff));
    }

    private static int turns(String meaning, long count, int limit) {
        require(count >= 1 && count <= limit, "%s is %s; at most %s can be counted", meaning, count, limit);
        return (int) count - 1;
    }
}
