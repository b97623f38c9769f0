package dev.shingle.conformance.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.Network;
import dev.shingle.testkit.runnable.RunnableNetworks;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random networks, written and run by the oracles, and executed by us. {@code -Doracle.scale=10} runs ten times as many,
 * {@code -Doracle.seed=N} others.
 */
class RandomNetworksTest {

    private static final double SCALE = Double.parseDouble(System.getProperty("oracle.scale", "1"));
    private static final long SEED = Long.getLong("oracle.seed", 1);
    private static final int NETWORKS = 1_000;
    private static final int LEAST_KINDS = 32;

    @ParameterizedTest
    @EnumSource(names = {"INT8", "UINT8", "INT16", "FLOAT32"})
    void everyResultIsThatOfTflite(ElementType type) {
        assertAgreement(Oracle.tflite(), type);
    }

    @ParameterizedTest
    @EnumSource(names = {"INT8", "UINT8", "FLOAT32"})
    void everyResultIsCloseToThatOfOnnxRuntime(ElementType type) {
        assertAgreement(Oracle.onnx(), type);
    }

    private static void assertAgreement(Oracle oracle, ElementType type) {
        Agreement agreement = new Agreement(oracle);
        for (int i = 0; i < NETWORKS * SCALE; i++) {
            Random random = new Random(SEED * 1_000_003 + i);
            Network network = RunnableNetworks.network(random, type);
            if (!network.layers().isEmpty()) {
                agreement.check("seed " + i, network, Inputs.random(network, random));
            }
        }
        Findings findings = agreement.findings();
        System.out.println(type + ": " + findings);
        assertThat(findings.differentKinds()).as("layers that differ").allMatch(KnownDifferences::contain);
        assertThat(100 * findings.refusals())
                .as("what runtimes refuse")
                .isLessThanOrEqualTo(KnownDifferences.mostPercentRefused(type) * findings.networks());
        assertThat(findings.unwritable()).as("what formats do not have").isLessThan(findings.networks() / 4);
        assertThat(findings.equalByKind().keySet()).as("operators").hasSizeGreaterThan(LEAST_KINDS);
        assertThat(findings.equal()).as("results").isGreaterThan(2 * findings.networks());
    }
}
