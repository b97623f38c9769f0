package dev.shingle.networks.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The chains have the topologies that published memory figures are about: three figures that depend on every layer are
 * worked out here, from the networks' shapes and windows alone, with the formula written out. One byte per element,
 * whole pixels written at once.
 */
class PublishedChainsTest {

    @ParameterizedTest
    @CsvSource({
        "mobilenet-v1-convolutions,           1204224, 1244393,  802816",
        "mobilenet-v1-convolutions:224x224x3, 1204224, 1244393,  802816",
        "ssd-mobilenet-v1-backbone,           2160000, 2216241, 1440000",
        "vgg16-convolutions,                  6422528, 4749094, 3225664",
        "tiny-yolov2,                         3461120, 4235478, 2770134",
        "dncnn,                               2097152, 1172611, 1056832",
        "dncnn:128x128,                       2097152, 1172611, 1056832",
        "dncnn:256x256x1,                     8388608, 4441475, 4210752",
    })
    void areThePublishedOnes(String spec, long twoBuffers, long naive, long bound) {
        Network network = Zoo.build(spec);
        assertThat(twoBuffers(network)).as("ping-pong, two buffers").isEqualTo(twoBuffers);
        assertThat(bound(network)).as("bound").isEqualTo(bound);
        assertThat(forwardEveryLayerOverlapped(network)).as("naive").isEqualTo(naive);
    }

    @ParameterizedTest
    @CsvSource({"dncnn:40x40, 204800, 105024", "dncnn:64x64, 524288, 266304", "dncnn:512x512, 33554432, 16810048"})
    void denoisersByResolution(String spec, long twoBuffers, long bound) {
        Network network = Zoo.build(spec);
        assertThat(twoBuffers(network)).isEqualTo(twoBuffers);
        assertThat(bound(network)).isEqualTo(bound);
    }

    /** Padding moves the figures of the classifier's chain hardly at all, as the tail behind it. */
    @ParameterizedTest
    @CsvSource({"mobilenet-v1, 1204224, 802816", "mobilenet-v1:padding=symmetric, 1204224, 802816"})
    void theClassifierIsTheSameChain(String spec, long twoBuffers, long bound) {
        Network network = Zoo.build(spec);
        assertThat(twoBuffers(network)).isEqualTo(twoBuffers);
        Network convolutions = new Network(
                network.name(),
                network.inputs(),
                network.layers().subList(0, 27),
                network.layers().get(26).outputs());
        assertThat(bound(convolutions)).isEqualTo(bound);
    }

    private static long twoBuffers(Network chain) {
        long[] largest = {elements(chain.inputs().get(0)), 0};
        for (int i = 0; i < chain.layers().size(); i++) {
            int parity = (i + 1) % 2;
            largest[parity] =
                    Math.max(largest[parity], elements(chain.layers().get(i).ofm()));
        }
        return largest[0] + largest[1];
    }

    private static long bound(Network chain) {
        long bound = 0;
        for (Layer layer : chain.layers()) {
            long i = elements(layer.ifm());
            bound = Math.max(bound, Math.max(i + Math.max(0, distance(layer)), elements(layer.ofm())));
        }
        return bound;
    }

    private static long forwardEveryLayerOverlapped(Network chain) {
        long start = 0;
        long end = elements(chain.inputs().get(0));
        for (Layer layer : chain.layers()) {
            start -= Math.max(0, distance(layer));
            end = Math.max(end, start + elements(layer.ofm()));
        }
        return end - start;
    }

    /** Each pixel of the result but the first, with the first pixel of its window that lies inside the input. */
    private static long distance(Layer layer) {
        Shape in = layer.ifm().shape();
        Shape out = layer.ofm().shape();
        Window window = windowOf(layer.operator());
        long distance = Long.MIN_VALUE;
        for (int r = 0; r < out.height(); r++) {
            for (int c = 0; c < out.width(); c++) {
                long written = ((long) r * out.width() + c) * out.channels();
                long y =
                        Math.max(0, r * window.strideHeight() - window.padding().top());
                long x = Math.max(0, c * window.strideWidth() - window.padding().left());
                long need = (y * in.width() + x) * in.channels();
                distance = written == 0 ? distance : Math.max(distance, written - need);
            }
        }
        return distance;
    }

    private static Window windowOf(Operator operator) {
        if (operator instanceof Operator.Convolution convolution) {
            return convolution.window();
        } else if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return depthwise.window();
        } else if (operator instanceof Operator.Pool pool) {
            return pool.window();
        }
        throw new AssertionError("no window: " + operator);
    }

    private static long elements(FeatureMap map) {
        return map.shape().elements();
    }
}
