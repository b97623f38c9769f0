package dev.shingle.networks.onnx;

import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;

/**
 * The window of a convolution or pooling, with the file's rule for padding turned into numbers.
 *
 * <pre>
 *   SAME       outputs = ceil(n / stride), border = max(0, (outputs - 1) * stride + extent - n);
 *              the odd pixel behind (SAME_UPPER) or in front (SAME_LOWER)
 *   rounding   outputs = ceil((before + n + after - extent) / stride) + 1, one less if the last window would start behind
 *   up         the input and its front border; what is missing at the end is border too
 * </pre>
 *
 * One spatial dimension is the width of an image whose rows are the batch: a window of height 1 keeps them apart.
 */
final class SlidingWindow {

    private final Node node;
    private final int spatial;
    private final int[] kernel;
    private final int[] strides;
    private final int[] dilations;

    SlidingWindow(Node node, int rank, int[] kernel) {
        this.node = node;
        this.spatial = rank - 2;
        if (spatial != 1 && spatial != 2) {
            throw node.failure("an input of " + rank + " dimensions", "3 or 4");
        }
        this.kernel = node.integers("kernel_shape", spatial, 0);
        for (int i = 0; i < spatial; i++) {
            this.kernel[i] = this.kernel[i] == 0 && kernel.length == spatial ? kernel[i] : this.kernel[i];
            if (kernel.length == spatial && kernel[i] != this.kernel[i]) {
                throw node.failure("kernel_shape " + this.kernel[i] + " for weights of " + kernel[i], "the same");
            }
        }
        this.strides = node.integers("strides", spatial, 1);
        this.dilations = node.integers("dilations", spatial, 1);
    }

    boolean isDilated() {
        return dilations[0] != 1 || dilations[spatial - 1] != 1;
    }

    int kernel(int dimension) {
        return kernel[dimension];
    }

    int stride(int dimension) {
        return strides[dimension];
    }

    long extent(int dimension) {
        return (kernel[dimension] - 1L) * dilations[dimension] + 1;
    }

    int spatial() {
        return spatial;
    }

    Window unpadded() {
        return spatial == 1
                ? new Window(1, kernel[0], 1, strides[0], 1, dilations[0], Padding.NONE)
                : new Window(kernel[0], kernel[1], strides[0], strides[1], dilations[0], dilations[1], Padding.NONE);
    }

    Window padded(long[] before, long[] after) {
        return unpadded().withPadding(padding(before, after));
    }

    Padding padding(long[] before, long[] after) {
        return spatial == 1
                ? new Padding(0, 0, size(before[0]), size(after[0]))
                : new Padding(size(before[0]), size(after[0]), size(before[1]), size(after[1]));
    }

    private static int size(long border) {
        return Math.toIntExact(border);
    }

    /** Borders in front of and behind the input, without rounding up. */
    long[][] borders(Shape input) {
        String rule = node.text("auto_pad", "NOTSET");
        long[] before = new long[spatial];
        long[] after = new long[spatial];
        switch (rule) {
            case "NOTSET", "" -> {
                int[] pads = node.integers("pads", 2 * spatial, 0);
                for (int i = 0; i < spatial; i++) {
                    before[i] = pads[i];
                    after[i] = pads[spatial + i];
                }
            }
            case "SAME_UPPER", "SAME_LOWER" -> {
                for (int i = 0; i < spatial; i++) {
                    long size = input.dimension(2 + i);
                    long stride = positive(strides[i]);
                    long outputs = (size + stride - 1) / stride;
                    long border = Math.max(0, (outputs - 1) * stride + extent(i) - size);
                    before[i] = rule.equals("SAME_UPPER") ? border / 2 : border - border / 2;
                    after[i] = border - before[i];
                }
            }
            case "VALID" -> {
                // No border at all.
            }
            default -> throw node.failure("auto_pad " + rule, "NOTSET, SAME_UPPER, SAME_LOWER or VALID");
        }
        return new long[][] {before, after};
    }

    /** What rounding up adds behind the input and its border. */
    long[] roundedUp(Shape input, long[][] borders) {
        long[] more = new long[spatial];
        boolean applies =
                node.flag("ceil_mode") && node.text("auto_pad", "NOTSET").equals("NOTSET");
        for (int i = 0; applies && i < spatial; i++) {
            long size = input.dimension(2 + i);
            long stride = positive(strides[i]);
            long padded = borders[0][i] + size + borders[1][i];
            long outputs = Math.floorDiv(padded - extent(i) + stride - 1, stride) + 1;
            if ((outputs - 1) * stride >= size + borders[0][i]) {
                outputs--;
            }
            more[i] = Math.max(0, (outputs - 1) * stride + extent(i) - padded);
        }
        return more;
    }

    private long positive(int stride) {
        if (stride < 1) {
            throw node.failure("stride " + stride, "at least 1");
        }
        return stride;
    }
}
