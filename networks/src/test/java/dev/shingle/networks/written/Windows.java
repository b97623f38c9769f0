package dev.shingle.networks.written;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.Random;

/** Layers that slide a window over an image, or multiply with a matrix. */
final class Windows {

    private final WritableNetworks net;
    private final Random random;

    Windows(WritableNetworks net) {
        this.net = net;
        this.random = net.random();
    }

    void any(FeatureMap map) {
        if (map.type() != net.type()) {
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> convolution(map);
            case 1 -> depthwise(map);
            case 2 -> transposed(map);
            case 3, 4 -> pool(map);
            default -> fullyConnected(map);
        }
    }

    private Window window(FeatureMap map, boolean dilates) {
        int dilation = dilates && random.nextInt(4) == 0 ? 2 : 1;
        int stride = dilation == 2 ? 1 : 1 + random.nextInt(3);
        Window bare = new Window(
                1 + random.nextInt(3), 1 + random.nextInt(3), stride, stride, dilation, dilation, Padding.NONE);
        return switch (random.nextInt(3)) {
            case 0 -> bare;
            case 1 -> bare.withSamePadding(map.shape().height(), map.shape().width());
            default ->
                bare.withPadding(new Padding(
                        random.nextInt(bare.kernelHeight()),
                        random.nextInt(bare.kernelHeight()),
                        random.nextInt(bare.kernelWidth()),
                        random.nextInt(bare.kernelWidth())));
        };
    }

    private void convolution(FeatureMap map) {
        String name = net.name();
        Window window = window(map, true);
        int channels = map.shape().channels();
        int groups = channels == 4 && random.nextBoolean() ? 2 : 1;
        Shape weights = Shape.of(
                groups * (1 + random.nextInt(3)), window.kernelHeight(), window.kernelWidth(), channels / groups);
        net.add(
                name,
                new Operator.Convolution(window, groups, net.activation()),
                net.weighted(name, map, weights, 0),
                net.plain());
    }

    /** Of more than one channel: with one it is a convolution under another name. */
    private void depthwise(FeatureMap map) {
        int channels = map.shape().channels();
        if (channels == 1) {
            return;
        }
        String name = net.name();
        Window window = window(map, true);
        int multiplier = 1 + random.nextInt(2);
        Shape weights = Shape.of(1, window.kernelHeight(), window.kernelWidth(), channels * multiplier);
        net.add(
                name,
                new Operator.DepthwiseConvolution(window, multiplier, net.activation()),
                net.weighted(name, map, weights, 3),
                net.plain());
    }

    private void transposed(FeatureMap map) {
        String name = net.name();
        int kernel = 2 + random.nextInt(2);
        int stride = 1 + random.nextInt(2);
        Padding crop = random.nextBoolean()
                ? Padding.NONE
                : new Padding(random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(2));
        int height = (map.shape().height() - 1) * stride
                + kernel
                - crop.top()
                - crop.bottom()
                + (crop.bottom() == 0 ? random.nextInt(stride) : 0);
        int width = (map.shape().width() - 1) * stride + kernel - crop.left() - crop.right();
        int channels = 1 + random.nextInt(3);
        Shape weights = Shape.of(channels, kernel, kernel, map.shape().channels());
        if (height < 1 || width < 1) {
            return;
        }
        net.add(
                name,
                new Operator.TransposedConvolution(Window.square(kernel, stride, crop), net.activation()),
                net.weighted(name, map, weights, 0),
                Shape.of(map.shape().dimension(0), height, width, channels),
                net.plain());
    }

    private void pool(FeatureMap map) {
        Window window = window(map, false);
        boolean maximum = random.nextBoolean();
        boolean counts = !maximum && !window.padding().equals(Padding.NONE) && random.nextBoolean();
        boolean isIdentity = window.kernelHeight() * window.kernelWidth() * window.strideHeight() == 1;
        if (isIdentity) {
            return;
        }
        Operator.Pool.Kind kind = maximum ? Operator.Pool.Kind.MAX : Operator.Pool.Kind.AVERAGE;
        net.add(
                net.name(),
                new Operator.Pool(kind, window, counts, net.activation()),
                ImmutableList.of(map),
                map.quantization());
    }

    private void fullyConnected(FeatureMap map) {
        String name = net.name();
        int outputs = 1 + random.nextInt(5);
        Shape shape = map.shape();
        boolean byPixel = random.nextBoolean();
        int length = byPixel ? shape.channels() : (int) (shape.elements() / shape.dimension(0));
        int vectors = (int) (shape.elements() / length);
        int[] kept = shape.dimensions().toArray();
        kept[kept.length - 1] = outputs;
        Shape joined = Shape.of(vectors, outputs);
        Shape result =
                byPixel ? net.any(joined, Shape.of(kept)) : net.any(joined, joined, Shape.of(1, vectors, outputs));
        net.add(
                name,
                new Operator.FullyConnected(net.activation(), random.nextBoolean()),
                net.weighted(name, map, Shape.of(outputs, length), 0),
                result,
                net.plain());
    }
}
