package dev.shingle.testkit;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Small graphs with what makes planning hard: skips, branches, joins, splits, views, several inputs, and outputs that
 * later layers read, that are views, or that are inputs passed through.
 */
public final class RandomNetworks {

    private static final int KINDS = 12;
    private static final int FULLY_CONNECTED = 6;

    private final Random random;
    private final NetworkBuilder network = new NetworkBuilder("random", ElementType.INT8);
    private final List<FeatureMap> maps = new ArrayList<>();

    private RandomNetworks(Random random) {
        this.random = random;
    }

    /** Networks as jqwik draws them. */
    public static Arbitrary<Network> networks() {
        return Arbitraries.randomValue(RandomNetworks::network);
    }

    /** One network, for tests that run without jqwik. */
    public static Network network(Random random) {
        return new RandomNetworks(random).network();
    }

    private Network network() {
        for (int i = random.nextInt(2); i >= 0; i--) {
            maps.add(network.input("x" + i, Shape.hwc(upTo(8), upTo(8), upTo(6))));
        }
        for (int i = upTo(7); i > 0; i--) {
            maps.addAll(layer("layer" + i));
        }
        Set<FeatureMap> outputs = new LinkedHashSet<>();
        outputs.add(maps.get(maps.size() - 1));
        for (int i = random.nextInt(3); i > 0; i--) {
            outputs.add(any());
        }
        outputs.forEach(network::output);
        return network.build();
    }

    private List<FeatureMap> layer(String name) {
        FeatureMap map = random.nextInt(3) > 0 ? maps.get(maps.size() - 1) : any();
        Shape shape = map.shape();
        int kind = shape.rank() < 4 ? FULLY_CONNECTED : random.nextInt(KINDS);
        return switch (kind) {
            case 0 ->
                List.of(network.depthwise(name, map, upTo(2), Border.SAME.window(map, 3, upTo(2)), Activation.NONE));
            case 1 -> List.of(network.add(name, map, map, Activation.NONE));
            case 2 ->
                like(map, true).map(other -> network.add(name, map, other, Activation.NONE)).stream()
                        .toList();
            case 3 ->
                like(map, false).map(other -> network.concatenation(name, map, other)).stream()
                        .toList();
            case 4 -> split(name, map);
            case 5 -> List.of(network.view(name, map, flattened(shape)));
            case FULLY_CONNECTED -> List.of(network.fullyConnected(name, map, upTo(20), Activation.NONE));
            case 7 -> List.of(network.upsample(name, map, 2));
            case 8 -> List.of(network.softmax(name, map));
            case 9 ->
                List.of(network.append(
                        name,
                        new Operator.Opaque("MYSTERY"),
                        ImmutableList.of(map),
                        Shape.hwc(upTo(4), upTo(4), upTo(4))));
            default ->
                List.of(network.convolution(
                        name, map, upTo(9), Border.SAME.window(map, upTo(3), upTo(2)), Activation.NONE));
        };
    }

    private List<FeatureMap> split(String name, FeatureMap map) {
        int channels = map.shape().channels();
        if (channels == 1) {
            return List.of();
        }
        int first = upTo(channels - 1);
        return List.copyOf(network.split(name, map, first, channels - first));
    }

    private Shape flattened(Shape shape) {
        int elements = Math.toIntExact(shape.elements());
        return switch (random.nextInt(3)) {
            case 0 -> Shape.hwc(1, 1, elements);
            case 1 -> Shape.hwc(1, elements / shape.channels(), shape.channels());
            default -> Shape.hwc(elements, 1, 1);
        };
    }

    /** Another map of the same height and width, and of the same channels if so wanted. */
    private Optional<FeatureMap> like(FeatureMap map, boolean sameChannels) {
        return maps.stream()
                .filter(other -> !other.equals(map)
                        && other.shape().rank() == map.shape().rank()
                        && other.shape().batch() == map.shape().batch()
                        && other.shape().height() == map.shape().height()
                        && other.shape().width() == map.shape().width()
                        && (!sameChannels
                                || other.shape().channels() == map.shape().channels()))
                .findFirst();
    }

    private FeatureMap any() {
        return maps.get(random.nextInt(maps.size()));
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }
}
