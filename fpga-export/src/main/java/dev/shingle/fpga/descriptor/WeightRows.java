package dev.shingle.fpga.descriptor;

import dev.shingle.fpga.memory.MemoryImage;
import java.io.ByteArrayOutputStream;

/**
 * The weight memory, in the order in which the accelerator streams it: for each group of output channels, for each tap, P
 * rows of P weights (row o: the weights of output channel o for the tap's P input channels), or a single row (one weight for
 * each output channel) where a tap is one channel only. P rows are a word; layers start at words.
 */
final class WeightRows {

    private final int lanes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long weights;

    WeightRows(int lanes) {
        this.lanes = lanes;
    }

    /** A weight of output channel o at a tap's row and column, for input channel i. */
    @FunctionalInterface
    interface Source {
        byte weight(int output, int row, int column, int input);
    }

    /**
     * Appends a layer.
     *
     * @param inputs input channels of each output channel
     * @param byRows one row for each tap and input channel
     * @return its first row
     */
    long append(int outputs, int kernelRows, int kernelColumns, int inputs, boolean byRows, Source source) {
        pad();
        weights += (long) outputs * kernelRows * kernelColumns * inputs;
        long first = bytes.size() / lanes;
        for (int group = 0; group < outputs; group += lanes) {
            int end = Math.min(outputs, group + lanes);
            for (int row = 0; row < kernelRows; row++) {
                for (int column = 0; column < kernelColumns; column++) {
                    if (byRows) {
                        rows(group, end, row, column, inputs, source);
                    } else {
                        words(group, end, row, column, inputs, source);
                    }
                }
            }
        }
        return first;
    }

    private void rows(int group, int end, int row, int column, int inputs, Source source) {
        for (int input = 0; input < inputs; input++) {
            byte[] line = new byte[lanes];
            for (int output = group; output < end; output++) {
                line[output - group] = source.weight(output, row, column, input);
            }
            bytes.writeBytes(line);
        }
    }

    private void words(int group, int end, int row, int column, int inputs, Source source) {
        for (int first = 0; first < inputs; first += lanes) {
            byte[] word = new byte[lanes * lanes];
            for (int output = group; output < end; output++) {
                for (int input = first; input < Math.min(inputs, first + lanes); input++) {
                    word[(output - group) * lanes + input - first] = source.weight(output, row, column, input);
                }
            }
            bytes.writeBytes(word);
        }
    }

    /** Weights of the network, without what fills up words. */
    long weights() {
        return weights;
    }

    /** At least two words, so that their address has a bit. */
    MemoryImage image() {
        pad();
        MemoryImage all = MemoryImage.of(Byte.SIZE * lanes * lanes, bytes.toByteArray());
        return all.paddedTo(Math.max(2, all.depthWords()));
    }

    private void pad() {
        int word = lanes * lanes;
        bytes.writeBytes(new byte[(word - bytes.size() % word) % word]);
    }
}
