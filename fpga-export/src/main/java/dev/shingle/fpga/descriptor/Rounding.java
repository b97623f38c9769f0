package dev.shingle.fpga.descriptor;

import com.google.common.base.Ascii;
import dev.shingle.networks.Operator;

/**
 * How products of sums and multipliers are rounded. Two roundings differ in the second one, from 31 bits behind the point to
 * the integer, and there in ties only; the descriptor says for each layer which way they go. Single rounding is a build of
 * its own.
 */
public enum Rounding {
    /** As TensorFlow Lite: ties up in convolutions and fully connected layers, half away from zero elsewhere. */
    TFLITE,
    /** Half away from zero throughout: the reference kernels, those of TFLM included. */
    TFLM_REFERENCE,
    /** Once, ties up: builds with single rounding. */
    SINGLE;

    /** As it is written on the command line and in manifests. */
    public String displayName() {
        return Ascii.toLowerCase(name()).replace('_', '-');
    }

    /** Whether ties of a layer go away from zero. */
    boolean isAway(Operator operator) {
        return switch (this) {
            case TFLITE -> !(operator instanceof Operator.Convolution || operator instanceof Operator.FullyConnected);
            case TFLM_REFERENCE -> true;
            case SINGLE -> false;
        };
    }
}
