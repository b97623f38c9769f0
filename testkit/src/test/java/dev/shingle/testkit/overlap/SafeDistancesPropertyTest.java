package dev.shingle.testkit.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.distance.LiteralDistance;
import dev.shingle.testkit.LayerOnMachine;
import dev.shingle.testkit.RandomLayers;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Every distance equals the one that the simulator finds by walking through all units of work. */
class SafeDistancesPropertyTest {

    private static final int TRIES = 2000;

    @Provide
    Arbitrary<LayerOnMachine> convolutions() {
        return samples(RandomLayers::convolution);
    }

    @Property(tries = 3 * TRIES, shrinking = ShrinkingMode.OFF)
    void convolution(@ForAll("convolutions") LayerOnMachine sample) {
        agrees(sample);
        shapeClasses(sample.operation());
        Statistics.label("height is not width").collect(isOblong(sample.operation()));
        Statistics.label("height is not width")
                .coverage(checker -> checker.check(true).percentage(percent -> percent > 30));
        Statistics.label("words").collect(words(sample));
        Statistics.label("words").coverage(checker -> {
            checker.check("one element").percentage(percent -> percent > 20);
            checker.check("elements span words").percentage(percent -> percent > 5);
            checker.check("words straddle pixels").percentage(percent -> percent > 10);
        });
    }

