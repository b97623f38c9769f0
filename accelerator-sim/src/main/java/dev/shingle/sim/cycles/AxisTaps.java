package dev.shingle.sim.cycles;

import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;

/**
 * Which positions of one axis of an operand an output position is made of, tap by tap. Rows count over the batch.
 */
interface AxisTaps {

    /** A tap outside the operand. */
    int OUTSIDE = -1;

    int taps();

    /** Position of the operand, or {@link #OUTSIDE}. */
    int position(int output, int tap);

    /** Rows of a window. */
    static AxisTaps windowRows(Window window, Shape input, Shape output) {
        return of(window.kernelHeight(), (row, tap) -> {
            int y = (row % output.height()) * window.strideHeight()
                    - window.padding().top()
                    + tap * window.dilationHeight();
            return y < 0 || y >= input.height() ? OUTSIDE : row / output.height() * input.height() + y;
        });
    }

    /** Columns of a window. */
    static AxisTaps windowColumns(Window window, Shape input) {
        return of(window.kernelWidth(), (column, tap) -> {
            int x = column * window.strideWidth() - window.padding().left() + tap * window.dilationWidth();
            return x < 0 || x >= input.width() ? OUTSIDE : x;
        });
    }

    /** Rows of a transposed convolution: the taps that some input row reaches the output row by. */
    static AxisTaps transposedRows(Window window, Shape input, Shape output) {
        return of(window.kernelHeight(), (row, tap) -> {
            int y = transposed(
                    row % output.height() + window.padding().top() - tap, window.strideHeight(), input.height());
            return y == OUTSIDE ? OUTSIDE : row / output.height() * input.height() + y;
        });
    }

    /** Columns of a transposed convolution. */
    static AxisTaps transposedColumns(Window window, Shape input) {
        return of(
                window.kernelWidth(),
                (column, tap) ->
                        transposed(column + window.padding().left() - tap, window.strideWidth(), input.width()));
    }

    private static int transposed(int scaled, int stride, int size) {
        boolean isHit = scaled >= 0 && scaled % stride == 0 && scaled / stride < size;
        return isHit ? scaled / stride : OUTSIDE;
    }

    /** The same row; the only one where a dimension is broadcast. */
    static AxisTaps sameRow(Shape input, Shape output) {
        return of(1, (row, tap) -> {
            int image = input.batch() == 1 ? 0 : row / output.height();
            return image * input.height() + (input.height() == 1 ? 0 : row % output.height());
        });
    }

    /** The same column; the only one where the width is broadcast. */
    static AxisTaps sameColumn(Shape input) {
        return of(1, (column, tap) -> input.width() == 1 ? 0 : column);
    }

    /** Rows of a picture of another height: one for nearest, two for bilinear interpolation. */
    static AxisTaps scaledRows(int taps, Shape input, Shape output) {
        return of(
                taps,
                (row, tap) -> row / output.height() * input.height()
                        + scaled(row % output.height(), tap, input.height(), output.height()));
    }

    /** Columns of a picture of another width. */
    static AxisTaps scaledColumns(int taps, Shape input, Shape output) {
        return of(taps, (column, tap) -> scaled(column, tap, input.width(), output.width()));
    }

    private static int scaled(int output, int tap, int inputSize, int outputSize) {
        return (int) Math.min((long) output * inputSize / outputSize + tap, inputSize - 1L);
    }

    /** Every row of the image. */
    static AxisTaps allRows(Shape input, Shape output) {
        return of(input.height(), (row, tap) -> row / output.height() * input.height() + tap);
    }

    /** Positions {@code count * output} to {@code count * output + count - 1}. */
    static AxisTaps stretch(int count) {
        return of(count, (output, tap) -> Math.addExact(Math.multiplyExact(output, count), tap));
    }

    private static AxisTaps of(int taps, Positions positions) {
        return new AxisTaps() {
            @Override
            public int taps() {
                return taps;
            }

            @Override
            public int position(int output, int tap) {
                return positions.of(output, tap);
            }
        };
    }

    /** The operand's position behind a tap. */
    @FunctionalInterface
    interface Positions {
        int of(int output, int tap);
    }
}
