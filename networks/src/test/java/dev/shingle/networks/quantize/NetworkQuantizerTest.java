package dev.shingle.networks.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Constant;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.NetworkFormatException;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.build.Border;
import dev.shingle.networks.build.NetworkBuilder;
import dev.shingle.networks.constants.StoredNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class NetworkQuantizerTest {

    @Property(tries = 300)
    void zeroIsExactAndTheRangeIsCovered(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double a,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double b) {
        Quantization chosen = AffineScheme.covering(Math.min(a, b), Math.max(a, b));
        double scale = AffineScheme.scale(chosen);
        long zero = chosen.zeroPoints().get(0);
        assertThat(scale).isPositive().isEqualTo((double) (float) scale);
        assertThat(zero).isBetween(-128L, 127L);
        assertThat(AffineScheme.stored(0, chosen)).isEqualTo((byte) zero);
        for (double real : new double[] {a, b, (a + b) / 2}) {
            double back = (AffineScheme.stored(real, chosen) - zero) * scale;
            assertThat(back).isCloseTo(real, within(scale * 1.01));
        }
    }

    /** Without moments each weight goes to its nearest step. */
    @Test
    void weightsAreWithinHalfAStepAndBiasScalesAreProducts() {
        Network real = sample();
        Calibration seen = declared(real);
        Network quantized = NetworkQuantizer.quantize(seen, Edges.INT8, false);
        int weighted = 0;
        for (int i = 0; i < real.layers().size(); i++) {
            Layer from = real.layers().get(i);
            Layer to = quantized.layers().get(i);
            if (WeightLayout.isWeighted(from.operator())) {
                checkWeights(from, to);
                weighted++;
            }
        }
        assertThat(weighted).isEqualTo(4);
    }

    private static void checkWeights(Layer from, Layer to) {
        WeightLayout layout = WeightLayout.of(from);
        Constant weights = WeightLayout.weights(to);
        Constant bias = (Constant) to.operands().get(2);
        assertThat(weights.type()).isEqualTo(ElementType.INT8);
        assertThat(bias.type()).isEqualTo(ElementType.INT32);
        assertThat(weights.quantization().axis())
                .isEqualTo(from.operator() instanceof Operator.DepthwiseConvolution ? 3 : 0);
        StoredNumbers exact = StoredNumbers.of(WeightLayout.weights(from)).orElseThrow();
        StoredNumbers stored = StoredNumbers.of(weights).orElseThrow();
        double input = AffineScheme.scale(to.ifm().quantization());
        for (int o = 0; o < layout.outputs(); o++) {
            double scale = weights.quantization().scales().get(o);
            assertThat(scale).isPositive();
            assertThat(bias.quantization().scales().get(o)).isCloseTo(input * scale, within(input * scale * 1e-6));
            for (int k = 0; k < layout.taps(); k++) {
                int index = layout.index(o, k);
                assertThat(stored.integer(index)).isBetween(-127L, 127L);
                assertThat(stored.integer(index) * scale)
                        .isCloseTo(exact.value(index), within(scale / 2 + 1e-6 * scale * 127));
            }
        }
    }

    @Test
    void operatorsThatMoveNumbersShareTheirQuantization() {
        Network quantized = NetworkQuantizer.quantize(declared(sample()), Edges.INT8, true);
        for (Layer layer : quantized.layers()) {
            if (IntegerForms.sharesQuantization(layer.operator())) {
                assertThat(layer.inputs())
                        .as(layer.name())
                        .allSatisfy(input -> assertThat(input.quantization())
                                .isEqualTo(layer.ofm().quantization()));
            }
            IntegerForms.result(layer.operator())
                    .ifPresent(fixed -> assertThat(layer.ofm().quantization()).isEqualTo(fixed));
        }
        assertThat(quantized.featureMaps().values())
                .allSatisfy(map -> assertThat(map.type()).isEqualTo(ElementType.INT8));
        assertThat(quantized.layers()).extracting(Layer::name).contains("joined/requantize");
    }

    @Test
    void floatEdgesKeepInputsAndOutputs() {
        Network real = sample();
        Network quantized = NetworkQuantizer.quantize(declared(real), Edges.FLOAT32, true);
        assertThat(quantized.inputs()).isEqualTo(real.inputs());
        assertThat(quantized.outputs()).isEqualTo(real.outputs());
        assertThat(quantized.layers().get(0).operator()).isEqualTo(Operator.Pointwise.of(Function.QUANTIZE));
        assertThat(quantized.layers().reverse().get(0).operator())
                .isEqualTo(Operator.Pointwise.of(Function.DEQUANTIZE));
    }

    @Test
    void channelsWithoutWeightsKeepTheirBias() {
        NetworkBuilder net = new NetworkBuilder("zero", ElementType.FLOAT32);
        FeatureMap image = net.input("image", Shape.hwc(2, 2, 2));
        Constant weights = floats("w", Shape.of(2, 1, 1, 2), 0, 0, 1, -1);
        Constant bias = floats("b", Shape.of(2), 0.75f, -0.25f);
        Operator operator = new Operator.Convolution(Window.pointwise(), 1, Activation.NONE);
        net.output(net.append("conv", operator, ImmutableList.of(image, weights, bias), Shape.hwc(2, 2, 2)));
        Network quantized = NetworkQuantizer.quantize(declared(net.build()), Edges.INT8, true);
        Layer conv = quantized.layers().get(0);
        Constant stored = (Constant) conv.operands().get(2);
        assertThat(WeightLayout.weights(conv).quantization().scales().stream()).allMatch(scale -> scale > 0);
        double real = StoredNumbers.of(stored).orElseThrow().integer(0)
                * stored.quantization().scales().get(0);
        assertThat(real).isCloseTo(0.75, within(1e-4));
    }

    @Test
    void layersWithoutIntegerFormAreRefusedByName() {
        for (Operator operator : new Operator[] {
            Operator.Pointwise.of(Function.FLOOR),
            new Operator.Elementwise(Operator.Elementwise.Kind.DIVIDE, Activation.NONE),
            new Operator.Opaque("NonMaxSuppression")
        }) {
            NetworkBuilder net = new NetworkBuilder("net", ElementType.FLOAT32);
            FeatureMap image = net.input("image", Shape.hwc(2, 2, 2));
            ImmutableList<FeatureMap> operands =
                    operator instanceof Operator.Elementwise ? ImmutableList.of(image, image) : ImmutableList.of(image);
            FeatureMap result = new FeatureMap("odd", Shape.hwc(2, 2, 2), ElementType.FLOAT32);
            Layer odd = new Layer(
                    "odd", operator, ImmutableList.copyOf(operands), ImmutableList.of(result), ImmutableList.of());
            Network network =
                    new Network("net", ImmutableList.of(image), ImmutableList.of(odd), ImmutableList.of(result));
            assertThatExceptionOfType(NetworkFormatException.class)
                    .isThrownBy(() -> NetworkQuantizer.quantize(declared(network), Edges.INT8, true))
                    .withMessageContaining("layer odd: found " + operator.displayName());
        }
    }

    @Test
    void trimmingLeavesFunctionsAndJoinsToTheHost() {
        Network trimmed = OutputTrimming.trim(sample());
        assertThat(trimmed.outputs()).extracting(FeatureMap::name).containsExactly("score", "boxes");
        assertThat(trimmed.layers()).noneMatch(layer -> layer.name().equals("joined"));
    }

    /** A convolutional network with branches that end in a logistic function and a concatenation. */
    private static Network sample() {
        NetworkBuilder net = new NetworkBuilder("sample", ElementType.FLOAT32);
        FeatureMap image = net.input("image", Shape.hwc(8, 8, 3));
        FeatureMap first = net.convolution("first", image, 8, Border.SAME.window(image, 3, 1), Activation.RELU);
        FeatureMap depth = net.depthwise("depth", first, 1, Border.SAME.window(first, 3, 1), Activation.NONE);
        FeatureMap pool = net.maxPool("pool", depth, Border.SAME.window(depth, 2, 2));
        FeatureMap score = net.convolution("score", pool, 2, Border.SAME.window(pool, 1, 1), Activation.NONE);
        FeatureMap boxes = net.convolution("boxes", pool, 4, Border.SAME.window(pool, 1, 1), Activation.NONE);
        FeatureMap logistic = net.append(
                "logistic", Operator.Pointwise.of(Function.LOGISTIC), ImmutableList.of(score), score.shape());
        return net.output(net.concatenation("joined", logistic, boxes)).build();
    }

    /** As if channels of every map reached from -1 to 1 times their number. */
    private static Calibration declared(Network network) {
        Calibration seen = new Calibration(network);
        for (FeatureMap map : network.featureMaps().values()) {
            double[] most = new double[map.shape().channels()];
            Arrays.setAll(most, channel -> channel + 1);
            double[] least = Arrays.stream(most).map(value -> -value / 2).toArray();
            seen.declare(map, new ChannelRanges(ImmutableDoubleArray.copyOf(least), ImmutableDoubleArray.copyOf(most)));
        }
        return seen;
    }

    private static Constant floats(String name, Shape shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new Constant(name, shape, ElementType.FLOAT32, Quantization.NONE, new Constant.Present(bytes));
    }
}
