package dev.shingle.sim.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator.Pointwise;
import dev.shingle.networks.Operator.Pointwise.Function;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** How far the runtime's TANH and LOGISTIC of 16 bits are from the functions, over all arguments. */
class SigmoidErrorTest {

    /** Steps besides a thousandth of the value. Two tables of 256 lines; or a scale of 2^-12 (TANH: or 2^-11), nearly. */
    static final int TABLE_TANH_STEPS = 2;

    static final int TABLE_LOGISTIC_STEPS = 1;
    static final int FIXED_TANH_STEPS = 10;
    static final int FIXED_LOGISTIC_STEPS = 9;

    private static final int SIDE = 1 << 8;
    private static final int ARGUMENTS = SIDE * SIDE;
    private static final double RESULT_SCALE = 0x1p-15;

    @Test
    void tablesAreOffByOneStepOrTwo() {
        DoubleStream scales = new Random(1).doubles(100, 2e-5, 5e-4).filter(scale -> !isFixedPoint(scale));
        assertErrors(scales.toArray(), TABLE_TANH_STEPS, TABLE_LOGISTIC_STEPS);
    }

    @Test
    void fixedPointIsOffByUpToTenSteps() {
        DoubleStream around = DoubleStream.iterate(-6.9e-4, by -> by < 6.9e-4, by -> by + 3e-5);
        double[] scales = around.flatMap(by -> DoubleStream.of(0x1p-12 * (1 + by), 0x1p-11 * (1 + by)))
                .toArray();
        assertErrors(scales, FIXED_TANH_STEPS, FIXED_LOGISTIC_STEPS);
    }

    static boolean isFixedPoint(double scale) {
        return Math.abs(scale * 0x1p12 - 1) < 2e-3 || Math.abs(scale * 0x1p11 - 1) < 2e-3;
    }

    /** No argument is off by more, and some argument by as much, but for a step. */
    private static void assertErrors(double[] scales, int tanhSteps, int logisticSteps) {
        assertThat(error(Function.TANH, scales)).isBetween(tanhSteps - 1.0, (double) tanhSteps);
        assertThat(error(Function.LOGISTIC, scales)).isBetween(logisticSteps - 1.0, (double) logisticSteps);
    }

    private static double error(Function function, double[] scales) {
        return DoubleStream.of(scales)
                .map(scale -> error(function, (float) scale))
                .max()
                .orElseThrow();
    }

    private static double error(Function function, float scale) {
        FeatureMap operand = map("x", scale);
        FeatureMap result = map("y", RESULT_SCALE);
        ByteBuffer arguments = ByteBuffer.allocate(ARGUMENTS * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < ARGUMENTS; i++) {
            arguments.putShort((short) i);
        }
        PlainTensor x = PlainTensor.of(TensorData.wrap(operand.shape(), operand.type(), arguments.array()));
        PlainTensor y = PlainTensor.of(result);
        Layer layer = new Layer(
                "layer",
                Pointwise.of(function),
                ImmutableList.of(operand),
                ImmutableList.of(result),
                ImmutableList.of(function + "#0"));
        OutputGrid grid = OutputGrid.of(result.shape());
        Kernels.of(layer, Rounding.TFLITE)
                .bind(i -> x, i -> y)
                .compute(Region.of(0, grid.rows(), 0, grid.columns(), 0, grid.channels()));
        double error = 0;
        for (int i = 0; i < ARGUMENTS; i++) {
            double real = (short) i * (double) scale;
            double value = function == Function.TANH ? Math.tanh(real) : 1 / (1 + Math.exp(-real));
            double steps = Math.min(Short.MAX_VALUE, Math.rint(value / RESULT_SCALE));
            double off = Math.abs(y.data().numbers().value(i) - steps);
            error = Math.max(error, off - 1e-3 * Math.abs(steps));
        }
        return error;
    }

    private static FeatureMap map(String name, double scale) {
        return new FeatureMap(name, Shape.hwc(SIDE, SIDE, 1), ElementType.INT16, Quantization.perTensor(scale, 0));
    }
}
