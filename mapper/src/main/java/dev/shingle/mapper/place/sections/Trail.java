package dev.shingle.mapper.place.sections;

import java.util.Arrays;

/** Old values, in the order in which they were overwritten. */
final class Trail {

    static final int LOW = 0;
    static final int REST = 1;
    static final int FLOOR = 2;
    static final int TOP = 3;
    static final int PLACED = 4;
    static final int SPARE = 5;

    private static final int KINDS = 8;

    private long[] values = new long[1 << 12];
    private int[] places = new int[1 << 12];
    private int size;

    void push(int kind, int index, long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            places = Arrays.copyOf(places, 2 * size);
        }
        values[size] = value;
        places[size] = index * KINDS + kind;
        size++;
    }

    int size() {
        return size;
    }

    void pop() {
        size--;
    }

    int poppedKind() {
        return places[size] & (KINDS - 1);
    }

    int poppedIndex() {
        return places[size] / KINDS;
    }

    long poppedValue() {
        return values[size];
    }
}
