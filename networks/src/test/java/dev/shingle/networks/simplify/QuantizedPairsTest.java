package dev.shingle.networks.simplify;

import static dev.shingle.networks.simplify.NetworkSketch.int8;
import static dev.shingle.networks.simplify.NetworkSketch.window;
import static dev.shingle.networks.simplify.PassAssertions.changed;
import static dev.shingle.networks.simplify.PassAssertions.layer;
import static dev.shingle.networks.simplify.PassAssertions.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import org.junit.jupiter.api.Test;

class QuantizedPairsTest {

    private static final Quantization FINE = Quantization.perTensor(0.25, 3);
    private static final Quantization COARSE = Quantization.perTensor(0.5, -1);
    private static final Operator POOL =
            new Operator.Pool(Operator.Pool.Kind.MAX, window(2, 2), false, Activation.NONE);

    private final NetworkSketch sketch = new NetworkSketch();
    private final FeatureMap q = sketch.input(int8("q", FINE, 1, 4, 4, 2));
    private final FeatureMap x = real("x", q);

    @Test
    void anAdditionAndItsActivation() {
        FeatureMap sum = sketch.add("sum", new Elementwise(Elementwise.Kind.ADD, Activation.NONE), x, x);
        FeatureMap p = quantized("p", COARSE, sketch.add("relu", Function.RELU, sum));
        Layer folded = layer(changed(new QuantizedPairs(), sketch.build(p), 1), "sum");
        assertThat(folded.operands()).containsExactly(q, q);
        assertThat(folded.ofm()).isEqualTo(p);
        assertThat(((Elementwise) folded.operator()).activation()).isEqualTo(Activation.RELU);
    }

    @Test
    void poolingKeepsItsNumbersAndSoNeedsOneScale() {
        FeatureMap pooled = sketch.add("pooled", POOL, x);
        FeatureMap p = quantized("p", FINE, pooled);
        assertThat(layer(changed(new QuantizedPairs(), sketch.build(p), 1), "pooled")
                        .operands())
                .containsExactly(q);
        NetworkSketch other = new NetworkSketch();
        FeatureMap from = other.input(int8("q", FINE, 1, 4, 4, 2));
        FeatureMap real = other.add(
                Operator.Pointwise.of(Function.DEQUANTIZE),
                new FeatureMap("x", from.shape(), ElementType.FLOAT32),
                from);
        FeatureMap wide = other.add("pooled", POOL, real);
        FeatureMap result = other.add(Operator.Pointwise.of(Function.QUANTIZE), int8("p", COARSE, 1, 2, 2, 2), wide);
        unchanged(new QuantizedPairs(), other.build(result));
    }

    @Test
    void severalRearrangementsInARowMoveQuantisedNumbers() {
        FeatureMap turned = sketch.add("turned", new Operator.Transpose(ImmutableIntArray.of(0, 2, 1, 3)), x);
        FeatureMap flat = sketch.add("flat", new Operator.Reshape(), Shape.of(1, 32), turned);
        FeatureMap p = quantized("p", FINE, flat);
        Network after = changed(new QuantizedPairs(), sketch.build(p), 2);
        assertThat(layer(after, "turned").operands()).containsExactly(q);
        assertThat(layer(after, "flat").operands())
                .containsExactly(layer(after, "turned").ofm());
        assertThat(layer(after, "flat").ofm()).isEqualTo(p);
    }

    @Test
    void rearrangementsThatEndInRealNumbersStay() {
        FeatureMap turned = sketch.add("turned", new Operator.Transpose(ImmutableIntArray.of(0, 2, 1, 3)), x);
        unchanged(
                new QuantizedPairs(),
                sketch.build(sketch.add("flat", new Operator.Reshape(), Shape.of(1, 32), turned)));
    }

    @Test
    void staysIfSomebodyElseReadsTheRealNumbers() {
        FeatureMap pooled = sketch.add("pooled", POOL, x);
        FeatureMap p = quantized("p", FINE, pooled);
        unchanged(new QuantizedPairs(), sketch.build(p, pooled));
    }

    @Test
    void staysIfTheWeightsAreReal() {
        FeatureMap y = sketch.convolution("y", window(3, 1), x, 2);
        unchanged(new QuantizedPairs(), sketch.build(quantized("p", FINE, y)));
    }

    @Test
    void staysIfAnOperandWasNeverQuantised() {
        FeatureMap other = sketch.input("other", 1, 4, 4, 2);
        FeatureMap sum = sketch.add("sum", new Elementwise(Elementwise.Kind.ADD, Activation.NONE), x, other);
        unchanged(new QuantizedPairs(), sketch.build(quantized("p", FINE, sum)));
    }

    private FeatureMap real(String name, FeatureMap map) {
        Shape shape = map.shape();
        return sketch.add(
                Operator.Pointwise.of(Function.DEQUANTIZE), new FeatureMap(name, shape, ElementType.FLOAT32), map);
    }

    private FeatureMap quantized(String name, Quantization quantization, FeatureMap map) {
        return sketch.add(
                Operator.Pointwise.of(Function.QUANTIZE),
                new FeatureMap(name, map.shape(), ElementType.INT8, quantization),
                map);
    }
}
