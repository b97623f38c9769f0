package dev.shingle.fpga.descriptor;

import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Traversal;

/** Which pixel and group come first, and in which direction it goes on. */
record Walk(boolean isReverse, boolean groupsDescend) {

    static Walk of(Traversal traversal, GroupOrder reverseOrder) {
        boolean isReverse = traversal == Traversal.REVERSE;
        return new Walk(isReverse, isReverse && reverseOrder == GroupOrder.DESCENDING);
    }

    /** The first of so many rows or columns. */
    int first(int count) {
        return isReverse ? count - 1 : 0;
    }

    int step() {
        return isReverse ? -1 : 1;
    }

    int firstGroup(int groups) {
        return groupsDescend ? groups - 1 : 0;
    }

    int groupStep() {
        return groupsDescend ? -1 : 1;
    }

    /** From the last group of a pixel to the first group of the next one, in groups' words, pixels being some words apart. */
    long pixelStep(long pixelWords, int groups) {
        long back = (long) (groups - 1) * groupStep();
        return step() * pixelWords - back;
    }
}
