package dev.shingle.mapper.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.place.peers.EveryLayerOverlapped;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Window;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains whose figures are known, one byte per activation, pixel by pixel. */
class PublishedTablesTest {

    static Stream<Arguments> chains() {
        return Stream.of(
                Arguments.of(Nets.mobileNet(224), 1_204_224, 802_816, 802_816),
                Arguments.of(Nets.mobileNet(300), 2_160_000, 1_440_000, 1_440_000),
                Arguments.of(Nets.vgg16(), 6_422_528, 3_226_278, 3_225_664),
                Arguments.of(Nets.tinyYolo(), 3_461_120, 2_770_134, 2_770_134),
                Arguments.of(Nets.dnCnn(128), 2_097_152, 1_172_416, 1_056_832),
                Arguments.of(Nets.dnCnn(256), 8_388_608, 4_441_024, 4_210_752));
    }

    @ParameterizedTest
    @MethodSource("chains")
    void chainsReachTheKnownOptima(Network network, long twoBuffers, long forwardOptimum, long alternating) {
        Figures figures = schedule(network, Nets.either()).figures();
        assertThat(figures.pingPongTwoBuffersWords()).hasValue(twoBuffers);
        assertThat(figures.overlapLowerBound().words()).isEqualTo(alternating);
        assertThat(plan(network, Nets.forward()).peakWords()).isEqualTo(forwardOptimum);
        assertThat(plan(network, Nets.either()).peakWords()).isEqualTo(alternating);
        assertThat(plan(network, Nets.circular()).peakWords()).isEqualTo(alternating);
        assertThat(plan(network, Nets.forward()).isOptimal()).isTrue();
        assertThat(plan(network, Nets.either()).isOptimal()).isTrue();
        assertThat(plan(network, Nets.circular()).isOptimal()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("resolutions")
    void dnCnnByResolution(int size, long pixel, long row, long pingPong) {
        Network network = Nets.dnCnn(size);
        Machine rows = Nets.machine(Layout.bytes(), new WriteGranularity.Row(), Nets.EITHER, Addressing.LINEAR, 1);
        assertThat(plan(network, Nets.either()).peakWords()).isEqualTo(pixel);
        assertThat(plan(network, rows).peakWords()).isEqualTo(row);
        assertThat(schedule(network, rows).figures().pingPongWidestPairWords()).isEqualTo(pingPong);
    }

    static Stream<Arguments> resolutions() {
        return Stream.of(
                Arguments.of(40, 105_024, 104_960, 204_800),
                Arguments.of(64, 266_304, 266_240, 524_288),
                Arguments.of(512, 16_810_048, 16_809_984, 33_554_432));
    }

    @Test
    void unequalDistancesCostMoreThanTheBound() {
        Nets nets = new Nets();
        Window same = Window.square(4, 1, Padding.NONE).withSamePadding(6, 6);
        FeatureMap middle = nets.convolution(nets.input(6, 6, 2), 2, same);
        Network network = nets.network("two-4x4", nets.convolution(middle, 2, same));
        assertThat(schedule(network, Nets.either())
                        .figures()
                        .overlapLowerBound()
                        .words())
                .isEqualTo(86);
        MemoryPlan plan = plan(network, Nets.either());
        assertThat(plan.peakWords()).isEqualTo(100);
        assertThat(plan.bound().words()).isEqualTo(100);
        assertThat(plan(network, Nets.circular()).peakWords()).isEqualTo(86);
    }

    @Test
    void keywordSpotting() {
        assertThat(plan(Nets.keywords(), Nets.either()).peakWords()).isEqualTo(8_384);
        assertThat(plan(Nets.keywords(), Nets.forward()).peakWords()).isEqualTo(9_536);
        assertThat(schedule(Nets.keywords(), Nets.either()).figures().pingPongWidestPairWords())
                .isEqualTo(16_000);
    }

    @Test
    void residualNetworkMeetsItsBound() {
        MemoryPlan plan = plan(Nets.residual(), Nets.either());
        assertThat(plan.peakWords()).isEqualTo(33_296);
        assertThat(plan.isOptimal()).isTrue();
        Figures figures = schedule(Nets.residual(), Nets.either()).figures();
        assertThat(figures.disjointLowerBoundWords()).isEqualTo(49_152);
        assertThat(figures.pingPongTwoBuffersWords()).isEmpty();
        assertThat(figures.whyNoTwoBuffers()).startsWith("not a chain: step 2 (layer2)");
    }

    @ParameterizedTest
    @MethodSource("naive")
    void overlappingEveryLayerForwardDrifts(Network network, long published) {
        PlanningResult result = new NetworkPlanner(new EveryLayerOverlapped())
                .plan(schedule(network, Nets.forward()), PlanningOptions.defaults());
        long peak = ((PlanningResult.Planned) result).plan().peakWords();
        assertThat((double) peak).isCloseTo((double) published, Percentage.withPercentage(0.1));
    }

    static Stream<Arguments> naive() {
        return Stream.of(
                Arguments.of(Nets.mobileNet(224), 1_244_393),
                Arguments.of(Nets.mobileNet(300), 2_216_241),
                Arguments.of(Nets.vgg16(), 4_749_094),
                Arguments.of(Nets.tinyYolo(), 4_235_478),
                Arguments.of(Nets.dnCnn(128), 1_172_611),
                Arguments.of(Nets.dnCnn(256), 4_441_475));
    }

    private static Schedule schedule(Network network, Machine machine) {
        return Schedule.of(network, "", machine);
    }

    private static MemoryPlan plan(Network network, Machine machine) {
        PlanningResult result =
                new NetworkPlanner(new OverlapPlanner()).plan(schedule(network, machine), PlanningOptions.defaults());
        assertThat(result).isInstanceOf(PlanningResult.Planned.class);
        return ((PlanningResult.Planned) result).plan();
    }
}
