package dev.shingle.benchmarks.run;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.shingle.networks.Constant;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Quantization;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.networks.fixedpoint.FixedPoint;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/** An int8 convolution as its definition reads: row, column, output channel, kernel row, kernel column, input channel. */
final class NestedLoops {

    private final Shape in;
    private final Shape out;
    private final Window window;
    private final byte[] weights;
    private final int[] bias;
    private final FixedPoint[] scales;
    private final int inputZero;
    private final int outputZero;

    NestedLoops(Layer layer) {
        in = layer.ifm().shape();
        out = layer.ofm().shape();
        window = ((Operator.Convolution) layer.operator()).window();
        Constant kernel = layer.constants().get(0);
        weights = new byte[Math.toIntExact(kernel.shape().elements())];
        kernel.contents().bytes().get(weights);
        ByteBuffer sums = layer.constants().get(1).contents().bytes();
        IntBuffer words = sums.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        bias = new int[words.remaining()];
        words.get(bias);
        Quantization from = layer.ifm().quantization();
        Quantization to = layer.ofm().quantization();
        inputZero = (int) from.zeroPoints().get(0);
        outputZero = (int) to.zeroPoints().get(0);
        scales = scales(
                kernel.quantization().scales(),
                from.scales().get(0),
                to.scales().get(0));
    }

    private FixedPoint[] scales(ImmutableDoubleArray ofWeights, double from, double to) {
        FixedPoint[] factors = new FixedPoint[out.channels()];
        for (int o = 0; o < factors.length; o++) {
            factors[o] = FixedPoint.of(from * ofWeights.get(ofWeights.length() == 1 ? 0 : o) / to);
        }
        return factors;
    }

    byte[] run(TensorData input) {
        byte[] elements = new byte[Math.toIntExact(in.elements())];
        input.bytes().get(elements);
        byte[] result = new byte[Math.toIntExact(out.elements())];
        int at = 0;
        for (int row = 0; row < out.height(); row++) {
            for (int column = 0; column < out.width(); column++) {
                for (int o = 0; o < out.channels(); o++) {
                    int scaled = Rounding.TFLITE.scale(sum(elements, row, column, o), scales[o]) + outputZero;
                    result[at++] = (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, scaled));
                }
            }
        }
        return result;
    }

    private int sum(byte[] elements, int row, int column, int o) {
        int sum = bias[o];
        for (int i = 0; i < window.kernelHeight(); i++) {
            int y = row * window.strideHeight() + i - window.padding().top();
            for (int j = 0; j < window.kernelWidth(); j++) {
                int x = column * window.strideWidth() + j - window.padding().left();
                if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                    int pixel = (y * in.width() + x) * in.channels();
                    int tap = ((o * window.kernelHeight() + i) * window.kernelWidth() + j) * in.channels();
                    for (int c = 0; c < in.channels(); c++) {
                        sum += (elements[pixel + c] - inputZero) * weights[tap + c];
                    }
                }
            }
        }
        return sum;
    }
}
