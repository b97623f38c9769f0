package dev.shingle.networks.onnx;

import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;

/**
 * Size and cropping of a transposed convolution. The file gives either the border that is cropped, or the size wanted, from
 * which the border follows: {@code total = (n - 1) * stride + added + extent - size}.
 */
final class TransposedSize {

    private final Shape input;
    private final SlidingWindow window;
    private final long[] before;
    private final long[] after;
    private final long[] sizes;
    private final int[] added;

    TransposedSize(Node node, SlidingWindow window, Shape input) {
        this.input = input;
        this.window = window;
        int spatial = window.spatial();
        this.added = node.integers("output_padding", spatial, 0);
        this.sizes = new long[spatial];
        this.before = new long[spatial];
        this.after = new long[spatial];
        String rule = node.text("auto_pad", "NOTSET");
        boolean isSame = rule.startsWith("SAME_");
        int[] wanted = node.integers("output_shape", spatial, 0);
        int[] pads = node.integers("pads", 2 * spatial, 0);
        for (int i = 0; i < spatial; i++) {
            long full = (input.dimension(2 + i) - 1L) * window.stride(i) + added[i] + window.extent(i);
            if (isSame || wanted[i] != 0) {
                sizes[i] = wanted[i] != 0 ? wanted[i] : (long) input.dimension(2 + i) * window.stride(i);
                long total = Math.max(0, full - sizes[i]);
                before[i] = rule.equals("SAME_UPPER") ? total / 2 : total - total / 2;
                after[i] = total - before[i];
            } else {
                before[i] = rule.equals("VALID") ? 0 : pads[i];
                after[i] = rule.equals("VALID") ? 0 : pads[spatial + i];
                sizes[i] = full - before[i] - after[i];
            }
        }
    }

    /** As the file sees it. */
    Shape result(int channels) {
        int[] dimensions = input.dimensions().toArray();
        dimensions[1] = channels;
        for (int i = 0; i < sizes.length; i++) {
            dimensions[2 + i] = Math.toIntExact(sizes[i]);
        }
        return Shape.of(dimensions);
    }

    /** Only cropped, and by less than a stride more at the end than the full result has there. */
    boolean isPlainCrop() {
        for (int i = 0; i < sizes.length; i++) {
            long least = (input.dimension(2 + i) - 1L) * window.stride(i) + window.kernel(i) - before[i] - after[i];
            if (before[i] < 0 || after[i] < 0 || sizes[i] < least || sizes[i] >= least + window.stride(i)) {
                return false;
            }
        }
        return true;
    }

    Window window() {
        return window.padded(before, after);
    }
}
