package dev.shingle.networks.zoo.classifiers;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;

/**
 * Inception v1: nine modules of four branches each, side by side in one result.
 *
 * <pre>
 *   x --- 1x1 -----------------+
 *     --- 1x1 --- 3x3 ---------+ concatenate
 *     --- 1x1 --- 5x5 ---------+
 *     --- 3x3 maximum --- 1x1 -+
 * </pre>
 *
 * The auxiliary classifiers, which only training needs, are left out. {@code pools=up} gives the paper's sizes (56, 28,
 * 14, 7), {@code pools=down} those of files that were converted without Caffe's rounding (55, 27, 13, 6). {@code lrn=true}
 * adds the two response normalisations.
 */
final class GoogLeNet {

    /** 1x1; 1x1 before 3x3; 3x3; 1x1 before 5x5; 5x5; 1x1 behind the maximum. */
    private static final ImmutableList<ImmutableIntArray> MODULES = ImmutableList.of(
            ImmutableIntArray.of(64, 96, 128, 16, 32, 32),
            ImmutableIntArray.of(128, 128, 192, 32, 96, 64),
            ImmutableIntArray.of(192, 96, 208, 16, 48, 64),
            ImmutableIntArray.of(160, 112, 224, 24, 64, 64),
            ImmutableIntArray.of(128, 128, 256, 24, 64, 64),
            ImmutableIntArray.of(112, 144, 288, 32, 64, 64),
            ImmutableIntArray.of(256, 160, 320, 32, 128, 128),
            ImmutableIntArray.of(256, 160, 320, 32, 128, 128),
            ImmutableIntArray.of(384, 192, 384, 48, 128, 128));

    private static final ImmutableList<String> NAMES =
            ImmutableList.of("3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b");

    private static final ImmutableMap<String, Boolean> POOLS = ImmutableMap.of("up", true, "down", false);

    private final NetworkBuilder net;
    private final boolean roundsUp;

    private GoogLeNet(NetworkBuilder net, boolean roundsUp) {
        this.net = net;
        this.roundsUp = roundsUp;
    }

    static Recipe recipe() {
        return new Recipe(
                "inception-v1",
                ImmutableMap.of("input", "224x224x3", "classes", "1000", "pools", "up", "lrn", "false"),
                "GoogLeNet image classifier: nine modules of four branches",
                "Szegedy et al., Going Deeper with Convolutions, arXiv 1409.4842, table 1",
                "inception-v1:96x96",
                (name, parameters) -> new GoogLeNet(
                                new NetworkBuilder(name, ElementType.INT8), parameters.choice("pools", POOLS))
                        .build(parameters));
    }

    private Network build(Parameters parameters) {
        int classes = parameters.count("classes", 1, 1 << 16);
        boolean normalised = parameters.flag("lrn");
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap map = net.convolution("conv1", image, 64, Border.SYMMETRIC.window(image, 7, 2), Activation.RELU);
        map = halved("pool1", map);
        map = normalised ? normalise("norm1", map) : map;
        map = Blocks.pointwise(net, "conv2-reduce", map, 64, Activation.RELU);
        map = Blocks.convolution3x3(net, "conv2", map, 192, Activation.RELU);
        map = normalised ? normalise("norm2", map) : map;
        map = halved("pool2", map);
        for (int i = 0; i < MODULES.size(); i++) {
            map = module(NAMES.get(i), map, MODULES.get(i));
            map = NAMES.get(i).equals("3b") || NAMES.get(i).equals("4e") ? halved("pool-" + NAMES.get(i), map) : map;
        }
        return net.output(Blocks.classes(net, map, classes)).build();
    }

    private FeatureMap module(String name, FeatureMap ifm, ImmutableIntArray channels) {
        FeatureMap one = pointwise(name + "-1x1", ifm, channels.get(0));
        FeatureMap three = pointwise(name + "-3x3-reduce", ifm, channels.get(1));
        three = Blocks.convolution3x3(net, name + "-3x3", three, channels.get(2), Activation.RELU);
        FeatureMap five = pointwise(name + "-5x5-reduce", ifm, channels.get(3));
        five = net.convolution(
                name + "-5x5", five, channels.get(4), Border.SYMMETRIC.window(five, 5, 1), Activation.RELU);
        FeatureMap most = net.maxPool(name + "-pool", ifm, Border.SYMMETRIC.window(ifm, 3, 1));
        most = pointwise(name + "-pool-1x1", most, channels.get(5));
        return net.concatenation(name, one, three, five, most);
    }

    private FeatureMap pointwise(String name, FeatureMap ifm, int channels) {
        return Blocks.pointwise(net, name, ifm, channels, Activation.RELU);
    }

    private FeatureMap halved(String name, FeatureMap ifm) {
        return net.maxPool(name, ifm, roundsUp ? Blocks.wholeInput(ifm, 3, 2) : Border.VALID.window(ifm, 3, 2));
    }

    private FeatureMap normalise(String name, FeatureMap ifm) {
        Operator operator = new Operator.LocalResponseNormalization(5, 1e-4, 0.75, 1);
        return net.append(name, operator, ImmutableList.of(ifm), ifm.shape());
    }
}
