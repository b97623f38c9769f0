package dev.shingle.networks.simplify;

import static dev.shingle.networks.simplify.NetworkSketch.bytes;
import static dev.shingle.networks.simplify.NetworkSketch.floats;
import static dev.shingle.networks.simplify.NetworkSketch.halves;
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
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import org.junit.jupiter.api.Test;

class PadFoldingTest {

    private static final Operator BORDER = pad(Operator.Pad.Mode.CONSTANT, new Padding(0, 1, 2, 3));
    private static final Quantization ZERO_AT_5 = Quantization.perTensor(0.5, 5);

    private final NetworkSketch sketch = new NetworkSketch();
    private final FeatureMap x = sketch.input("x", 1, 8, 8, 4);

    @Test
    void goesIntoAStridedDepthwiseConvolution() {
        FeatureMap padded = sketch.add("padded", BORDER, x);
        FeatureMap y = sketch.depthwise("y", window(3, 2), padded);
        Network after = changed(new PadFolding(), sketch.build(y), 1);
        Layer merged = layer(after, "y");
        assertThat(layerNames(after)).containsExactly("y");
        assertThat(merged.ifm()).isEqualTo(x);
        assertThat(merged.constants()).hasSize(1);
        assertThat(merged.sources()).containsExactly("PAD#0", "DEPTHWISE_CONVOLUTION#1");
        assertThat(padding(merged)).isEqualTo(new Padding(0, 1, 2, 3));
    }

    @Test
    void goesIntoEveryReaderAndAddsUp() {
        FeatureMap padded = sketch.add("padded", BORDER, x);
        FeatureMap y = sketch.depthwise("y", window(3, 2), padded);
        FeatureMap z = sketch.convolution("z", window(3, 1).withPadding(new Padding(1, 0, 0, 1)), padded, 2);
        Network after = changed(new PadFolding(), sketch.build(y, z), 1);
        assertThat(padding(layer(after, "y"))).isEqualTo(new Padding(0, 1, 2, 3));
        assertThat(padding(layer(after, "z"))).isEqualTo(new Padding(1, 1, 2, 4));
        assertThat(layer(after, "z").sources()).containsExactly("PAD#0", "CONVOLUTION#2");
    }

    @Test
    void twoBordersInARow() {
        FeatureMap padded = sketch.add("padded", BORDER, x);
        FeatureMap again = sketch.add("again", BORDER, padded);
        FeatureMap y = sketch.depthwise("y", window(3, 2), again);
        Network after = changed(new PadFolding(), sketch.build(y), 2);
        assertThat(padding(layer(after, "y"))).isEqualTo(new Padding(0, 2, 4, 6));
        assertThat(layer(after, "y").sources()).containsExactly("PAD#0", "PAD#1", "DEPTHWISE_CONVOLUTION#2");
    }

    @Test
    void staysIfOneReaderCannotTakeIt() {
        FeatureMap padded = sketch.add("padded", BORDER, x);
        FeatureMap y = sketch.depthwise("y", window(3, 2), padded);
        FeatureMap z = sketch.add("z", Function.RELU, padded);
        unchanged(new PadFolding(), sketch.build(y, z));
    }

    @Test
    void staysInFrontOfPooling() {
        FeatureMap padded = sketch.add("padded", BORDER, x);
        for (Operator.Pool.Kind kind : Operator.Pool.Kind.values()) {
            sketch.add(kind.name(), new Operator.Pool(kind, window(2, 2), true, Activation.NONE), padded);
        }
        unchanged(new PadFolding(), sketch.build());
    }

    @Test
    void zerosGoIntoAveragesThatCountThem() {
        FeatureMap padded = sketch.add("padded", BORDER, x);
        FeatureMap y = sketch.add(
                "y", new Operator.Pool(Operator.Pool.Kind.AVERAGE, window(2, 2), false, Activation.NONE), padded);
        Network after = changed(new PadFolding(), sketch.build(y), 1);
        Operator.Pool pool = (Operator.Pool) layer(after, "y").operator();
        assertThat(pool.countsPadding()).isTrue();
        assertThat(pool.window().padding()).isNotEqualTo(Padding.NONE);
    }

    @Test
    void theLowestNumbersGoIntoMaxima() {
        Operator.Pool maximum = new Operator.Pool(Operator.Pool.Kind.MAX, window(2, 2), false, Activation.NONE);
        for (float fill : new float[] {Float.NEGATIVE_INFINITY, 0, -Float.MAX_VALUE}) {
            NetworkSketch lone = new NetworkSketch();
            FeatureMap input = lone.input("x", 1, 6, 6, 2);
            FeatureMap padded = lone.add("padded", BORDER, input, floats("fill", Shape.of(), fill));
            Network network = lone.build(lone.add("y", maximum, padded));
            if (Float.isInfinite(fill)) {
                changed(new PadFolding(), network, 1);
            } else {
                unchanged(new PadFolding(), network);
            }
        }
    }

