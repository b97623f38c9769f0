package dev.shingle.networks.resize;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Window;
import java.util.HashMap;
import java.util.Map;

/**
 * How often a network halves its image: the largest product of strides from the input to any feature map. An image whose
 * sides are multiples of it has whole numbers of pixels everywhere. A window over the whole image and operators that
 * enlarge an image do not count. One pass over the layers.
 */
public final class TotalStride {

    /** Beyond this no image is divisible. */
    private static final int MOST = 1 << 12;

    private TotalStride() {}

    /** At least 1. */
    public static int of(Network network) {
        Map<String, Integer> strides = new HashMap<>();
        int largest = 1;
        for (Layer layer : network.layers()) {
            int before = layer.inputs().stream()
                    .mapToInt(input -> strides.getOrDefault(input.name(), 1))
                    .max()
                    .orElse(1);
            int stride = Math.min(MOST, before * factor(layer));
            layer.outputs().forEach(output -> strides.put(output.name(), stride));
            largest = Math.max(largest, stride);
        }
        return largest;
    }

    private static int factor(Layer layer) {
        Operator operator = layer.operator();
        if (operator instanceof Operator.Convolution convolution) {
            return stride(convolution.window(), layer);
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return stride(depthwise.window(), layer);
        }
        if (operator instanceof Operator.Pool pool) {
            return stride(pool.window(), layer);
        }
        return operator instanceof Operator.SpaceToDepth space ? space.block() : 1;
    }

    private static int stride(Window window, Layer layer) {
        FeatureMap image = layer.ifm();
        boolean isWhole = image.shape().height() == window.kernelHeight()
                && image.shape().width() == window.kernelWidth()
                && window.padding().equals(Padding.NONE);
        return isWhole ? 1 : Math.max(window.strideHeight(), window.strideWidth());
    }
}
