package dev.shingle.conformance.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.shingle.conformance.runtimes.HybridLayers.Scales;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.tensors.TensorData;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers of real activations and weights of 8 bits: the bits of TensorFlow Lite, plainly executed and by overlapped plans. */
class HybridLayersTest {

    private static final int LAYERS = Integer.getInteger("oracle.hybrid", 150);

    static Stream<Named<LongFunction<Network>>> kinds() {
        return Stream.of(
                Named.of("convolution, one scale", seed -> HybridLayers.convolution(seed, Scales.ONE)),
                Named.of("convolution, scales", seed -> HybridLayers.convolution(seed, Scales.EACH)),
                Named.of("grouped convolution", HybridLayers::grouped),
                Named.of("depthwise", HybridLayers::depthwise),
                Named.of("fully connected, one scale", seed -> HybridLayers.fullyConnected(seed, Scales.ONE)),
                Named.of("fully connected, scales", seed -> HybridLayers.fullyConnected(seed, Scales.EACH)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void bitsAreThoseOfTflite(LongFunction<Network> kind) {
        Oracle toTheBit =
                new Oracle("TFLite", Runtimes.tflite(), Oracle.tflite().writing(), false, new Closeness(0, 0));
        Agreement agreement = new Agreement(toTheBit);
        for (long seed = 0; seed < LAYERS; seed++) {
            Network network = kind.apply(seed);
            FeatureMap in = network.inputs().get(0);
            agreement.check("seed " + seed, network, ImmutableMap.of("in", HybridLayers.numbers(in.shape(), ~seed)));
        }
        Findings findings = agreement.findings();
        System.out.println(findings);
        assertThat(findings.toldDifferences()).isEmpty();
        assertThat(findings.equal()).isEqualTo(LAYERS);
    }
}
