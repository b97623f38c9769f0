package dev.shingle.networks.simplify;

import static dev.shingle.networks.simplify.NetworkSketch.int8;
import static dev.shingle.networks.simplify.NetworkSketch.window;
import static dev.shingle.networks.simplify.PassAssertions.changed;
import static dev.shingle.networks.simplify.PassAssertions.layer;
import static dev.shingle.networks.simplify.PassAssertions.layerNames;
import static dev.shingle.networks.simplify.PassAssertions.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Operator.Reduce.Kind;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import org.junit.jupiter.api.Test;

/** The passes that say the same in another way: {@code reduce-to-pool}, {@code alias-views} and {@code host-edges}. */
class RestatingTest {

    private static final Quantization HALVES = Quantization.perTensor(0.5, 3);
    private static final Operator WHOLE_IMAGE = new Operator.Pool(
            Operator.Pool.Kind.AVERAGE, new Window(4, 6, 1, 1, 1, 1, Padding.NONE), false, Activation.NONE);

    private final NetworkSketch sketch = new NetworkSketch();
    private final FeatureMap x = sketch.input("x", 2, 4, 6, 3);

    @Test
    void aMeanThatKeepsDimensionsIsPooling() {
        FeatureMap mean = sketch.add("mean", reduce(Kind.MEAN, true, 2, 1), x);
        Network after = changed(new MeanToPool(), sketch.build(mean), 1);
        assertThat(layerNames(after)).containsExactly("mean");
        assertThat(layer(after, "mean").operator()).isEqualTo(WHOLE_IMAGE);
    }

    @Test
    void aMeanThatDropsDimensionsIsPoolingAndAView() {
        FeatureMap mean = sketch.add("mean", reduce(Kind.MEAN, false, 1, 2), x);
        sketch.add("mean/view", Function.NEGATE, x);
        sketch.add("mean/pooled", Function.NEGATE, x);
        Network after = changed(new MeanToPool(), sketch.build(mean), 1);
        assertThat(layerNames(after)).containsExactly("mean", "mean/view2", "mean/view", "mean/pooled");
        assertThat(layer(after, "mean").operator()).isEqualTo(WHOLE_IMAGE);
        assertThat(layer(after, "mean").ofm())
                .isEqualTo(new FeatureMap("mean/pooled2", Shape.of(2, 1, 1, 3), ElementType.FLOAT32));
        assertThat(layer(after, "mean/view2").operator()).isEqualTo(new Operator.View());
        assertThat(layer(after, "mean/view2").ofm()).isEqualTo(mean);
        assertThat(layer(after, "mean/view2").sources()).containsExactly("REDUCE#0");
    }

    @Test
    void otherReductionsStay() {
        FeatureMap q = sketch.input(int8("q", HALVES, 1, 4, 6, 3));
        FeatureMap low = sketch.input("low", 4, 6, 3);
        sketch.add("sum", reduce(Kind.SUM, true, 1, 2), x);
        sketch.add("rows", reduce(Kind.MEAN, true, 1), x);
        sketch.add("all", reduce(Kind.MEAN, true, 1, 2, 3), x);
        sketch.add("channels", reduce(Kind.MEAN, true, 2, 3), x);
        sketch.add("quantized", reduce(Kind.MEAN, true, 1, 2), q);
        sketch.add("low rank", reduce(Kind.MEAN, true, 1, 2), low);
        unchanged(new MeanToPool(), sketch.build());
    }

    @Test
    void whatKeepsTheOrderIsAView() {
        FeatureMap one = sketch.input("one", 1, 4, 6, 1);
        sketch.add("reshape", new Operator.Reshape(), Shape.of(2, 72), x);
        sketch.add("transpose", transpose(1, 3, 0, 2), one);
        sketch.add("stack", new Operator.Pack(1), x);
        sketch.add("squeeze", reduce(Kind.MAXIMUM, false, 0, 3), one);
        Network before = sketch.build();
        Network after = changed(new ViewAliasing(), before, 4);
        assertThat(layerNames(after)).isEqualTo(layerNames(before));
        assertThat(after.layers())
                .allSatisfy(layer -> assertThat(layer.operator()).isEqualTo(new Operator.View()));
    }

