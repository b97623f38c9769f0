package dev.shingle.networks.simplify;

import static dev.shingle.networks.simplify.NetworkSketch.int8;
import static dev.shingle.networks.simplify.NetworkSketch.window;
import static dev.shingle.networks.simplify.PassAssertions.changed;
import static dev.shingle.networks.simplify.PassAssertions.layer;
import static dev.shingle.networks.simplify.PassAssertions.layerNames;
import static dev.shingle.networks.simplify.PassAssertions.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The passes {@code remove-dead} and {@code remove-identity}. */
class RemovalTest {

    private static final Quantization HALVES = Quantization.perTensor(0.5, 0);

    private final NetworkSketch sketch = new NetworkSketch();
    private final FeatureMap x = sketch.input("x", 1, 4, 6, 3);

    @Test
    void deadChainsGoInOneSweep() {
        FeatureMap y = sketch.add("y", Function.RELU, x);
        FeatureMap dead = sketch.add("dead", Function.RELU, y);
        sketch.add("deader", Function.RELU, dead);
        Network after = changed(new DeadLayerRemoval(), sketch.build(y), 2);
        assertThat(layerNames(after)).containsExactly("y");
        assertThat(after.inputs()).containsExactly(x);
    }

    @Test
    void oneResultInUseKeepsTheLayer() {
        FeatureMap left = new FeatureMap("left", Shape.of(1, 4, 6, 1), ElementType.FLOAT32);
        FeatureMap right = new FeatureMap("right", Shape.of(1, 4, 6, 2), ElementType.FLOAT32);
        Layer split = new Layer(
                "split", new Operator.Split(3), ImmutableList.of(x), ImmutableList.of(left, right), ImmutableList.of());
        unchanged(new DeadLayerRemoval(), network(split, right));
        changed(new DeadLayerRemoval(), network(split, x), 1);
    }

    static Stream<Operator> identities() {
        ImmutableIntArray zeros = ImmutableIntArray.of(0, 0, 0, 0);
        return Stream.of(
                Operator.Pointwise.of(Function.COPY),
                Operator.Pointwise.of(Function.CAST),
                Operator.Pointwise.of(Function.QUANTIZE),
                new Operator.Reshape(),
                new Operator.View(),
                new Operator.Concatenation(3, Activation.NONE),
                new Operator.Split(1),
                new Operator.Slice(zeros, ImmutableIntArray.of(1, 1, 1, 1)),
                new Operator.Slice(zeros, ImmutableIntArray.of(-1, 1, 1, 1)),
                new Operator.Pad(zeros, zeros, Operator.Pad.Mode.REFLECT),
                new Operator.Transpose(ImmutableIntArray.of(0, 1, 2, 3)),
                new Operator.Pool(Operator.Pool.Kind.AVERAGE, window(1, 1), false, Activation.NONE),
                new Operator.Reduce(Operator.Reduce.Kind.MEAN, ImmutableIntArray.of(0), true),
                new Operator.Resize(Operator.Resize.Mode.BILINEAR, true, false),
                new Operator.DepthToSpace(1),
                new Operator.SpaceToDepth(1),
                new Operator.SpaceToBatch(1, 1, Padding.NONE),
                new Operator.BatchToSpace(1, 1, Padding.NONE));
    }

    @ParameterizedTest
    @MethodSource("identities")
    void identitiesVanish(Operator identity) {
        FeatureMap a = sketch.add("a", Function.ABSOLUTE, x);
        FeatureMap b = sketch.add("b", identity, a.shape(), a);
        FeatureMap c = sketch.add("c", Function.NEGATE, b);
        Network after = changed(new IdentityRemoval(), sketch.build(c), 1);
        assertThat(layerNames(after)).containsExactly("a", "c");
        assertThat(layer(after, "c").ifm()).isEqualTo(a);
    }

    static Stream<Operator> noIdentities() {
        ImmutableIntArray zeros = ImmutableIntArray.of(0, 0, 0, 0);
        return Stream.of(
                Operator.Pointwise.of(Function.RELU),
                new Operator.Concatenation(3, Activation.RELU),
                new Operator.Slice(ImmutableIntArray.of(0, 3, 0, 0), ImmutableIntArray.of(1, -1, 1, 1)),
                new Operator.Pool(Operator.Pool.Kind.MAX, window(1, 1), false, Activation.RELU),
                new Operator.Pool(
                        Operator.Pool.Kind.MAX, window(3, 1).withPadding(Padding.symmetric(1)), false, Activation.NONE),
                new Operator.Reduce(Operator.Reduce.Kind.ARG_MAXIMUM, ImmutableIntArray.of(0), true),
                new Operator.Softmax(1),
                new Operator.Opaque("CUSTOM"));
    }

    @ParameterizedTest
    @MethodSource("noIdentities")
    void othersStay(Operator operator) {
        FeatureMap b = sketch.add("b", operator, x.shape(), x);
        unchanged(new IdentityRemoval(), sketch.build(sketch.add("c", Function.NEGATE, b)));
    }

    @Test
    void squareTransposesStay() {
        FeatureMap square = sketch.input("square", 1, 4, 4, 3);
        FeatureMap b = sketch.add("b", new Operator.Transpose(ImmutableIntArray.of(0, 2, 1, 3)), square);
        unchanged(new IdentityRemoval(), sketch.build(sketch.add("c", Function.NEGATE, b)));
    }

    @Test
    void requantizationStays() {
        FeatureMap q = sketch.input(int8("q", HALVES, 4));
        FeatureMap r = sketch.add(Operator.Pointwise.of(Function.QUANTIZE), int8("r", Quantization.NONE, 4), q);
        unchanged(new IdentityRemoval(), sketch.build(sketch.add("c", Function.NEGATE, r)));
    }

    @Test
    void theWriterTakesOverANetworkOutput() {
        FeatureMap a = sketch.add("a", Function.ABSOLUTE, x);
        FeatureMap b = sketch.add("b", Function.COPY, a);
        FeatureMap c = sketch.add("c", Function.NEGATE, a);
        Network after = changed(new IdentityRemoval(), sketch.build(b, c), 1);
        assertThat(layer(after, "a").ofm()).isEqualTo(b);
        assertThat(layer(after, "c").ifm()).isEqualTo(b);
        assertThat(after.outputs()).containsExactly(b, c);
    }

    @Test
    void copiesOfNetworkInputsAndOutputsStay() {
        FeatureMap a = sketch.add("a", Function.COPY, x);
        FeatureMap b = sketch.add("b", Function.ABSOLUTE, x);
        FeatureMap c = sketch.add("c", Function.COPY, b);
        unchanged(new IdentityRemoval(), sketch.build(a, b, c));
    }

    @Test
    void aChainOfCopiesToANetworkOutput() {
        FeatureMap a = sketch.add("a", Function.ABSOLUTE, x);
        FeatureMap b = sketch.add("b", Function.COPY, a);
        FeatureMap c = sketch.add("c", Function.COPY, b);
        Network after = changed(new IdentityRemoval(), sketch.build(c), 2);
        assertThat(layerNames(after)).containsExactly("a");
        assertThat(layer(after, "a").ofm()).isEqualTo(c);
    }

    private Network network(Layer layer, FeatureMap output) {
        return new Network("one layer", ImmutableList.of(x), ImmutableList.of(layer), ImmutableList.of(output));
    }
}
