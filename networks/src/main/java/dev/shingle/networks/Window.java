package dev.shingle.networks;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Parameters of a sliding window: kernel, stride, dilation (in pixels) and padding. Output pixel {@code (r, c)} is
 * computed from a kernel-sized window of the padded input; this record only names the numbers.
 */
public record Window(
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth,
        Padding padding) {

    public Window {
        checkArgument(
                kernelHeight >= 1
                        && kernelWidth >= 1
                        && strideHeight >= 1
                        && strideWidth >= 1
                        && dilationHeight >= 1
                        && dilationWidth >= 1,
                "kernel %sx%s, stride %sx%s and dilation %sx%s must all be at least 1",
                kernelHeight,
                kernelWidth,
                strideHeight,
                strideWidth,
                dilationHeight,
                dilationWidth);
    }

    public static Window square(int kernel, int stride, Padding padding) {
        return new Window(kernel, kernel, stride, stride, 1, 1, padding);
    }

    /** One pixel in, one pixel out. */
    public static Window pointwise() {
        return square(1, 1, Padding.NONE);
    }

    /** Rows from the first to the last tap. */
    public int extentHeight() {
        return Math.addExact(Math.multiplyExact(kernelHeight - 1, dilationHeight), 1);
    }

    /** Columns from the first to the last tap. */
    public int extentWidth() {
        return Math.addExact(Math.multiplyExact(kernelWidth - 1, dilationWidth), 1);
    }

    public Window withPadding(Padding newPadding) {
        return new Window(
                kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth, newPadding);
    }

    /** Padding that TensorFlow's SAME rule gives: output size is ceil(input / stride), the odd pixel below and right. */
    public Window withSamePadding(int inputHeight, int inputWidth) {
        int rows = samePadding(inputHeight, strideHeight, extentHeight());
        int columns = samePadding(inputWidth, strideWidth, extentWidth());
        return withPadding(new Padding(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2));
    }

    private static int samePadding(int input, int stride, int extent) {
        int output = (input + stride - 1) / stride;
        return Math.max(0, (output - 1) * stride + extent - input);
    }
}
