package dev.shingle.conformance.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.api.MappingResult;
import dev.shingle.api.Model;
import dev.shingle.api.Shingle;
import dev.shingle.conformance.runtimes.HybridLayers.Scales;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.ScheduleOptions;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.NetworkExecution;
import dev.shingle.sim.kernels.Observer;
import dev.shingle.sim.run.RunObserver;
import dev.shingle.sim.run.RunOptions;
import dev.shingle.sim.run.RunReport;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers of real activations and weights of 8 bits: the bits of TensorFlow Lite, plainly executed and by overlapped plans. */
class HybridLayersTest {

    private static final int LAYERS = Integer.getInteger("oracle.hybrid", 150);
    private static final int PLANNED_LAYERS = LAYERS / 15;
    private static final Closeness BITS = new Closeness(0, 0);

    static Stream<Named<LongFunction<Network>>> kinds() {
        return Stream.of(
                Named.of("convolution, one scale", seed -> HybridLayers.convolution(seed, Scales.ONE)),
                Named.of("convolution, scales", seed -> HybridLayers.convolution(seed, Scales.EACH)),
                Named.of("grouped convolution", HybridLayers::grouped),
                Named.of("depthwise", HybridLayers::depthwise),
                Named.of("fully connected", seed -> HybridLayers.fullyConnected(seed, Scales.ONE, false)),
                Named.of("fully connected, asymmetric", seed -> HybridLayers.fullyConnected(seed, Scales.ONE, true)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void bitsAreThoseOfTflite(LongFunction<Network> kind) {
        Oracle oracle = new Oracle("TFLite", Runtimes.tflite(), Oracle.tflite().writing(), false, BITS);
        Agreement agreement = new Agreement(oracle);
        for (long seed = 0; seed < LAYERS; seed++) {
            Network network = kind.apply(seed);
            agreement.check("seed " + seed, network, ImmutableMap.of("in", numbers(network, seed)));
        }
        Findings findings = agreement.findings();
        System.out.println(findings);
        assertThat(findings.toldDifferences()).isEmpty();
        assertThat(findings.equal()).isEqualTo(LAYERS);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void overlappedPlansGiveThoseBitsToo(LongFunction<Network> kind) {
        int overlapped = 0;
        for (long seed = 0; seed < PLANNED_LAYERS; seed++) {
            Network network = kind.apply(seed);
            TensorData expected = theirs(network, numbers(network, seed));
            for (Machine machine : Machines.all()) {
                MemoryPlan plan = plan(network, machine);
                RunReport report = Shingle.run(
                        model(network),
                        plan,
                        ImmutableMap.of("in", numbers(network, seed)),
                        RunOptions.standard(),
                        RunObserver.NONE);
                String what = "seed " + seed + " on " + machine.name();
                assertThat(report.isClean())
                        .as("%s: %s", what, report.firstLost())
                        .isTrue();
                assertThat(BITS.difference(report.outputs().get("out"), expected))
                        .as(what)
                        .isEmpty();
                overlapped += isOverlapped(plan) ? 1 : 0;
            }
        }
        assertThat(overlapped).as("plans with an overlap").isGreaterThan(PLANNED_LAYERS);
    }

    /** In fully connected layers it leaves the scales of weights out if there is one for each output. We do not. */
    @Test
    void theRuntimeTakesScalesOfVectorsForOnes() {
        assertThat(deviating(seed -> HybridLayers.fullyConnected(seed, Scales.EACH, false), 1))
                .isGreaterThan(PLANNED_LAYERS);
    }

    /** If each output channel has a scale and all are the same, it takes 0 for it. We do not. */
    @Test
    void theRuntimeTakesEqualScalesForZeros() {
        assertThat(deviating(seed -> HybridLayers.convolution(seed, Scales.EQUAL), 0))
                .isGreaterThan(PLANNED_LAYERS);
    }

    /** Layers that the runtime computes with another scale than the file's, of those where it makes a difference. */
    private static int deviating(LongFunction<Network> kind, double scale) {
        int deviating = 0;
        for (long seed = 0; seed < 2 * PLANNED_LAYERS; seed++) {
            Network network = kind.apply(seed);
            TensorData numbers = numbers(network, seed);
            TensorData theirs = theirs(network, numbers);
            boolean isPerChannel =
                    network.layers().get(0).operands().get(1).quantization().isPerChannel();
            if (isPerChannel && BITS.difference(ours(network, numbers), theirs).isPresent()) {
                Network rescaled = HybridLayers.rescaled(network, Quantization.perTensor(scale, 0));
                assertThat(BITS.difference(ours(rescaled, numbers), theirs))
                        .as("seed %s", seed)
                        .isEmpty();
                deviating++;
            }
        }
        return deviating;
    }

    private static TensorData numbers(Network network, long seed) {
        return HybridLayers.numbers(network.inputs().get(0).shape(), ~seed);
    }

    private static TensorData ours(Network network, TensorData numbers) {
        return NetworkExecution.run(network, ImmutableMap.of("in", numbers), Rounding.TFLITE, Observer.NONE)
                .values()
                .asList()
                .get(0);
    }

    private static TensorData theirs(Network network, TensorData numbers) {
        Oracle oracle = Oracle.tflite();
        FeatureMap in = network.inputs().get(0);
        Request request = new Request(
                oracle.file(network), ImmutableList.of(oracle.toRuntime(in, numbers)), Request.Scope.OUTPUTS);
        return oracle.fromRuntime(oracle.runtime().run(request).tensorsOrFail().get(0));
    }

    private static Model model(Network network) {
        return new Model(network.name(), network, network, network, ImmutableList.of(), ImmutableMap.of());
    }

    private static MemoryPlan plan(Network network, Machine machine) {
        MappingResult result = Shingle.map(
                model(network),
                machine,
                ScheduleOptions.defaults(),
                new OverlapPlanner(),
                PlanningOptions.defaults(),
                (step, steps, words) -> true);
        return ((MappingResult.Mapped) result).plan().plan();
    }

    private static boolean isOverlapped(MemoryPlan plan) {
        long words = plan.placements().stream()
                .mapToLong(placement -> placement.buffer().sizeWords())
                .sum();
        return plan.peakWords() < words;
    }
}
