package dev.shingle.testkit;

import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Networks in which the order of layers matters: several maps are open at a time, and a layer goes on with any of them,
 * makes it wider or narrower, joins two, or forks one. All of equal height and width, so that all can be joined.
 */
final class BranchyNetworks {

    private final Random random;
    private final NetworkBuilder network = new NetworkBuilder("branchy", ElementType.INT8);
    private final List<FeatureMap> open = new ArrayList<>();
    private int layers;

    private BranchyNetworks(Random random) {
        this.random = random;
    }

    /** Up to so many open maps at a time, and so many layers before the last ones are joined. */
    static Network draw(Random random, int width, int layers) {
        return new BranchyNetworks(random).network(1 + random.nextInt(width), 1 + random.nextInt(layers));
    }

    private Network network(int width, int most) {
        Shape image = Shape.hwc(1 + random.nextInt(5), 1 + random.nextInt(5), 1 + random.nextInt(6));
        open.add(network.input("image", image));
        while (layers < most) {
            int kind = random.nextInt(6);
            if (kind < 2 && open.size() < width) {
                open.add(convolution(any()));
            } else if (kind == 2 && open.size() > 1) {
                join();
            } else {
                int which = random.nextInt(open.size());
                open.set(which, convolution(open.get(which)));
            }
        }
        while (open.size() > 2) {
            join();
        }
        open.forEach(network::output);
        return network.build();
    }

    private FeatureMap convolution(FeatureMap from) {
        int channels = 1 + random.nextInt(random.nextInt(3) == 0 ? 20 : 5);
        int kernel = random.nextBoolean() ? 1 : 3;
        return network.convolution(name(), from, channels, Border.SAME.window(from, kernel, 1), Activation.NONE);
    }

    private void join() {
        FeatureMap a = open.remove(random.nextInt(open.size()));
        FeatureMap b = open.remove(random.nextInt(open.size()));
        open.add(
                a.shape().equals(b.shape()) && !a.equals(b)
                        ? network.add(name(), a, b, Activation.NONE)
                        : network.concatenation(name(), a, b));
    }

    private FeatureMap any() {
        return open.get(random.nextInt(open.size()));
    }

    private String name() {
        return "layer" + layers++;
    }
}
