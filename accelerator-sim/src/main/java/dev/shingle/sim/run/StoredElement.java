package dev.shingle.sim.run;

/**
 * What a word holds, by its first element.
 *
 * @param tensor the feature map that a layer reads, or the buffer of what was found
 * @param row row of the element's pixel, counted over the batch
 * @param column column of the pixel
 * @param channel channel; one that does not exist is a padding lane
 * @param isPadding whether the word holds nothing but padding lanes
 */
public record StoredElement(String tensor, int row, int column, int channel, boolean isPadding) {

    @Override
    public String toString() {
        return "%s%s(%d, %d, %d)".formatted(isPadding ? "padding " : "", tensor, row, column, channel);
    }
}
