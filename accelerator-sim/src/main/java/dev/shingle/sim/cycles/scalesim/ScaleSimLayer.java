package dev.shingle.sim.cycles.scalesim;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import dev.shingle.sim.cycles.Gemm;
import java.math.RoundingMode;

/**
 * One line of a topology. The input is padded already; a fully connected layer is a 1x1 filter on a 1x1 input, and a depthwise
 * one is written as a single filter over all channels.
 *
 * @param name of the layer
 * @param inputHeight rows of the padded input
 * @param inputWidth its columns
 * @param filterHeight rows of a filter
 * @param filterWidth its columns
 * @param channels of the input
 * @param filters output channels
 * @param stride in both directions
 */
public record ScaleSimLayer(
        String name,
        int inputHeight,
        int inputWidth,
        int filterHeight,
        int filterWidth,
        int channels,
        int filters,
        int stride) {

    public ScaleSimLayer {
        checkArgument(
                inputHeight >= filterHeight && inputWidth >= filterWidth,
                "layer %s has a filter of %sx%s on an input of %sx%s",
                name,
                filterHeight,
                filterWidth,
                inputHeight,
                inputWidth);
        checkArgument(
                filterHeight >= 1 && filterWidth >= 1 && channels >= 1 && filters >= 1 && stride >= 1,
                "layer %s has a size below 1",
                name);
    }

    /** The product of matrices that the layer is. Outputs are counted up to the last one that begins in the input. */
    public Gemm gemm() {
        return Gemm.of(
                outputs(inputHeight, filterHeight) * outputs(inputWidth, filterWidth),
                (long) filterHeight * filterWidth * channels,
                filters);
    }

    private long outputs(int input, int filter) {
        return LongMath.divide((long) input - filter + stride, stride, RoundingMode.CEILING);
    }
}
