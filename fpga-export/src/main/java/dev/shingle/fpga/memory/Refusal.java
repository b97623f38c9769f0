package dev.shingle.fpga.memory;

/**
 * Why a format or a memory block cannot take an image.
 *
 * @param reason what is in the way
 * @param wayOut what can be done instead
 */
public record Refusal(String reason, String wayOut) {

    @Override
    public String toString() {
        return reason + "; " + wayOut;
    }
}
