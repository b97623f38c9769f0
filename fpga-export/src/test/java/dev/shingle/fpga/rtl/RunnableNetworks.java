package dev.shingle.fpga.rtl;

import static java.util.stream.Collectors.toCollection;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Small networks of all that the accelerator can run, each layer with odd sizes. */
final class RunnableNetworks {

    private static final int KINDS = 10;

    private final Random random;
    private final int lanes;
    private final NetworkBuilder network;
    private final List<FeatureMap> maps = new ArrayList<>();

    private RunnableNetworks(long seed, int lanes) {
        random = new Random(seed);
        this.lanes = lanes;
        network = new NetworkBuilder("random " + seed + " for " + lanes + " lanes", ElementType.INT8).seed(seed);
    }

    static Network network(long seed, int lanes) {
        return new RunnableNetworks(seed, lanes).network();
    }

    private Network network() {
        FeatureMap image = network.input("image", Shape.hwc(upTo(9), upTo(9), upTo(random.nextBoolean() ? 3 : 20)));
        maps.add(network.convolution("layer0", image, channels(), window(image), activation()));
        for (int i = 1; i <= upTo(6); i++) {
            maps.add(layer("layer" + i));
        }
        FeatureMap last = maps.get(maps.size() - 1);
        if (random.nextInt(3) == 0) {
            FeatureMap pooled = network.globalAveragePool("average", last);
            FeatureMap vector =
                    network.view("flat", pooled, Shape.of(1, last.shape().channels()));
            last = network.fullyConnected("classes", vector, upTo(20), Activation.NONE);
        }
        Set<FeatureMap> outputs = new LinkedHashSet<>(Set.of(last));
        for (int i = random.nextInt(2); i > 0; i--) {
            outputs.add(any());
        }
        outputs.forEach(network::output);
        return network.build();
    }

    private FeatureMap layer(String name) {
        FeatureMap map = random.nextInt(3) > 0 ? maps.get(maps.size() - 1) : any();
        return switch (random.nextInt(KINDS)) {
            case 0, 1 ->
                network.depthwise(name, map, map.shape().channels() == 1 ? upTo(9) : 1, window(map), activation());
            case 2 -> network.add(name, map, like(map), activation());
            case 3 -> joined(name, map);
            case 4 -> network.upsample(name, map, map.shape().pixels() > 40 ? 1 : upTo(3));
            case 5 -> network.maxPool(name, map, window(map));
            case 6 -> network.averagePool(name, map, window(map));
            case 7 -> network.append(name, pointwise(), ImmutableList.of(map), map.shape());
            default -> network.convolution(name, map, channels(), window(map), activation());
        };
    }

    private Operator pointwise() {
        Function[] functions = {Function.RELU, Function.RELU6, Function.RELU_N1_TO_1, Function.QUANTIZE};
        return Operator.Pointwise.of(functions[random.nextInt(functions.length)]);
    }

    /** Two convolutions side by side, the first of them in whole words, so that they can be written in place. */
    private FeatureMap joined(String name, FeatureMap map) {
        FeatureMap left = network.convolution(
                name + "-left", map, lanes * upTo(2), Border.SAME.window(map, upTo(3), 1), Activation.NONE);
        FeatureMap right = network.convolution(
                name + "-right", map, channels(), Border.SAME.window(map, upTo(3), 1), Activation.NONE);
        return network.concatenation(name, left, right);
    }

    private Window window(FeatureMap map) {
        int height = map.shape().height();
        int width = map.shape().width();
        int dilation = random.nextInt(5) == 0 ? 2 : 1;
        int rows = upTo(Math.min(4, (height - 1) / dilation + 1));
        int columns = upTo(Math.min(4, (width - 1) / dilation + 1));
        Window bare =
                new Window(rows, columns, upTo(3), upTo(3), dilation, dilation, dev.shingle.networks.Padding.NONE);
        return random.nextInt(3) == 0 ? bare : bare.withSamePadding(height, width);
    }

    private FeatureMap like(FeatureMap map) {
        List<FeatureMap> alike =
                maps.stream().filter(other -> other.shape().equals(map.shape())).collect(toCollection(ArrayList::new));
        return alike.get(random.nextInt(alike.size()));
    }

    private Activation activation() {
        return switch (random.nextInt(4)) {
            case 0 -> Activation.RELU;
            case 1 -> Activation.RELU6;
            default -> Activation.NONE;
        };
    }

    private int channels() {
        return upTo(2 * lanes + 3);
    }

    private FeatureMap any() {
        return maps.get(random.nextInt(maps.size()));
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }
}
