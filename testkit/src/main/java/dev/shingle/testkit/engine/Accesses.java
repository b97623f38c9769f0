package dev.shingle.testkit.engine;

/** What an engine does to the scratchpad, told in the order in which it happens. Words are counted from a tensor's start. */
public interface Accesses {

    /** The engine reads a word of the layer's input. */
    void read(long inputWord);

    /** The engine writes a word of the layer's output. */
    void write(long outputWord);
}
