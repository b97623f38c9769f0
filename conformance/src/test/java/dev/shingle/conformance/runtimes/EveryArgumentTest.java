package dev.shingle.conformance.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.tensors.TensorData;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions of one stored number on all stored numbers there are, for several scales; and other cases that chance rarely draws. */
class EveryArgumentTest {

    private static final int SCALES = Integer.getInteger("oracle.scales", 4);
    private static final long SEED = Long.getLong("oracle.seed", 1);

    /** Its kernel takes such scales of the operand, or scales close to them, for another one. */
    private static final double[] POWERS_OF_TWO = {
        0x1p-10, 0x1p-11, 0x1p-12, 0x1p-13, 0x1p-15, 0x1.0002p-12, 0x1.ffep-13
    };

    private final Agreement agreement = new Agreement(Oracle.tflite());

    @ParameterizedTest
    @EnumSource(names = {"INT8", "UINT8", "INT16"})
    void everyFunctionIsThatOfTflite(ElementType type) {
        for (Function function : Function.values()) {
            if (function != Function.PRELU && function != Function.CAST && function != Function.COPY) {
                check(type, function);
            }
        }
        System.out.println(type + ": " + agreement.findings());
        assertThat(agreement.findings().differentKinds()).isEmpty();
        assertThat(agreement.findings().equalByKind()).hasSizeGreaterThan(8);
    }

    private void check(ElementType type, Function function) {
        Random random = new Random(SEED * 31 + function.ordinal());
        for (int i = 0; i < SCALES; i++) {
            check(
                    type,
                    function,
                    (type == ElementType.INT16 ? 1e-5 : 1e-2) * Math.exp(2 * random.nextDouble()),
                    random);
        }
        if (type == ElementType.INT16 || function != Function.EXPONENTIAL) {
            // The runtime converts what is beyond all integers, which has no defined result.
            check(type, function, 1, random);
        }
        if (type == ElementType.INT16 && (function == Function.LOGISTIC || function == Function.TANH)) {
            DoubleStream.of(POWERS_OF_TWO).forEach(scale -> check(type, function, scale, random));
        }
    }

    private void check(ElementType type, Function function, double scale, Random random) {
        long least = type == ElementType.UINT8 ? 0 : -(1L << (type.bits() - 1));
        boolean isPositive = function == Function.SQUARE_ROOT
                || function == Function.RECIPROCAL_SQUARE_ROOT
                || function == Function.LOGARITHM;
        long zero = type == ElementType.INT16 ? 0 : isPositive ? least : least + random.nextInt(256);
        FeatureMap x = map("x", type, (float) scale, zero);
        FeatureMap y = result(function, x, random);
        long[] all = LongStream.range(least, least + (1L << type.bits()))
                .map(stored -> isPositive ? Math.max(zero, stored) : stored)
                .toArray();
        Pointwise pointwise = new Pointwise(function, function == Function.LEAKY_RELU ? 0.1 + random.nextDouble() : 0);
        check(function + " " + scale, pointwise, ImmutableMap.of(x, all), y);
    }

    /** With the scales that the runtime asks for, or some that lets much of the results into the range. */
    private static FeatureMap result(Function function, FeatureMap x, Random random) {
        boolean isWide = x.type() == ElementType.INT16;
        double scale = x.quantization().scales().get(0);
        long least = x.type() == ElementType.UINT8 ? 0 : -128;
        long zero = isWide ? 0 : least + random.nextInt(256);
        double factor = 0.5 + random.nextDouble();
        return switch (function) {
            case LOGISTIC -> map("y", x.type(), isWide ? 0x1p-15 : 0x1p-8, isWide ? 0 : least);
            case TANH -> map("y", x.type(), isWide ? 0x1p-15 : 0x1p-7, isWide ? 0 : least + 128);
            case EXPONENTIAL -> map("y", x.type(), (float) (factor * (isWide ? 1e-4 : 0.02)), zero);
            case RECIPROCAL_SQUARE_ROOT -> map("y", x.type(), (float) (factor * (isWide ? 1e-3 : 0.03)), zero);
            case FLOOR, CEILING, ROUND -> new FeatureMap("y", x.shape(), x.type(), x.quantization());
            case DEQUANTIZE -> new FeatureMap("y", x.shape(), ElementType.FLOAT32);
            default -> map("y", x.type(), (float) (factor * scale), zero);
        };
    }

