package dev.shingle.fpga.maps;

/**
 * Some words of the scratchpad.
 *
 * @param firstWord where they start, below the plan's peak
 * @param words how many; those beyond the peak are at address 0 and up (circular addresses)
 */
public record Place(long firstWord, long words) {

    long endWord() {
        return firstWord + words;
    }
}
