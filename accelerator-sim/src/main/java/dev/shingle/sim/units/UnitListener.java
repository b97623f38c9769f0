package dev.shingle.sim.units;

/**
 * Follows an operator through its units of work. For each unit: one {@link #beginUnit}, then all its reads, then all its
 * writes. Words count from the start of the tensor; ranges are half-open. Within a unit the order of the reads carries no
 * meaning, and a word that several taps need may be reported once or several times.
 */
public interface UnitListener {

    /** A unit starts; its first output pixel in traversal order is given, rows counted over the batch. */
    void beginUnit(int row, int column);

    /** The unit reads these words of an operand; {@code operand} is its position in the operation. */
    void read(int operand, long firstWord, long endWord);

    /** All reads of the unit have been told, its writes come next: now it computes this box of the grid. */
    default void compute(Region region) {}

    /** The unit writes these words of a result; {@code result} is its position in the operation. */
    void write(int result, long firstWord, long endWord);
}
