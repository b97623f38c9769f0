package dev.shingle.fpga.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.fpga.descriptor.Accelerator;
import dev.shingle.fpga.descriptor.HostTail;
import dev.shingle.mapper.place.peers.PingPong;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.simplify.Simplifier;
import dev.shingle.networks.zoo.Zoo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of the zoo, ping-pong and overlapped: the same numbers in the same time, in less memory. */
class ZooTest {

    @ParameterizedTest
    @CsvSource({
        "camera-face, 4, 99",
        "camera-face, 8, 99",
        "'dncnn:64x48', 8, 4",
        "'mobilenet-v1:width=0.25,input=32x32x3', 8, 12"
    })
    void overlappingChangesNothingButThePlace(String name, int lanes, int layers) {
        Network network = slice(Simplifier.standard().simplify(Zoo.build(name)).network(), layers);
        Accelerator accelerator = Accelerator.ofLanes(lanes);
        Scene apart = Scene.of(network, TestMachine.of(lanes), new PingPong(PingPong.Regions.TWO_BUFFERS), accelerator);
        Scene overlapped = Scene.of(network, TestMachine.of(lanes), new OverlapPlanner(), accelerator);

        RtlRun first = apart.run();
        RtlRun second = overlapped.run();

        apart.requireExact(first, RandomNetworksTest.expected(apart, accelerator.rounding()));
        overlapped.requireExact(second, RandomNetworksTest.expected(overlapped, accelerator.rounding()));
        assertThat(second.cycles()).isEqualTo(first.cycles());
        assertThat(overlapped.plan().peakWords()).isLessThan(apart.plan().peakWords());
        System.out.printf(
                "%s, P = %d: %d words in two buffers, %d overlapped, %d cycles%n",
                name,
                lanes,
                apart.plan().peakWords(),
                overlapped.plan().peakWords(),
                first.cycles().stream().mapToLong(Long::longValue).sum());
    }

    /** The first layers; the last one's result is the output. */
    private static Network slice(Network network, int layers) {
        if (layers >= network.layers().size()) {
            return HostTail.of(network).accelerated();
        }
        ImmutableList<Layer> kept = network.layers().subList(0, layers);
        FeatureMap last = kept.get(layers - 1).ofm();
        return new Network(network.name(), network.inputs(), kept, ImmutableList.of(last));
    }
}
