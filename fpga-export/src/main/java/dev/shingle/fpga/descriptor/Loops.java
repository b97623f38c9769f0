package dev.shingle.fpga.descriptor;

import dev.shingle.networks.Window;

/**
 * Turns geometry into the precomputed steps of the address generators. Each loop's step leads from the last place of the
 * inner loops to the first place of its next turn:
 *
 * <pre>
 *   taps      group: next word or byte      column: +dilation pixels - groups gone      row: likewise
 *   units     group: 0, or P bytes on if a group reads its own channels
 *             column, row: a stride on, counted from the first tap of the first group of that pixel or row
 * </pre>
 */
final class Loops {

    private final Accelerator accelerator;
    private final Walk walk;
    private final DescriptorBuilder fields;

    Loops(Accelerator accelerator, Walk walk, DescriptorBuilder fields) {
        this.accelerator = accelerator;
        this.walk = walk;
        this.fields = fields;
    }

    /**
     * What a unit reads at one place of its window.
     *
     * @param count taps, one after another
     * @param bytes from one to the next
     * @param isOwn a group of output channels reads the same input channels, and no others
     */
    record Taps(int count, int bytes, boolean isOwn) {}

    /** Groups of P channels of a pixel. */
    int groups(TensorPlace place) {
        return (place.channels() + accelerator.lanes() - 1) / accelerator.lanes();
    }

    /** All channels of the input: words, or single bytes of a dense frame. */
    Taps allChannels(TensorPlace in) {
        return in.dense() ? new Taps(in.channels(), 1, false) : new Taps(groups(in), accelerator.lanes(), false);
    }

    Taps ownChannels() {
        return new Taps(1, accelerator.lanes(), true);
    }

    /**
     * A window slides over the input.
     *
     * @param repeatRows rows of the result that use the same input rows, one after another
     * @param repeatColumns the same for columns
     */
    void slide(TensorPlace in, TensorPlace out, Window window, Taps taps, int repeatRows, int repeatColumns) {
        int row = walk.first(out.rows()) / repeatRows * window.strideHeight()
                - window.padding().top();
        int column = walk.first(out.columns()) / repeatColumns * window.strideWidth()
                - window.padding().left();
        fields.counts(Field.OUT_SIZE, "the result's height", out.rows(), "its width", out.columns())
                .counts(Field.GROUPS, "the number of output groups", groups(out), "that of taps", taps.count())
                .window(window.kernelHeight(), window.kernelWidth(), repeatRows, repeatColumns)
                .coordinates(Field.ORIGIN, "the first row", row, "the first column", column)
                .coordinates(Field.IN_SIZE, "the input's height", in.rows(), "its width", in.columns());
        distances(window);
        fields.coordinate(
                "the last tap's row", (out.rows() - 1L) / repeatRows * window.strideHeight() + window.extentHeight());
        fields.coordinate(
                "the last tap's column",
                (out.columns() - 1L) / repeatColumns * window.strideWidth() + window.extentWidth());
        long start = row * in.rowBytes() + column * in.pixelBytes();
        offsets(in, window, taps, taps.isOwn() ? start + (long) walk.firstGroup(groups(out)) * taps.bytes() : start);
        linear(out, Field.OUT_BASE, Field.OUT_START, Field.OUT_GROUP, Field.OUT_PIXEL);
    }

    private void distances(Window window) {
        long rows = (long) walk.step() * window.strideHeight();
        long columns = (long) walk.step() * window.strideWidth();
        int dilationRows = window.dilationHeight();
        int dilationColumns = window.dilationWidth();
        fields.coordinates(Field.STRIDE, "the stride of rows", rows, "that of columns", columns)
                .coordinates(Field.DILATION, "the dilation of rows", dilationRows, "that of columns", dilationColumns);
    }

    private void offsets(TensorPlace in, Window window, Taps taps, long start) {
        long pixel = in.pixelBytes();
        long withinPlace = (taps.count() - 1L) * taps.bytes();
        long withinRow = (window.kernelWidth() - 1L) * window.dilationWidth() * pixel;
        fields.set(Field.IN_BASE, in.baseWord())
                .set(Field.IN_START, start)
                .set(Field.TAP_GROUP, taps.bytes())
                .set(Field.TAP_COLUMN, window.dilationWidth() * pixel - withinPlace)
                .set(Field.TAP_ROW, window.dilationHeight() * in.rowBytes() - withinRow - withinPlace)
                .set(Field.UNIT_GROUP, taps.isOwn() ? (long) walk.groupStep() * taps.bytes() : 0)
                .set(Field.UNIT_COLUMN, (long) walk.step() * window.strideWidth() * pixel)
                .set(Field.UNIT_ROW, (long) walk.step() * window.strideHeight() * in.rowBytes());
    }

    /** A second operand, walked through like the result. */
    void second(TensorPlace in2) {
        linear(in2, Field.IN2_BASE, Field.IN2_START, Field.IN2_GROUP, Field.IN2_PIXEL);
    }

    private void linear(TensorPlace place, Field base, Field start, Field group, Field pixel) {
        int groups = groups(place);
        long pixelWords = place.pixelBytes() / accelerator.lanes();
        long firstPixel = walk.isReverse() ? place.pixels() - 1 : 0;
        fields.set(base, place.baseWord())
                .set(start, firstPixel * pixelWords + walk.firstGroup(groups))
                .set(group, walk.groupStep())
                .set(pixel, walk.pixelStep(pixelWords, groups));
    }

    /** Weights or parameters, a block for each group, groups ascending in memory. */
    void blocks(Field start, Field group, long firstRow, long blockRows, int groups) {
        fields.set(start, firstRow + walk.firstGroup(groups) * blockRows).set(group, walk.groupStep() * blockRows);
    }
}
