package dev.shingle.networks.quantize;

import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.constants.StoredNumbers;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Takes windows of a layer's input at random output pixels. The order of the taps is that of the weights of one output
 * channel: row, column, channel within the group; for depthwise layers every input channel is a group.
 */
final class PatchSampler {

    /** Windows of one picture: neighbours resemble each other, so that more would say little more. */
    private static final int PATCHES_PER_PICTURE = 256;

    /** Beyond, the matrices would fill the heap; such layers have many products to average over anyway. */
    private static final int MOST_TAPS = 640;

    private final FeatureMap ifm;
    private final Shape ofm;
    private final Window window;
    private final int groups;
    private final PatchMoments moments;
    private final float[] patch;

    private PatchSampler(FeatureMap ifm, Shape ofm, Window window, int groups) {
        this.ifm = ifm;
        this.ofm = ofm;
        this.window = window;
        this.groups = groups;
        int channels = ifm.shape().channels();
        this.moments = new PatchMoments(groups, window.kernelHeight() * window.kernelWidth() * (channels / groups));
        this.patch = new float[moments.groups() * moments.taps()];
    }

    /** Empty for layers without weights, and for those whose weights are rounded one by one. */
    static Optional<PatchSampler> of(Layer layer) {
        if (layer.operands().size() < 2
                || !(layer.operands().get(0) instanceof FeatureMap ifm)
                || !(layer.operands().get(1) instanceof Constant weights)) {
            return Optional.empty();
        }
        Shape ofm = layer.ofm().shape();
        if (layer.operator() instanceof Operator.Convolution it) {
            return sized(ifm, ofm, it.window(), it.groups());
        }
        if (layer.operator() instanceof Operator.DepthwiseConvolution it) {
            return sized(ifm, ofm, it.window(), ifm.shape().channels());
        }
        if (layer.operator() instanceof Operator.FullyConnected) {
            int length = weights.shape().channels();
            int vectors = Math.toIntExact(ifm.shape().elements() / length);
            FeatureMap flat = new FeatureMap(ifm.name(), Shape.of(1, 1, vectors, length), ifm.type());
            return sized(flat, Shape.of(1, 1, vectors, 1), Window.pointwise(), 1);
        }
        return Optional.empty();
    }

    private static Optional<PatchSampler> sized(FeatureMap ifm, Shape ofm, Window window, int groups) {
        long taps = (long) window.kernelHeight()
                * window.kernelWidth()
                * (ifm.shape().channels() / groups);
        return taps <= MOST_TAPS ? Optional.of(new PatchSampler(ifm, ofm, window, groups)) : Optional.empty();
    }

    PatchMoments moments() {
        return moments;
    }

    /** Adds windows of one more input. */
    void sample(StoredNumbers numbers, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int pixels = Math.toIntExact(ofm.pixels());
        int samples = Math.min(pixels, PATCHES_PER_PICTURE);
        for (int i = 0; i < samples; i++) {
            int pixel = samples == pixels ? i : random.nextInt(pixels);
            fill(numbers, pixel / ofm.width(), pixel % ofm.width());
            moments.add(patch);
        }
    }

    /** Row of the output with the batch in it. */
    private void fill(StoredNumbers numbers, int batchRow, int column) {
        Shape in = ifm.shape();
        int image = batchRow / ofm.height();
        int row = batchRow % ofm.height();
        int perGroup = in.channels() / groups;
        int taps = moments.taps();
        for (int i = 0; i < window.kernelHeight(); i++) {
            int y = row * window.strideHeight() - window.padding().top() + i * window.dilationHeight();
            for (int j = 0; j < window.kernelWidth(); j++) {
                int x = column * window.strideWidth() - window.padding().left() + j * window.dilationWidth();
                boolean isInside = y >= 0 && y < in.height() && x >= 0 && x < in.width();
                int from = ((image * in.height() + y) * in.width() + x) * in.channels();
                int tap = (i * window.kernelWidth() + j) * perGroup;
                for (int c = 0; c < in.channels(); c++) {
                    int to = c / perGroup * taps + tap + c % perGroup;
                    patch[to] = isInside ? (float) numbers.value(from + c) : 0;
                }
            }
        }
    }
}
