package dev.shingle.conformance.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.Network;
import dev.shingle.testkit.runnable.RunnableNetwork;
import dev.shingle.testkit.runnable.Typed;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * Networks drawn by jqwik, written and run by the oracles, and executed by us; the same in each build. {@code
 * -Doracle.scale=10} draws ten times as many, others each time, {@code -Doracle.network=SEED} only the one whose seed a
 * failure printed.
 *
 * <p>Nothing is shrunk: a finding is one layer already, with the operands that the runtime had.
 */
@AddLifecycleHook(ManyNetworks.class)
class RandomNetworksTest implements ManyNetworks.Judging {

    private static final int LEAST_KINDS = 32;

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(NeedsTflite.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface OnTflite {}

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(NeedsOnnxRuntime.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface OnOnnxRuntime {}

    /** Of one property, as each has an instance of its own. */
    private Optional<Agreement> agreement = Optional.empty();

    @OnTflite
    void int8IsThatOfTflite(@ForAll @Typed(ElementType.INT8) RunnableNetwork random) {
        requireAgreement(Oracle.tflite(), random);
    }

    @OnTflite
    void uint8IsThatOfTflite(@ForAll @Typed(ElementType.UINT8) RunnableNetwork random) {
        requireAgreement(Oracle.tflite(), random);
    }

    @OnTflite
    void int16IsThatOfTflite(@ForAll @Typed(ElementType.INT16) RunnableNetwork random) {
        requireAgreement(Oracle.tflite(), random);
    }

    @OnTflite
    void float32IsCloseToThatOfTflite(@ForAll @Typed(ElementType.FLOAT32) RunnableNetwork random) {
        requireAgreement(Oracle.tflite(), random);
    }

    @OnOnnxRuntime
    void int8IsCloseToThatOfOnnxRuntime(@ForAll @Typed(ElementType.INT8) RunnableNetwork random) {
        requireAgreement(Oracle.onnx(), random);
    }

    @OnOnnxRuntime
    void uint8IsCloseToThatOfOnnxRuntime(@ForAll @Typed(ElementType.UINT8) RunnableNetwork random) {
        requireAgreement(Oracle.onnx(), random);
    }

    @OnOnnxRuntime
    void float32IsCloseToThatOfOnnxRuntime(@ForAll @Typed(ElementType.FLOAT32) RunnableNetwork random) {
        requireAgreement(Oracle.onnx(), random);
    }

    private void requireAgreement(Oracle oracle, RunnableNetwork drawn) {
        Agreement all = agreement.orElseGet(() -> new Agreement(oracle));
        agreement = Optional.of(all);
        int refusals = all.findings().refusals();
        RunnableNetwork random = ManyNetworks.AGAIN
                .map(seed -> new RunnableNetwork(drawn.type(), seed))
                .orElse(drawn);
        Network network = random.network();

        all.check(random.toString(), network, Inputs.random(network, new Random(~random.seed())));

        String again = "; again with -Doracle.network=" + random.seed();
        assertThat(all.findings().toldDifferences())
                .as("layers that differ" + again)
                .isEmpty();
        assertThat(all.findings().refusals() == refusals || KnownDifferences.mayBeRefused(network))
                .as("%s is not refused%s: %s", random, again, all.findings())
                .isTrue();
    }

    @Override
    public void requireShares(String title, int networks) {
        Findings findings = agreement.orElseThrow().findings();
        System.out.println(title + ": " + findings);
        assertThat(findings.networks()).as("networks").isGreaterThanOrEqualTo(networks);
        assertThat(100 * findings.refusals())
                .as("what runtimes refuse")
                .isLessThanOrEqualTo(KnownDifferences.MOST_PERCENT_REFUSED * findings.networks());
        assertThat(findings.unwritable()).as("what formats do not have").isLessThan(findings.networks() / 4);
        assertThat(findings.equalByKind().keySet()).as("operators").hasSizeGreaterThan(LEAST_KINDS);
        assertThat(findings.equal()).as("results").isGreaterThan(2 * findings.networks());
    }
}
