package dev.shingle.networks.simplify;

import static dev.shingle.networks.simplify.NetworkSketch.halves;
import static dev.shingle.networks.simplify.NetworkSketch.int8;
import static dev.shingle.networks.simplify.NetworkSketch.window;
import static dev.shingle.networks.simplify.PassAssertions.layer;
import static dev.shingle.networks.simplify.PassAssertions.layerNames;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.ShapeInference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimplifierTest {

    @Test
    void theStandardLeavesOnlyHostEdgesOff() {
        Simplifier standard = Simplifier.standard();
        assertThat(standard.passNames())
                .containsExactly(
                        "fold-qdq",
                        "fold-constants",
                        "remove-dead",
                        "remove-identity",
                        "merge-transposes",
                        "fold-transpose",
                        "fold-blocks",
                        "fold-dilation",
                        "fold-pad",
                        "fold-affine",
                        "fuse-activation",
                        "reduce-to-pool",
                        "alias-views",
                        "host-edges");
        assertThat(standard.enabledPassNames()).isEqualTo(standard.passNames().subList(0, 13));
        assertThat(standard.with(List.of("host-edges")).enabledPassNames()).isEqualTo(standard.passNames());
        assertThat(Simplifier.none().enabledPassNames()).isEmpty();
        assertThat(Simplifier.none().passNames()).isEqualTo(standard.passNames());
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Simplifier.standard().without(List.of("fold-pads")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "found pass 'fold-pads', expected one of fold-qdq, fold-constants, remove-dead, "
                                + "remove-identity, merge-transposes, fold-transpose, fold-blocks, fold-dilation, fold-pad, fold-affine, fuse-activation, reduce-to-pool, alias-views, host-edges");
        assertThatThrownBy(() -> Simplifier.none().with(List.of(""))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void passesHelpEachOther() {
        Network network = blazing();
        SimplifiedNetwork simplified = Simplifier.standard().simplify(network);
        assertThat(layerNames(simplified.network())).containsExactly("convolution", "mean", "mean/view");
        assertThat(layer(simplified.network(), "convolution").sources())
                .containsExactly("PAD#1", "SPACE_TO_BATCH#3", "CONVOLUTION#4", "BATCH_TO_SPACE#5", "RELU#6");
        assertThat(simplified.passes())
                .extracting(PassReport::pass, PassReport::changes, PassReport::enabled)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("fold-qdq", 0, true),
                        org.assertj.core.groups.Tuple.tuple("fold-constants", 1, true),
                        org.assertj.core.groups.Tuple.tuple("remove-dead", 1, true),
                        org.assertj.core.groups.Tuple.tuple("remove-identity", 1, true),
                        org.assertj.core.groups.Tuple.tuple("merge-transposes", 0, true),
                        org.assertj.core.groups.Tuple.tuple("fold-transpose", 0, true),
                        org.assertj.core.groups.Tuple.tuple("fold-blocks", 0, true),
                        org.assertj.core.groups.Tuple.tuple("fold-dilation", 1, true),
                        org.assertj.core.groups.Tuple.tuple("fold-pad", 1, true),
                        org.assertj.core.groups.Tuple.tuple("fold-affine", 0, true),
                        org.assertj.core.groups.Tuple.tuple("fuse-activation", 1, true),
                        org.assertj.core.groups.Tuple.tuple("reduce-to-pool", 1, true),
                        org.assertj.core.groups.Tuple.tuple("alias-views", 0, true),
                        org.assertj.core.groups.Tuple.tuple("host-edges", 0, false));
        assertThat(simplified.passes().get(8).details()).hasSize(1);
    }

    @Test
    void switchedOffPassesDoNothing() {
        Network network = blazing();
        assertThat(Simplifier.none().simplify(network).network()).isEqualTo(network);
        SimplifiedNetwork padded =
                Simplifier.standard().without(List.of("fold-pad")).simplify(network);
        assertThat(layerNames(padded.network())).contains("padded");
        assertThat(padded.passes().get(8)).satisfies(report -> {
            assertThat(report.enabled()).isFalse();
            assertThat(report.changes()).isZero();
        });
    }

    /** Constant weights, a copy, a dilated convolution behind a border, an activation, a mean, a dead end. */
    private static Network blazing() {
        NetworkSketch sketch = new NetworkSketch();
        FeatureMap x = sketch.input("x", 1, 6, 6, 2);
        FeatureMap weights = sketch.add(
                Operator.Pointwise.of(Function.DEQUANTIZE),
                new FeatureMap("weights", Shape.of(2, 2, 2, 2), ElementType.FLOAT32),
                halves("half", Shape.of(2, 2, 2, 2), new int[16]));
        ImmutableIntArray border = ImmutableIntArray.of(0, 1, 1, 0);
        FeatureMap padded = sketch.add("padded", new Operator.Pad(border, border, Operator.Pad.Mode.CONSTANT), x);
        FeatureMap copy = sketch.add("copy", Function.COPY, padded);
        FeatureMap split = sketch.add("split", new Operator.SpaceToBatch(2, 2, Padding.NONE), copy);
        FeatureMap convolution =
                sketch.add("convolution", new Operator.Convolution(window(2, 1), 1, Activation.NONE), split, weights);
        FeatureMap joined = sketch.add("joined", new Operator.BatchToSpace(2, 2, Padding.NONE), convolution);
        FeatureMap relu = sketch.add("relu", Function.RELU, joined);
        FeatureMap mean = sketch.add(
                "mean", new Operator.Reduce(Operator.Reduce.Kind.MEAN, ImmutableIntArray.of(1, 2), false), relu);
        sketch.add("dead", Function.RELU, x);
        return sketch.build(mean);
    }

    @Property(tries = 500)
    void randomNetworksStayWellShapedAndKeepTheirEdges(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int layers) {
        Network network = new RandomNetwork(seed).build(layers);
        SimplifiedNetwork simplified = Simplifier.standard().simplify(network);
        assertThat(simplified.network().inputs()).isEqualTo(network.inputs());
        assertThat(simplified.network().outputs()).isEqualTo(network.outputs());
        assertThat(simplified.network().layers())
                .allSatisfy(layer -> assertThat(ShapeInference.problemIn(layer)).isEmpty());
        SimplifiedNetwork again = Simplifier.standard().simplify(simplified.network());
        assertThat(again.network()).isEqualTo(simplified.network());
        assertThat(again.passes())
                .allSatisfy(report -> assertThat(report.changes()).isZero());
    }

    @Property(tries = 200)
    void everySelectionOfPassesIsSound(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 25) int layers,
            @ForAll @IntRange(max = 511) int selection) {
        Network network = new RandomNetwork(seed).build(layers);
        List<String> names = new ArrayList<>(Simplifier.none().passNames());
        names.removeIf(name -> (selection >> Simplifier.none().passNames().indexOf(name) & 1) == 0);
        SimplifiedNetwork simplified = Simplifier.none().with(names).simplify(network);
        assertThat(simplified.network().outputs()).hasSameSizeAs(network.outputs());
        assertThat(simplified.network().layers())
                .allSatisfy(layer -> assertThat(ShapeInference.problemIn(layer)).isEmpty());
        assertThat(simplified.passes())
                .filteredOn(report -> !names.contains(report.pass()))
                .allSatisfy(report -> assertThat(report.changes()).isZero());
    }

    @Test
    void longNetworksAreSimplifiedToTheEnd() {
        NetworkSketch sketch = new NetworkSketch();
        FeatureMap map = sketch.input("x", 1, 2, 2, 2);
        for (int i = 0; i < 3000; i++) {
            map = sketch.depthwise("c" + i, window(1, 1), map);
            map = sketch.add("r" + i, Function.RELU, map);
            map = sketch.add("i" + i, Function.COPY, map);
        }
        SimplifiedNetwork simplified = Simplifier.standard().simplify(sketch.build(map));
        assertThat(simplified.network().layers()).hasSize(3000);
        assertThat(simplified.network().outputs()).containsExactly(map);
    }

    @Test
    void quantizedEdgesAreMovedOnRequestOnly() {
        NetworkSketch sketch = new NetworkSketch();
        FeatureMap x = sketch.input("x", 1, 2, 2, 2);
        FeatureMap q = sketch.add(
                Operator.Pointwise.of(Function.QUANTIZE), int8("q", Quantization.perTensor(0.5, 0), 1, 2, 2, 2), x);
        FeatureMap y = sketch.add("y", Function.ABSOLUTE, q);
        Network network = sketch.build(y);
        assertThat(Simplifier.standard().simplify(network).network()).isEqualTo(network);
        assertThat(Simplifier.standard()
                        .with(List.of("host-edges"))
                        .simplify(network)
                        .network()
                        .inputs())
                .containsExactly(q);
    }

    @Test
    void theRandomNetworksExerciseEveryPass() {
        List<String> applied = new ArrayList<>();
        Random seeds = new Random(1);
        for (int i = 0; i < 200; i++) {
            Network network = new RandomNetwork(seeds.nextLong()).build(25);
            Simplifier.standard().simplify(network).passes().stream()
                    .filter(report -> report.changes() > 0)
                    .forEach(report -> applied.add(report.pass()));
        }
        for (String pass : Simplifier.standard().enabledPassNames()) {
            assertThat(applied.stream().filter(pass::equals).count()).as(pass).isGreaterThan(10);
        }
    }
}
