package dev.shingle.testkit.engine;

import static com.google.common.base.Preconditions.checkArgument;

import dev.shingle.networks.Window;
import java.util.stream.LongStream;

/**
 * A layer with a sliding window: convolution, depthwise convolution or pooling, which of them is the engine's affair. Both
 * tensors are stored pixel by pixel in raster order, a pixel's channels side by side, an element in a word.
 *
 * @param inputRows height of the input
 * @param inputColumns width of the input
 * @param inputChannels channels of the input
 * @param outputChannels channels of the output
 * @param window kernel, strides, dilation, padding
 */
public record WindowLayer(int inputRows, int inputColumns, int inputChannels, int outputChannels, Window window) {

    public WindowLayer {
        checkArgument(
                inputRows >= 1 && inputColumns >= 1 && inputChannels >= 1 && outputChannels >= 1,
                "a tensor without elements: %s x %s x %s to %s channels",
                inputRows,
                inputColumns,
                inputChannels,
                outputChannels);
        checkArgument(
                paddedRows(inputRows, window) >= window.extentHeight()
                        && paddedColumns(inputColumns, window) >= window.extentWidth(),
                "%s does not fit into %s x %s pixels",
                window,
                inputRows,
                inputColumns);
    }

    /** Height of the output. */
    public int outputRows() {
        return (paddedRows(inputRows, window) - window.extentHeight()) / window.strideHeight() + 1;
    }

    /** Width of the output. */
    public int outputColumns() {
        return (paddedColumns(inputColumns, window) - window.extentWidth()) / window.strideWidth() + 1;
    }

    /** Words of the input. */
    public long inputWords() {
        return (long) inputRows * inputColumns * inputChannels;
    }

    /** Words of the output. */
    public long outputWords() {
        return (long) outputRows() * outputColumns() * outputChannels;
    }

    /** The input row under row {@code kernelRow} of the window of output row {@code outputRow}; may be padding. */
    public int inputRow(int outputRow, int kernelRow) {
        return outputRow * window.strideHeight() - window.padding().top() + kernelRow * window.dilationHeight();
    }

    /** The input column under column {@code kernelColumn} of the window of an output column; may be padding. */
    public int inputColumn(int outputColumn, int kernelColumn) {
        return outputColumn * window.strideWidth() - window.padding().left() + kernelColumn * window.dilationWidth();
    }

    /** Whether there is such a pixel in the input; if not it is padding, which no engine reads. */
    public boolean hasPixel(int inputRow, int inputColumn) {
        return inputRow >= 0 && inputRow < inputRows && inputColumn >= 0 && inputColumn < inputColumns;
    }

    /** The word of an input element. */
    public long inputWord(int row, int column, int channel) {
        return ((long) row * inputColumns + column) * inputChannels + channel;
    }

    /** The word of an output element. */
    public long outputWord(int row, int column, int channel) {
        return ((long) row * outputColumns() + column) * outputChannels + channel;
    }

    /** Every word under the window of an output pixel, kernel row by kernel row; padding has none. */
    public LongStream windowWords(int outputRow, int outputColumn) {
        LongStream.Builder words = LongStream.builder();
        for (int i = 0; i < window.kernelHeight(); i++) {
            for (int j = 0; j < window.kernelWidth(); j++) {
                int row = inputRow(outputRow, i);
                int column = inputColumn(outputColumn, j);
                for (int channel = 0; channel < inputChannels && hasPixel(row, column); channel++) {
                    words.add(inputWord(row, column, channel));
                }
            }
        }
        return words.build();
    }

    /** Every word of an output pixel, channel by channel. */
    public LongStream pixelWords(int outputRow, int outputColumn) {
        long first = outputWord(outputRow, outputColumn, 0);
        return LongStream.range(first, first + outputChannels);
    }

    private static int paddedRows(int rows, Window window) {
        return rows + window.padding().top() + window.padding().bottom();
    }

    private static int paddedColumns(int columns, Window window) {
        return columns + window.padding().left() + window.padding().right();
    }
}
