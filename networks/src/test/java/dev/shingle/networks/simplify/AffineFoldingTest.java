package dev.shingle.networks.simplify;

import static dev.shingle.networks.simplify.NetworkSketch.floats;
import static dev.shingle.networks.simplify.NetworkSketch.window;
import static dev.shingle.networks.simplify.PassAssertions.changed;
import static dev.shingle.networks.simplify.PassAssertions.layer;
import static dev.shingle.networks.simplify.PassAssertions.layerNames;
import static dev.shingle.networks.simplify.PassAssertions.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Shape;
import org.junit.jupiter.api.Test;

class AffineFoldingTest {

    private static final Operator MULTIPLY = new Elementwise(Elementwise.Kind.MULTIPLY, Activation.NONE);
    private static final Operator SUBTRACT = new Elementwise(Elementwise.Kind.SUBTRACT, Activation.RELU);
    private static final Operator CONVOLUTION = new Operator.Convolution(window(1, 1), 1, Activation.NONE);

    private final NetworkSketch sketch = new NetworkSketch();
    private final FeatureMap x = sketch.input("x", 1, 4, 4, 2);
    private final Constant weights = floats("w", Shape.of(2, 1, 1, 2), 1, 2, 3, 4);
    private final Constant perChannel = floats("c", Shape.of(1, 1, 1, 2), 10, 100);

    @Test
    void factorsGoIntoWeightsAndBias() {
        FeatureMap y = sketch.add("y", CONVOLUTION, x, weights, floats("b", Shape.of(2), 5, 6));
        FeatureMap z = sketch.add("z", MULTIPLY, y, perChannel);
        Layer folded = layer(changed(new AffineFolding(), sketch.build(z), 1), "y");
        assertThat(numbers(folded.constants().get(0))).containsExactly(10, 20, 300, 400);
        assertThat(numbers(folded.constants().get(1))).containsExactly(50, 600);
        assertThat(folded.ofm()).isEqualTo(z);
    }

    @Test
    void whatIsTakenAwayBecomesABiasAndTheActivationComesAlong() {
        FeatureMap y = sketch.add("y", CONVOLUTION, x, weights);
        FeatureMap z = sketch.add("z", SUBTRACT, y, perChannel);
        Network after = changed(new AffineFolding(), sketch.build(z), 1);
        Layer folded = layer(after, "y");
        assertThat(layerNames(after)).containsExactly("y");
        assertThat(folded.constants().get(0)).isEqualTo(weights);
        assertThat(numbers(folded.constants().get(1))).containsExactly(-10, -100);
        assertThat(((Operator.Convolution) folded.operator()).activation()).isEqualTo(Activation.RELU);
    }

    @Test
    void normalisationOfADepthwiseConvolution() {
        Operator depthwise = new Operator.DepthwiseConvolution(window(1, 1), 1, Activation.NONE);
        FeatureMap y = sketch.add("y", depthwise, x, floats("w", Shape.of(1, 1, 1, 2), 2, 3));
        FeatureMap z = sketch.add("z", depthwise, y, perChannel, floats("s", Shape.of(2), 7, 8));
        Layer folded = layer(changed(new AffineFolding(), sketch.build(z), 1), "y");
        assertThat(numbers(folded.constants().get(0))).containsExactly(20, 300);
        assertThat(numbers(folded.constants().get(1))).containsExactly(7, 8);
    }

    @Test
    void absentWeightsStayAbsent() {
        FeatureMap y = sketch.convolution("y", window(3, 1), x, 2);
        Layer folded =
                layer(changed(new AffineFolding(), sketch.build(sketch.add("z", MULTIPLY, y, perChannel)), 1), "y");
        assertThat(folded.constants().get(0).contents().isPresent()).isFalse();
    }

    @Test
    void staysBehindASecondReaderAnOutputOrAnActivation() {
        FeatureMap y = sketch.add("y", CONVOLUTION, x, weights);
        FeatureMap z = sketch.add("z", MULTIPLY, y, perChannel);
        unchanged(new AffineFolding(), sketch.build(z, y));
        FeatureMap other = sketch.add("other", Function.RELU, y);
        unchanged(new AffineFolding(), sketch.build(z, other));
        NetworkSketch activated = new NetworkSketch();
        FeatureMap relu = activated.add(
                "y",
                new Operator.Convolution(window(1, 1), 1, Activation.RELU),
                activated.input("x", 1, 4, 4, 2),
                weights);
        unchanged(new AffineFolding(), activated.build(activated.add("z", MULTIPLY, relu, perChannel)));
    }

    @Test
    void staysIfNotOneNumberForEachChannel() {
        FeatureMap y = sketch.add("y", CONVOLUTION, x, weights);
        FeatureMap byColumn = sketch.add("byColumn", MULTIPLY, y, floats("c", Shape.of(4, 1), 1, 2, 3, 4));
        unchanged(new AffineFolding(), sketch.build(byColumn));
    }

    private static float[] numbers(Constant constant) {
        float[] numbers = new float[(int) constant.shape().elements()];
        constant.contents().bytes().asFloatBuffer().get(numbers);
        return numbers;
    }
}
