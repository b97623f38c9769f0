package dev.shingle.networks.build;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Window;

/** Rules by which a window gets its padding. */
public enum Border {
    /** TensorFlow's: output size is ceil(input / stride), the odd pixel is added below and right. */
    SAME,
    /** Half a kernel on every side, as most published layer lists have it. */
    SYMMETRIC,
    /** None: the window stays inside the input. */
    VALID;

    /** A square window over {@code input}, padded by this rule. */
    public Window window(FeatureMap input, int kernel, int stride) {
        Window bare = Window.square(kernel, stride, Padding.NONE);
        return switch (this) {
            case SAME ->
                bare.withSamePadding(input.shape().height(), input.shape().width());
            case SYMMETRIC -> bare.withPadding(Padding.symmetric((kernel - 1) / 2));
            case VALID -> bare;
        };
    }
}