    /** Real numbers halfway between two stored ones, as nearly as floats can be. */
    @ParameterizedTest
    @EnumSource(names = {"INT8", "UINT8", "INT16"})
    void tiesOfQuantizeAreThoseOfTflite(ElementType type) {
        Random random = new Random(SEED);
        Shape shape = Shape.of(1, 50, 50, 4);
        for (int i = 0; i < SCALES; i++) {
            FeatureMap x = new FeatureMap("x", shape, ElementType.FLOAT32);
            float scale = (float) (1e-4 * Math.exp(4 * random.nextDouble()));
            FeatureMap y = new FeatureMap("y", shape, type, Quantization.perTensor(scale, 0));
            float[] ties = new float[(int) shape.elements()];
            for (int k = 0; k < ties.length; k++) {
                double tie = (random.nextInt(1 << type.bits()) - (1 << (type.bits() - 1)) + 0.5) * scale;
                ties[k] = (float) tie + (random.nextInt(3) - 1) * Math.ulp((float) tie);
            }
            run("ties", new Pointwise(Function.QUANTIZE, 0), ImmutableMap.of(x, TensorData.ofFloats(shape, ties)), y);
        }
        System.out.println(type + ": " + agreement.findings());
        assertThat(agreement.findings().differentKinds()).isEmpty();
    }

    @Test
    void concatenationOf16BitsCopiesWhateverTheScales() {
        FeatureMap a = map("a", ElementType.INT16, 1e-4f, 0);
        FeatureMap b = map("b", ElementType.INT16, 3e-4f, 0);
        Shape twice = Shape.of(1, 512, 256, 1);
        FeatureMap y = new FeatureMap("y", twice, ElementType.INT16, Quantization.perTensor(2e-4f, 0));
        long[] all = LongStream.range(Short.MIN_VALUE, Short.MAX_VALUE + 1).toArray();
        check("scales", new Operator.Concatenation(1, Activation.NONE), ImmutableMap.of(a, all, b, all), y);
        System.out.println(agreement.findings());
        assertThat(agreement.findings().differentKinds()).isEmpty();
        assertThat(agreement.findings().equal()).isEqualTo(1);
    }

    private void check(String description, Operator operator, ImmutableMap<FeatureMap, long[]> inputs, FeatureMap y) {
        ImmutableMap.Builder<FeatureMap, TensorData> data = ImmutableMap.builder();
        inputs.forEach((map, all) -> data.put(map, TensorData.ofIntegers(map.shape(), map.type(), all)));
        run(description, operator, data.buildOrThrow(), y);
    }

    private void run(String description, Operator operator, ImmutableMap<FeatureMap, TensorData> inputs, FeatureMap y) {
        ImmutableList<FeatureMap> maps = inputs.keySet().asList();
        Layer layer = new Layer("layer", operator, ImmutableList.copyOf(maps), ImmutableList.of(y), ImmutableList.of());
        Network network = new Network("every", maps, ImmutableList.of(layer), ImmutableList.of(y));
        ImmutableMap.Builder<String, TensorData> data = ImmutableMap.builder();
        inputs.forEach((map, contents) -> data.put(map.name(), contents));
        agreement.check(description, network, data.buildOrThrow());
    }

    private static FeatureMap map(String name, ElementType type, double scale, long zero) {
        int side = 1 << (type.bits() / 2);
        return new FeatureMap(name, Shape.of(1, side, side, 1), type, Quantization.perTensor(scale, zero));
    }
}
