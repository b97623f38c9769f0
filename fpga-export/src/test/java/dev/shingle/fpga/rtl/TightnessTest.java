package dev.shingle.fpga.rtl;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Step;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shadow monitor against the distances and against the replay. It sees a word as overwritten when the unit that will
 * write it is issued: then the pipeline hides nothing, and the count of lost words is that of the model.
 */
class TightnessTest {

    private static final int NETWORKS = 25;

    @ParameterizedTest
    @ValueSource(ints = {4, 8})
    void distancesAreTight(int lanes) {
        for (int seed = 1000; seed < 1000 + NETWORKS; seed++) {
            Random random = new Random(seed);
            for (Layer layer : layers(seed, lanes)) {
                SingleLayer single = of(layer, lanes, random);
                single.requireTight();
                for (Step.DistanceClaim claim : single.disjoint().steps().get(0).distances()) {
                    single.lostWords(claim, random.nextInt(80) - 40L);
                }
            }
        }
    }

    private static SingleLayer of(Layer layer, int lanes, Random random) {
        Traversal traversal = Traversal.values()[random.nextInt(2)];
        GroupOrder order = GroupOrder.values()[random.nextInt(2)];
        return SingleLayer.of(layer, lanes, traversal, order);
    }

    /** Without those that read a dense frame once they are on their own, and without x + x. */
    private static ImmutableList<Layer> layers(int seed, int lanes) {
        Network network = RunnableNetworks.network(seed, lanes);
        return network.layers().stream()
                .filter(layer -> layer.operator() instanceof Operator.Convolution
                        || layer.ifm().shape().channels() >= lanes)
                .filter(layer -> !(layer.operator() instanceof Operator.View)
                        && !(layer.operator() instanceof Operator.Concatenation))
                .filter(layer -> layer.inputs().stream().distinct().count()
                        == layer.inputs().size())
                .collect(ImmutableList.toImmutableList());
    }
}
