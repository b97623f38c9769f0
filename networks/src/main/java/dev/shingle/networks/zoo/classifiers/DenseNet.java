package dev.shingle.networks.zoo.classifiers;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.zoo.recipes.Blocks;
import dev.shingle.networks.zoo.recipes.Parameters;
import dev.shingle.networks.zoo.recipes.Recipe;

/**
 * Every layer of a dense block reads all layers before it and adds 32 channels to them; between blocks the channels and
 * the image are halved. Normalisation and rectifier stand in front of the convolutions, so a first one in each layer
 * stays a step of its own.
 *
 * <pre>
 *   layer:       x --- scale --- 1x1 (128) --- 3x3 (32) --- concatenate with x
 *   transition:  x --- scale --- 1x1 (half) --- 2x2 average
 * </pre>
 */
final class DenseNet {

    private static final int GROWTH = 32;
    private static final int BOTTLENECK = 4 * GROWTH;
    private static final ImmutableIntArray LAYERS = ImmutableIntArray.of(6, 12, 24, 16);

    private final NetworkBuilder net;

    private DenseNet(NetworkBuilder net) {
        this.net = net;
    }

    static Recipe recipe() {
        return new Recipe(
                "densenet121",
                ImmutableMap.of("input", "224x224x3", "classes", "1000"),
                "DenseNet-121 image classifier: every layer reads all layers of its block before it",
                "Huang et al., Densely Connected Convolutional Networks, arXiv 1608.06993, table 1",
                "densenet121:96x96",
                (name, parameters) -> new DenseNet(new NetworkBuilder(name, ElementType.INT8)).build(parameters));
    }

    private Network build(Parameters parameters) {
        int classes = parameters.count("classes", 1, 1 << 16);
        FeatureMap image = net.input("image", parameters.image("input"));
        FeatureMap stem =
                net.convolution("stem", image, 2 * GROWTH, Border.SYMMETRIC.window(image, 7, 2), Activation.RELU);
        FeatureMap map = net.maxPool("stem-pool", stem, Border.SYMMETRIC.window(stem, 3, 2));
        for (int block = 0; block < LAYERS.length(); block++) {
            String name = "block" + (block + 1);
            Quantization joint = map.quantization();
            for (int i = 1; i <= LAYERS.get(block); i++) {
                map = layer(name + "-" + i, map, joint);
            }
            map = block + 1 < LAYERS.length() ? transition(name, map) : map;
        }
        FeatureMap last = Blocks.scale(net, "last-scale", map, Activation.RELU);
        return net.output(Blocks.classes(net, last, classes)).build();
    }

    private FeatureMap layer(String name, FeatureMap ifm, Quantization joint) {
        FeatureMap scaled = Blocks.scale(net, name + "-scale", ifm, Activation.RELU);
        FeatureMap narrow = Blocks.pointwise(net, name + "-reduce", scaled, BOTTLENECK, Activation.RELU);
        Window window = Border.SYMMETRIC.window(narrow, 3, 1);
        FeatureMap grown = net.convolution(name + "-conv", narrow, GROWTH, window, Activation.NONE, joint);
        return net.concatenation(name + "-join", ifm, grown);
    }

    private FeatureMap transition(String name, FeatureMap ifm) {
        FeatureMap scaled = Blocks.scale(net, name + "-scale", ifm, Activation.RELU);
        FeatureMap half =
                Blocks.pointwise(net, name + "-reduce", scaled, ifm.shape().channels() / 2, Activation.NONE);
        return net.averagePool(name + "-pool", half, Border.VALID.window(half, 2, 2));
    }
}
