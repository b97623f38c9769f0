package dev.shingle.sim.kernels.movement;

/** A stretch of elements that lie together here and there. One instance is reused for all answers. */
final class Run {

    /** There is no element on the other side: a border. */
    static final int BORDER = -1;

    private int tensor;
    private long element;
    private long count;

    void set(int newTensor, long newElement, long newCount) {
        tensor = newTensor;
        element = newElement;
        count = newCount;
    }

    /** Which of the tensors on the other side. */
    int tensor() {
        return tensor;
    }

    /** First element on the other side, or {@link #BORDER}. */
    long element() {
        return element;
    }

    boolean isBorder() {
        return element == BORDER;
    }

    /** How many elements lie together at least. */
    long count() {
        return count;
    }
}
