package dev.shingle.benchmarks.growth;

import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.NetworkBuilder;
import java.util.Random;

/** Networks of any number of layers. */
final class GrowingNetworks {

    private static final int CHANNELS = 8;
    private static final int SIDE = 8;
    private static final int DEEPEST = 6;

    private final NetworkBuilder builder;
    private final Random random;
    private int layers;

    private GrowingNetworks(String name, long seed) {
        this.builder = new NetworkBuilder(name, ElementType.INT8);
        this.random = new Random(seed);
    }

    /** 3x3 convolutions that keep the shape, one after another. */
    static Network chain(int layers) {
        GrowingNetworks growing = new GrowingNetworks("chain-" + layers, 0);
        FeatureMap map = growing.builder.input("input", Shape.hwc(SIDE, SIDE, CHANNELS));
        for (int i = 0; i < layers; i++) {
            map = growing.convolution(map);
        }
        return growing.builder.output(map).build();
    }

    /** Convolutions in series and in parallel, nested at random; parallel branches end in an addition. */
    static Network seriesParallel(int layers, long seed) {
        GrowingNetworks growing = new GrowingNetworks("series-parallel-" + layers, seed);
        FeatureMap map = growing.builder.input("input", Shape.hwc(SIDE, SIDE, CHANNELS));
        while (growing.layers < layers) {
            map = growing.piece(map, layers - growing.layers, 0);
        }
        return growing.builder.output(map).build();
    }

    private FeatureMap piece(FeatureMap from, int most, int depth) {
        if (most < 4 || depth == DEEPEST || random.nextInt(3) > 0) {
            return convolution(from);
        }
        FeatureMap joined = branch(from, most / 2, depth);
        FeatureMap other = random.nextInt(4) == 0 ? from : branch(from, most / 2 - 1, depth);
        layers++;
        return builder.add("add" + layers, joined, other, Activation.NONE);
    }

    private FeatureMap branch(FeatureMap from, int most, int depth) {
        int pieces = 1 + random.nextInt(3);
        FeatureMap map = from;
        for (int i = 0; i < pieces; i++) {
            map = piece(map, most / pieces, depth + 1);
        }
        return map;
    }

    private FeatureMap convolution(FeatureMap from) {
        layers++;
        return builder.convolution(
                "conv" + layers, from, CHANNELS, Window.square(3, 1, Padding.symmetric(1)), Activation.NONE);
    }
}