    @Test
    void cutsGoIntoTransposedConvolutions() {
        Operator transposed = new Operator.TransposedConvolution(Window.square(4, 2, Padding.NONE), Activation.NONE);
        Operand weights = floats("w", Shape.of(1, 4, 4, 2), new float[32]);
        for (int end : new int[] {6, 5, 3}) {
            NetworkSketch lone = new NetworkSketch();
            FeatureMap full =
                    lone.add("full", transposed, Shape.hwc(8, 8, 1), lone.input("small", 1, 3, 3, 2), weights);
            Operator slice = new Operator.Slice(ImmutableIntArray.of(0, 1, 1, 0), ImmutableIntArray.of(1, 1, 1, 1));
            Network after =
                    changed(new PadFolding(), lone.build(lone.add("y", slice, Shape.hwc(end, end, 1), full)), 1);
            Operator.TransposedConvolution folded =
                    (Operator.TransposedConvolution) after.layers().get(0).operator();
            assertThat(folded.window().padding()).isEqualTo(new Padding(1, 7 - end, 1, 7 - end));
        }
    }

    @Test
    void staysIfItIsANetworkOutput() {
        FeatureMap padded = sketch.add("padded", BORDER, x);
        FeatureMap y = sketch.depthwise("y", window(3, 2), padded);
        unchanged(new PadFolding(), sketch.build(y, padded));
        unchanged(
                new PadFolding(),
                new Network(
                        "no reader",
                        sketch.build(y).inputs(),
                        sketch.build(y).layers().subList(0, 1),
                        sketch.build().outputs()));
    }

    @Test
    void mirrorsStay() {
        FeatureMap padded = sketch.add("padded", pad(Operator.Pad.Mode.REFLECT, Padding.symmetric(1)), x);
        FeatureMap y = sketch.depthwise("y", window(3, 2), padded);
        unchanged(new PadFolding(), sketch.build(y));
    }

    @Test
    void bordersOfChannelsStay() {
        FeatureMap padded = sketch.add(
                "padded",
                new Operator.Pad(
                        ImmutableIntArray.of(0, 1, 1, 0), ImmutableIntArray.of(0, 1, 1, 2), Operator.Pad.Mode.CONSTANT),
                x);
        FeatureMap y = sketch.depthwise("y", window(3, 2), padded);
        unchanged(new PadFolding(), sketch.build(y));
    }

    @Test
    void theFillMustBeZero() {
        changed(new PadFolding(), filled(floats("fill", Shape.of(), 0)), 1);
        changed(new PadFolding(), filled(floats("fill", Shape.of(1), -0f)), 1);
        unchanged(new PadFolding(), filled(floats("fill", Shape.of(), Float.MIN_VALUE)));
        unchanged(new PadFolding(), filled(floats("fill", Shape.of(), Float.NaN)));
        unchanged(new PadFolding(), filled(NetworkSketch.absent("fill", Shape.of())));
        unchanged(new PadFolding(), filled(halves("fill", Shape.of(), 0)));
    }

    @Test
    void theFillOfAQuantizedTensorMustBeItsZeroPoint() {
        changed(new PadFolding(), filled(bytes("fill", Shape.of(), ElementType.INT8, ZERO_AT_5, 5)), 1);
        unchanged(new PadFolding(), filled(bytes("fill", Shape.of(), ElementType.INT8, ZERO_AT_5, 0)));
    }

    @Test
    void aBorderThatAlsoRequantizesStays() {
        FeatureMap q = sketch.input(int8("q", ZERO_AT_5, 1, 8, 8, 4));
        FeatureMap padded = sketch.add(BORDER, int8("padded", Quantization.perTensor(0.5, 4), 1, 9, 13, 4), q);
        FeatureMap y = sketch.depthwise("y", window(3, 2), padded);
        unchanged(new PadFolding(), sketch.build(y));
    }

    @Test
    void aBorderThatIsReadAsWeightsStays() {
        FeatureMap k = sketch.input("k", 1, 2, 1, 4);
        FeatureMap weights = sketch.add("weights", pad(Operator.Pad.Mode.CONSTANT, new Padding(0, 1, 1, 1)), k);
        FeatureMap y = sketch.add("y", new Operator.DepthwiseConvolution(window(3, 1), 1, Activation.NONE), x, weights);
        unchanged(new PadFolding(), sketch.build(y));
    }

    private static Network filled(Operand fill) {
        NetworkSketch sketch = new NetworkSketch();
        FeatureMap x = fill.type() == ElementType.INT8
                ? sketch.input(int8("x", ZERO_AT_5, 1, 8, 8, 4))
                : sketch.input("x", 1, 8, 8, 4);
        FeatureMap padded = sketch.add("padded", BORDER, x, fill);
        return sketch.build(sketch.depthwise("y", window(3, 2), padded));
    }

    private static Operator pad(Operator.Pad.Mode mode, Padding padding) {
        return new Operator.Pad(
                ImmutableIntArray.of(0, padding.top(), padding.left(), 0),
                ImmutableIntArray.of(0, padding.bottom(), padding.right(), 0),
                mode);
    }

    private static Padding padding(Layer layer) {
        return Windows.ofConvolution(layer.operator()).orElseThrow().padding();
    }
}