    @Test
    void whatMovesOrChangesElementsIsNoView() {
        FeatureMap one = sketch.input("one", 1, 4, 6, 1);
        sketch.add("transpose", transpose(0, 2, 1, 3), one);
        sketch.add("stack", new Operator.Pack(1), x, x);
        sketch.add("which", reduce(Kind.ARG_MAXIMUM, false, 0), one);
        sketch.add("sum", reduce(Kind.SUM, false, 0, 1), one);
        sketch.add("softmax", new Operator.Softmax(1), one);
        sketch.add(new Operator.Reshape(), new FeatureMap("other type", Shape.of(24), ElementType.INT32), one);
        unchanged(new ViewAliasing(), sketch.build());
    }

    @Test
    void edgesGoToTheHost() {
        FeatureMap q = sketch.add(Operator.Pointwise.of(Function.QUANTIZE), int8("q", HALVES, 2, 4, 6, 3), x);
        FeatureMap p = sketch.add("p", Function.RELU, q);
        FeatureMap y = dequantized("y", p);
        Network after = changed(new HostEdges(), sketch.build(y), 2);
        assertThat(layerNames(after)).containsExactly("p");
        assertThat(after.inputs()).containsExactly(q);
        assertThat(after.outputs()).containsExactly(p);
    }

    @Test
    void edgesWithAnotherUseStay() {
        FeatureMap q = sketch.add(Operator.Pointwise.of(Function.QUANTIZE), int8("q", HALVES, 2, 4, 6, 3), x);
        FeatureMap other = sketch.add("other", Function.RELU, x);
        FeatureMap p = sketch.add("p", Function.RELU, q);
        FeatureMap y = dequantized("y", p);
        FeatureMap inner = sketch.add("inner", Function.RELU, y);
        unchanged(new HostEdges(), sketch.build(y, other, inner));
        unchanged(new HostEdges(), sketch.build(p, other, inner));
    }

    @Test
    void conversionsBetweenInputAndOutputKeepOneOfThem() {
        FeatureMap q = sketch.add(Operator.Pointwise.of(Function.QUANTIZE), int8("q", HALVES, 2, 4, 6, 3), x);
        FeatureMap y = dequantized("y", q);
        Network after = changed(new HostEdges(), sketch.build(y), 1);
        assertThat(after.inputs()).containsExactly(q);
        assertThat(after.outputs()).containsExactly(y);
    }

    @Test
    void requantizationAtTheEdgeStays() {
        FeatureMap q = sketch.input(int8("q", HALVES, 4));
        FeatureMap r = sketch.add(Operator.Pointwise.of(Function.QUANTIZE), int8("r", Quantization.NONE, 4), q);
        unchanged(new HostEdges(), sketch.build(sketch.add("s", Function.RELU, r)));
    }

    @Test
    void poolingInTheMiddleIsUntouched() {
        sketch.add("pool", new Operator.Pool(Operator.Pool.Kind.MAX, window(2, 2), false, Activation.NONE), x);
        unchanged(new ViewAliasing(), sketch.build());
    }

    private FeatureMap dequantized(String name, FeatureMap from) {
        return sketch.add(
                Operator.Pointwise.of(Function.DEQUANTIZE),
                new FeatureMap(name, from.shape(), ElementType.FLOAT32),
                from);
    }

    private static Operator reduce(Kind kind, boolean keepDimensions, int... axes) {
        return new Operator.Reduce(kind, ImmutableIntArray.copyOf(axes), keepDimensions);
    }

    private static Operator transpose(int... permutation) {
        return new Operator.Transpose(ImmutableIntArray.copyOf(permutation));
    }
}