    @Provide
    Arbitrary<LayerOnMachine> groupedConvolutions() {
        return samples(RandomLayers::groupedConvolution);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void groupedConvolution(@ForAll("groupedConvolutions") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> depthwises() {
        return samples(RandomLayers::depthwise);
    }

    @Property(tries = 2 * TRIES, shrinking = ShrinkingMode.OFF)
    void depthwise(@ForAll("depthwises") LayerOnMachine sample) {
        agrees(sample);
        shapeClasses(sample.operation());
    }

    @Provide
    Arbitrary<LayerOnMachine> pools() {
        return samples(RandomLayers::pool);
    }

    @Property(tries = 2 * TRIES, shrinking = ShrinkingMode.OFF)
    void pool(@ForAll("pools") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> transposedConvolutions() {
        return samples(RandomLayers::transposedConvolution);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void transposedConvolution(@ForAll("transposedConvolutions") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> resizes() {
        return samples(RandomLayers::resize);
    }

    @Property(tries = 2 * TRIES, shrinking = ShrinkingMode.OFF)
    void resize(@ForAll("resizes") LayerOnMachine sample) {
        agrees(sample);
        Statistics.label("signed bilinear by thirds").collect(isSignedByThirds(sample.operation()));
        Statistics.label("signed bilinear by thirds")
                .coverage(checker -> checker.check(true).percentage(percent -> percent > 10));
    }

    /** Where positions in steps of 1/1024 lie elsewhere than those in single precision. */
    private static boolean isSignedByThirds(Operation operation) {
        Operator.Resize resize = (Operator.Resize) operation.operator();
        Shape from = operation.operands().get(0).shape();
        Shape to = operation.results().get(0).shape();
        int corners = resize.alignCorners() ? 1 : 0;
        boolean byThirds = to.height() - corners == 3 * (from.height() - corners) && to.height() > 3
                || to.width() - corners == 3 * (from.width() - corners) && to.width() > 3;
        return byThirds
                && resize.mode() == Operator.Resize.Mode.BILINEAR
                && operation.operands().get(0).type() != ElementType.FLOAT32;
    }

    @Provide
    Arbitrary<LayerOnMachine> elementwises() {
        return samples(RandomLayers::elementwise);
    }

    @Property(tries = 2 * TRIES, shrinking = ShrinkingMode.OFF)
    void elementwise(@ForAll("elementwises") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> pointwises() {
        return samples(RandomLayers::pointwise);
    }

    @Property(tries = 2 * TRIES, shrinking = ShrinkingMode.OFF)
    void pointwise(@ForAll("pointwises") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> softmaxes() {
        return samples(RandomLayers::softmax);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void softmax(@ForAll("softmaxes") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> localResponseNormalizations() {
        return samples(RandomLayers::localResponseNormalization);
    }

    @Property(tries = 2 * TRIES, shrinking = ShrinkingMode.OFF)
    void localResponseNormalization(@ForAll("localResponseNormalizations") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> fullyConnecteds() {
        return samples(RandomLayers::fullyConnected);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void fullyConnected(@ForAll("fullyConnecteds") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> reductions() {
        return samples(RandomLayers::reduction);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void reduction(@ForAll("reductions") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> concatenations() {
        return samples(RandomLayers::concatenation);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void concatenation(@ForAll("concatenations") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> splits() {
        return samples(RandomLayers::split);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void split(@ForAll("splits") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> packs() {
        return samples(RandomLayers::pack);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void pack(@ForAll("packs") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> pads() {
        return samples(RandomLayers::pad);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void pad(@ForAll("pads") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> slices() {
        return samples(RandomLayers::slice);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void slice(@ForAll("slices") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> transposes() {
        return samples(RandomLayers::transpose);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void transpose(@ForAll("transposes") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> reshapes() {
        return samples(RandomLayers::reshape);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void reshape(@ForAll("reshapes") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> blocks() {
        return samples(RandomLayers::blocks);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void depthAndSpace(@ForAll("blocks") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> batches() {
        return samples(RandomLayers::batches);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void batchAndSpace(@ForAll("batches") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> runTimeWeights() {
        return samples(RandomLayers::convolutionWithRunTimeWeights);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void convolutionWithRunTimeWeights(@ForAll("runTimeWeights") LayerOnMachine sample) {
        agrees(sample);
    }

    @Provide
    Arbitrary<LayerOnMachine> opaques() {
        return samples(RandomLayers::opaque);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void opaque(@ForAll("opaques") LayerOnMachine sample) {
        agrees(sample);
    }

    private static Arbitrary<LayerOnMachine> samples(Function<RandomLayers, Operation> kind) {
        return Arbitraries.randomValue(random -> RandomLayers.sample(random, kind));
    }

    private static void agrees(LayerOnMachine sample) {
        Operation operation = sample.operation();
        Distance last = Distance.FREE;
        for (Traversal traversal : Traversal.values()) {
            for (int operand = 0; operand < operation.operands().size(); operand++) {
                for (int result = 0; result < operation.results().size(); result++) {
                    last = SafeDistances.of(operation, operand, result, traversal, sample.machine());
                    assertThat(last)
                            .as("%s, operand %s, result %s, %s", traversal, operand, result, sample)
                            .isEqualTo(LiteralDistance.of(operation, operand, result, traversal, sample.machine()));
                }
            }
        }
        Statistics.label("distance").collect(last.isFree() ? "free" : last.words() > 0 ? "positive" : "not positive");
        Statistics.label("distance").coverage(checker -> {
            checker.check("positive").percentage(percent -> percent > 3);
            checker.check("free").percentage(percent -> percent < 60);
        });
    }

    private static void shapeClasses(Operation operation) {
        Statistics.label("shape class").collect(shapeClass(operation));
        Statistics.label("shape class").coverage(checker -> {
            checker.check("1x1, stride 2").percentage(percent -> percent > 5);
            checker.check("single pixel").percentage(percent -> percent > 5);
            checker.check("dilated").percentage(percent -> percent > 5);
            checker.check("kernel beyond the map").percentage(percent -> percent > 1);
            checker.check("window wholly in the padding").percentage(percent -> percent > 5);
            checker.check("unread tail").percentage(percent -> percent > 5);
            checker.check("plain").percentage(percent -> percent > 5);
        });
    }

    private static Window window(Operator operator) {
        return operator instanceof Operator.Convolution convolution
                ? convolution.window()
                : ((Operator.DepthwiseConvolution) operator).window();
    }

    private static String shapeClass(Operation operation) {
        Window window = window(operation.operator());
        Shape from = operation.operands().get(0).shape();
        Shape to = operation.results().get(0).shape();
        int kernel = window.kernelHeight() * window.kernelWidth();
        if (kernel == 1 && window.strideHeight() == 2 && window.strideWidth() == 2) {
            return "1x1, stride 2";
        }
        if (from.height() * from.width() == 1) {
            return "single pixel";
        }
        if (window.dilationHeight() * window.dilationWidth() > 1 && kernel > 1) {
            return "dilated";
        }
        if (window.extentHeight() > from.height() && window.extentWidth() > from.width()) {
            return "kernel beyond the map";
        }
        if (window.padding().top() >= window.extentHeight() || window.padding().left() >= window.extentWidth()) {
            return "window wholly in the padding";
        }
        int lastRow =
                (to.height() - 1) * window.strideHeight() - window.padding().top() + window.extentHeight();
        return lastRow < from.height() ? "unread tail" : "plain";
    }

    private static boolean isOblong(Operation operation) {
        Shape from = operation.operands().get(0).shape();
        return from.height() != from.width();
    }

    private static String words(LayerOnMachine sample) {
        Machine machine = sample.machine();
        TensorUse use = sample.operation().operands().get(0);
        int word = machine.layout().wordBits();
        if (word == use.type().bits()) {
            return "one element";
        }
        if (word < use.type().bits()) {
            return "elements span words";
        }
        return use.layoutOn(machine.layout()).isPixelAligned() ? "whole words" : "words straddle pixels";
    }
}
