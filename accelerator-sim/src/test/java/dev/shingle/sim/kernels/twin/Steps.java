package dev.shingle.sim.kernels.twin;

import dev.shingle.networks.Layer;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.Arrays;

/**
 * The operand of a layer with stored weights on the steps that it is rounded to: each number goes to the nearest of all
 * steps there are, found by trying them.
 */
public final class Steps {

    private final float size;
    private final int zero;
    private final int least;

    private Steps(float size, int zero, int least) {
        this.size = size;
        this.zero = zero;
        this.least = least;
    }

    /** What a layer computes with instead of its first operand. */
    public static double[] rounded(Layer layer, double[] operand) {
        Shape shape = layer.operands().get(0).shape();
        boolean isVectors = layer.operator() instanceof Operator.FullyConnected;
        int part = isVectors ? layer.operands().get(1).shape().dimension(1) : operand.length / shape.batch();
        double[] rounded = new double[operand.length];
        for (int first = 0; first < operand.length; first += part) {
            double[] of = Arrays.copyOfRange(operand, first, first + part);
            Steps steps = isSymmetric(layer) ? symmetric(of) : fitting(of);
            for (int i = 0; i < part; i++) {
                rounded[first + i] = steps.nearest((float) of[i]);
            }
        }
        return rounded;
    }

    private static boolean isSymmetric(Layer layer) {
        boolean isOneScale = layer.operands().get(1).quantization().scales().length() == 1;
        return layer.operator() instanceof Operator.FullyConnected
                || (layer.operator() instanceof Operator.Convolution it && it.groups() == 1 && isOneScale);
    }

    private static Steps symmetric(double[] part) {
        double greatest = Arrays.stream(part).map(Math::abs).max().orElseThrow();
        return new Steps((float) (greatest / 127), 0, -127);
    }

    /** The zero is the byte that puts the ends of the range closest to the ends of the bytes. */
    private static Steps fitting(double[] part) {
        double bottom = Math.min(0, Arrays.stream(part).min().orElseThrow());
        double top = Math.max(0, Arrays.stream(part).max().orElseThrow());
        double size = (top - bottom) / 255;
        int best = -128;
        for (int zero = -128; zero <= 127; zero++) {
            boolean isCloser = Math.abs(-128 - zero - bottom / size) < Math.abs(-128 - best - bottom / size);
            best = isCloser ? zero : best;
        }
        return new Steps((float) size, best, -128);
    }

    /** Of two that are equally near the one farther from byte 0. */
    private double nearest(float x) {
        if (size == 0) {
            return 0;
        }
        float position = zero + x * (1 / size);
        int best = least;
        for (int step = least; step <= 127; step++) {
            double gain = Math.abs((double) best - position) - Math.abs((double) step - position);
            best = gain > 0 || (gain == 0 && Math.abs(step) > Math.abs(best)) ? step : best;
        }
        return (double) (best - zero) * size;
    }
}
