package dev.shingle.networks.resize;

import static com.google.common.base.Preconditions.checkArgument;

/** Height and width of an image in pixels. */
public record ImageSize(int height, int width) {

    public ImageSize {
        checkArgument(height >= 1 && width >= 1, "an image of %sx%s", height, width);
    }

    /** Height first, as shapes are written: {@code 120x160}. */
    @Override
    public String toString() {
        return height + "x" + width;
    }
}
