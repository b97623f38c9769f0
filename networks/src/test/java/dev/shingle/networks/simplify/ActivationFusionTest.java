package dev.shingle.networks.simplify;

import static dev.shingle.networks.simplify.NetworkSketch.absent;
import static dev.shingle.networks.simplify.NetworkSketch.int8;
import static dev.shingle.networks.simplify.NetworkSketch.window;
import static dev.shingle.networks.simplify.PassAssertions.changed;
import static dev.shingle.networks.simplify.PassAssertions.layer;
import static dev.shingle.networks.simplify.PassAssertions.layerNames;
import static dev.shingle.networks.simplify.PassAssertions.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.Activation;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationFusionTest {

    private static final Quantization HALVES = Quantization.perTensor(0.5, 3);

    private final NetworkSketch sketch = new NetworkSketch();
    private final FeatureMap x = sketch.input("x", 1, 4, 6, 3);

    @ParameterizedTest
    @CsvSource({"RELU,RELU", "RELU6,RELU6", "RELU_N1_TO_1,RELU_N1_TO_1", "TANH,TANH"})
    void everyActivationGoesIntoAConvolution(Function function, Activation expected) {
        FeatureMap y = sketch.convolution("y", window(3, 1), x, 5);
        FeatureMap z = sketch.add("z", function, y);
        Network after = changed(new ActivationFusion(), sketch.build(z), 1);
        assertThat(layerNames(after)).containsExactly("y");
        assertThat(layer(after, "y").operator()).isEqualTo(new Operator.Convolution(window(3, 1), 1, expected));
        assertThat(layer(after, "y").ofm()).isEqualTo(z);
        assertThat(layer(after, "y").sources()).containsExactly("CONVOLUTION#0", function + "#1");
    }

    @Test
    void everyOperatorWithAnActivationTakesOne() {
        FeatureMap weights = sketch.input("weights", 2, 3, 3, 3);
        FeatureMap filters = sketch.input("filters", 7, 72);
        List<FeatureMap> results = List.of(
                sketch.depthwise("depthwise", window(3, 1), x),
                sketch.add(
                        "transposed",
                        new Operator.TransposedConvolution(window(3, 2), Activation.NONE),
                        Shape.hwc(9, 13, 2),
                        x,
                        weights),
                sketch.add("connected", new Operator.FullyConnected(Activation.NONE), x, filters),
                sketch.add("pool", new Operator.Pool(Operator.Pool.Kind.MAX, window(2, 2), false, Activation.NONE), x),
                sketch.add("sum", new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.NONE), x, x),
                sketch.add("joint", new Operator.Concatenation(3, Activation.NONE), x, x));
        FeatureMap[] outputs = results.stream()
                .map(result -> sketch.add(result.name() + "/relu", Function.RELU, result))
                .toArray(FeatureMap[]::new);
        Network after = changed(new ActivationFusion(), sketch.build(outputs), 6);
        assertThat(layerNames(after)).containsExactly("depthwise", "transposed", "connected", "pool", "sum", "joint");
        assertThat(layer(after, "sum").operator())
                .isEqualTo(new Operator.Elementwise(Operator.Elementwise.Kind.ADD, Activation.RELU));
        assertThat(layer(after, "joint").operator()).isEqualTo(new Operator.Concatenation(3, Activation.RELU));
    }

    @Test
    void aSecondActivationStays() {
        FeatureMap y = sketch.convolution("y", window(3, 1), x, 5);
        FeatureMap z = sketch.add("z", Function.RELU, y);
        FeatureMap again = sketch.add("again", Function.RELU6, z);
        Network after = changed(new ActivationFusion(), sketch.build(again), 1);
        assertThat(layerNames(after)).containsExactly("y", "again");
    }

    @Test
    void anotherReaderOrANetworkOutputKeepsTheResult() {
        FeatureMap y = sketch.convolution("y", window(3, 1), x, 5);
        FeatureMap z = sketch.add("z", Function.RELU, y);
        unchanged(new ActivationFusion(), sketch.build(y, z));
        FeatureMap other = sketch.add("other", Function.NEGATE, y);
        unchanged(new ActivationFusion(), sketch.build(z, other));
    }

    @Test
    void networkInputsAndOtherWritersStay() {
        FeatureMap a = sketch.add("a", Function.RELU, x);
        FeatureMap b = sketch.add("b", Function.NEGATE, a);
        FeatureMap c = sketch.add("c", Function.RELU, b);
        FeatureMap d = sketch.add("d", Function.LOGISTIC, sketch.convolution("y", window(1, 1), c, 2));
        unchanged(new ActivationFusion(), sketch.build(d));
    }

    @Test
    void quantizedActivationsMustKeepTheScale() {
        changed(new ActivationFusion(), quantized(Function.RELU, HALVES), 1);
        unchanged(new ActivationFusion(), quantized(Function.RELU, Quantization.perTensor(0.25, 3)));
        unchanged(new ActivationFusion(), quantized(Function.RELU, Quantization.perTensor(0.5, -128)));
        unchanged(new ActivationFusion(), quantized(Function.TANH, HALVES));
    }

    @Test
    void theMergedLayerStandsWhereTheWriterStood() {
        FeatureMap y = sketch.convolution("y", window(3, 1), x, 5);
        FeatureMap other = sketch.add("other", Function.NEGATE, x);
        FeatureMap z = sketch.add("z", Function.RELU, y);
        assertThat(layerNames(changed(new ActivationFusion(), sketch.build(z, other), 1)))
                .containsExactly("y", "other");
    }

    private static Network quantized(Function function, Quantization result) {
        NetworkSketch sketch = new NetworkSketch();
        FeatureMap x = sketch.input(int8("x", HALVES, 1, 4, 6, 3));
        FeatureMap y =
                sketch.add("y", new Operator.FullyConnected(Activation.NONE), x, absent("weights", Shape.of(7, 72)));
        return sketch.build(sketch.add(Operator.Pointwise.of(function), int8("z", result, 1, 7), y));
    }
}
