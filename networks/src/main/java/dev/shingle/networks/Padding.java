package dev.shingle.networks;

import static com.google.common.base.Preconditions.checkArgument;

/** Rows and columns of implicit border around an input, in pixels. */
public record Padding(int top, int bottom, int left, int right) {

    public static final Padding NONE = new Padding(0, 0, 0, 0);

    public Padding {
        checkArgument(
                top >= 0 && bottom >= 0 && left >= 0 && right >= 0,
                "negative padding: top %s, bottom %s, left %s, right %s",
                top,
                bottom,
                left,
                right);
    }

    public static Padding symmetric(int pixels) {
        return new Padding(pixels, pixels, pixels, pixels);
    }
}
