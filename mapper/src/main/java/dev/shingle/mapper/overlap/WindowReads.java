package dev.shingle.mapper.overlap;

import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;

/** Reads of operators whose rows and columns are those under a window: equation (7)'s y0 and x0. */
final class WindowReads {

    private WindowReads() {}

    /** Rows of one image. */
    static WindowAxis rows(Window window, Shape from, Shape to, long rowBits) {
        return new WindowAxis(
                from.height(),
                to.height(),
                window.kernelHeight(),
                window.strideHeight(),
                window.dilationHeight(),
                window.padding().top(),
                rowBits);
    }

    static WindowAxis columns(Window window, Shape from, Shape to, long pixelBits) {
        return new WindowAxis(
                from.width(),
                to.width(),
                window.kernelWidth(),
                window.strideWidth(),
                window.dilationWidth(),
                window.padding().left(),
                pixelBits);
    }

    /** Rows and columns under the window, channels as given. */
    static Reads.Separable windowed(Window window, Pair pair, Axis channels) {
        Shape from = pair.operandUse().shape();
        Shape to = pair.operation().results().get(0).shape();
        long pixelBits = pair.read().pixelBits();
        long rowBits = from.width() * pixelBits;
        Axis rows = images(to.batch(), from.height() * rowBits, rows(window, from, to, rowBits));
        return new Reads.Separable(rows, columns(window, from, to, pixelBits), channels);
    }

    /** Every input pixel that a tap spreads to the output pixel: y*stride - padding + tap = r. */
    static Reads.Separable transposed(Window window, Pair pair) {
        Shape from = pair.operandUse().shape();
        Shape to = pair.operation().results().get(0).shape();
        long pixelBits = pair.read().pixelBits();
        long rowBits = from.width() * pixelBits;
        Axis rows = spread(
                from.height(),
                to.height(),
                window.kernelHeight(),
                window.strideHeight(),
                window.padding().top(),
                rowBits);
        Axis columns = spread(
                from.width(),
                to.width(),
                window.kernelWidth(),
                window.strideWidth(),
                window.padding().left(),
                pixelBits);
        Axis batch = images(to.batch(), from.height() * rowBits, rows);
        return new Reads.Separable(batch, columns, allChannels(pair));
    }

    private static Axis spread(int inputs, int outputs, int kernel, int stride, int padding, long stepBits) {
        return Axis.between(
                outputs,
                stepBits,
                0,
                r -> Math.max(0, -Math.floorDiv(-(r + padding - kernel + 1), stride)),
                r -> Math.min(inputs - 1, Math.floorDiv(r + padding, stride)));
    }

    static Axis allChannels(Pair pair) {
        TensorLayout read = pair.read();
        return Axis.constant(pair.grid().channels(), (long) read.channels() * read.elementBits());
    }

    static Axis ownChannel(Pair pair) {
        int bits = pair.read().elementBits();
        return Axis.even(pair.grid().channels(), bits, bits);
    }

    /** Each output channel reads the input channels of its group. */
    static Axis groupedChannels(Pair pair, int groups) {
        int bits = pair.read().elementBits();
        int inputs = pair.read().channels() / groups;
        int outputs = pair.grid().channels() / groups;
        return Axis.between(
                pair.grid().channels(),
                bits,
                bits,
                channel -> channel / outputs * inputs,
                channel -> channel / outputs * inputs + inputs - 1);
    }

    /** Each output channel reads the channels from (size-1)/2 below to size/2 above it: a window without padding's elements. */
    static Axis neighbouringChannels(Pair pair, int size) {
        int bits = pair.read().elementBits();
        int channels = pair.read().channels();
        return Axis.between(
                pair.grid().channels(),
                bits,
                bits,
                channel -> Math.max(channel - (size - 1) / 2, 0),
                channel -> Math.min(channel + size / 2, channels - 1));
    }

    static Axis multipliedChannels(Pair pair, int multiplier) {
        int bits = pair.read().elementBits();
        return Axis.of(pair.grid().channels(), bits, bits, channel -> channel / multiplier);
    }

    /** Images of a batch, one behind another. */
    static Axis images(int images, long imageBits, Axis one) {
        return Axis.nested(Axis.even(images, imageBits, 0), one);
    }
}
