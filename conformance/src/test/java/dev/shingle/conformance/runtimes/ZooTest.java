package dev.shingle.conformance.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.zoo.Zoo;
import dev.shingle.networks.zoo.ZooEntry;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network of the zoo, at a small size, written and run by the oracles: every tensor is ours. */
class ZooTest {

    private static final ImmutableList<String> SIZES = ImmutableList.of(":input=64x64", ":input=128x128", "");

    static List<String> names() {
        return Zoo.entries().stream().map(ZooEntry::name).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTensorIsThatOfTflite(String name) {
        assertAgreement(Oracle.tflite(), small(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTensorIsCloseToThatOfOnnxRuntime(String name) {
        assertAgreement(Oracle.onnx(), small(name));
    }

    private static void assertAgreement(Oracle oracle, Network network) {
        Agreement agreement = new Agreement(oracle);
        agreement.check(network.name(), network, Inputs.random(network, new Random(1)));
        Findings findings = agreement.findings();
        assertThat(findings.different()).as(findings.toString()).isZero();
        assertThat(findings.refusals() + findings.unwritable())
                .as(findings.toString())
                .isZero();
        int results = network.layers().stream()
                .mapToInt(layer -> layer.outputs().size())
                .sum();
        assertThat(findings.equal()).isEqualTo(results);
    }

    /** At the first size that it can be built with. */
    private static Network small(String name) {
        for (String size : SIZES) {
            try {
                return Zoo.build(name + size);
            } catch (NetworkFormatException tooSmall) {
                continue;
            }
        }
        throw new AssertionError(name + " cannot be built");
    }
}
