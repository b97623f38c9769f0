package dev.shingle.testkit.engine;

/**
 * A word of the input that was gone when the engine wanted to read it.
 *
 * @param access which of the engine's accesses reads it, from 0
 * @param inputWord the word that was expected
 * @param outputWord the word of the output that lies there instead
 * @param address word of the memory in which both tensors lie
 */
public record LostWord(long access, long inputWord, long outputWord, long address) {

    @Override
    public String toString() {
        return "access %d reads input word %d at address %d, where output word %d was written already"
                .formatted(access, inputWord, address, outputWord);
    }
}
