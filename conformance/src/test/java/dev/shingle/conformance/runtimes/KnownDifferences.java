package dev.shingle.conformance.runtimes;

import dev.shingle.networks.ElementType;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.kernels.window.ResizeScale;

/** Layers whose results are known not to be a runtime's, and networks that a runtime is known not to take; each with its reason. */
final class KnownDifferences {

    /** Of networks of any one type. */
    static final int MOST_PERCENT_REFUSED = 5;

    private static final Closeness ONE_STEP = new Closeness(1, 0);

    private KnownDifferences() {}

    static boolean contain(Oracle oracle, Layer layer, TensorData ours, TensorData theirs) {
        boolean isOnnx = oracle.name().equals(Oracle.ONNX_RUNTIME);
        return isOnnx
                ? hasOtherPixels(layer)
                : isWideExponential(layer) && ONE_STEP.difference(ours, theirs).isEmpty();
    }

    /** Sampled by the C library's single-precision function: not always the nearest number to that of double precision. */
    private static boolean isWideExponential(Layer layer) {
        return layer.operator() instanceof Operator.Pointwise pointwise
                && pointwise.function() == Operator.Pointwise.Function.EXPONENTIAL
                && layer.ofm().type() == ElementType.INT16;
    }

    private static boolean hasOtherPixels(Layer layer) {
        return layer.operator() instanceof Operator.Resize resize
                && resize.mode() == Operator.Resize.Mode.NEAREST
                && takesOtherPixels(
                        resize,
                        layer.inputs().get(0).shape(),
                        layer.outputs().get(0).shape());
    }

    /** TensorFlow Lite has sums of 16-bit numbers in no version of the operator. */
    static boolean mayBeRefused(Network network) {
        return network.layers().stream().anyMatch(KnownDifferences::isWideSum);
    }

    private static boolean isWideSum(Layer layer) {
        return layer.operator() instanceof Operator.Reduce reduce
                && reduce.kind() == Operator.Reduce.Kind.SUM
                && layer.operands().get(0).type() == ElementType.INT16;
    }

    private static boolean takesOtherPixels(Operator.Resize resize, Shape from, Shape to) {
        return takesOtherPixels(resize, from.height(), to.height())
                || takesOtherPixels(resize, from.width(), to.width());
    }

    private static boolean takesOtherPixels(Operator.Resize resize, int inputs, int outputs) {
        ResizeScale scale = new ResizeScale(resize, inputs, outputs);
        for (int i = 0; i < outputs; i++) {
            if (scale.nearest(i) != nearestOfOnnxRuntime(resize, inputs, outputs, i)) {
                return true;
            }
        }
        return false;
    }

    /**
     * ONNX Runtime divides by the factor, which it has in single precision. So a position that is whole may fall short of
     * itself: from 21 to 6 pixels, the third one is 2 / 0.2857143 = 6.9999995.
     */
    private static int nearestOfOnnxRuntime(Operator.Resize resize, int inputs, int outputs, int output) {
        float factor = outputs / (float) inputs;
        double position;
        if (resize.alignCorners()) {
            float corner = outputs == 1 ? 0 : (float) output * (inputs - 1) / (outputs - 1);
            position = corner + 0.5;
        } else if (resize.halfPixelCenters()) {
            float centre = (output + 0.5f) / factor - 0.5f;
            position = centre + 0.5;
        } else {
            position = output / factor;
        }
        return Math.max(0, Math.min(inputs - 1, (int) Math.floor(position)));
    }
}
