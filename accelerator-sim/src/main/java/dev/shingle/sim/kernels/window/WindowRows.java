package dev.shingle.sim.kernels.window;

import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.kernels.unit.Box;
import dev.shingle.sim.units.Region;
import java.util.Arrays;

/**
 * The input rows that the windows of a region need, read once for the region and laid out with their padding, so that taps
 * need no bounds:
 *
 * <pre>
 *   region of columns 0 .. 2, kernel 3, stride 2, one column of padding         p = padding, . = channels of a pixel
 *
 *   patch row       p . . . . . .          column x of the patch is input column firstColumn * stride - padding + x
 *   window 0        ^ ^ ^
 *   window 2                ^ ^ ^
 * </pre>
 *
 * Rows are kept in as many slots as a window is high, by input row modulo that number: those of one window never meet in a
 * slot. Only pixels that some tap needs are read; what lies between them in a patch row is left over from before.
 *
 * @param <A> array of numbers
 */
public final class WindowRows<A> {

    private static final int NOTHING = -1;

    /** How the arrays are made, filled and read. */
    public interface Numbers<A> {

        A[] rows(int count);

        A row(int length);

        void fill(A row, int from, int end);

        Box.Mover<A> reader();

        /** Lays each of {@code count} numbers out {@code copies} times. */
        void spread(A from, int count, int copies, A into, int at);
    }

    private final Window window;
    private final Shape input;
    private final int outputHeight;
    private final Numbers<A> numbers;
    private final A[] taps;
    private final A[] slots;
    private final int[] inputRowOfSlot;
    private A padding;
    private int capacity;
    private NeededColumns columns = NeededColumns.NONE;
    private int firstChannel;
    private int channels;
    private int copies = 1;
    private A unspread;

    public WindowRows(Window window, Shape input, Shape output, Numbers<A> numbers) {
        this.window = window;
        this.input = input;
        this.numbers = numbers;
        outputHeight = output.height();
        taps = numbers.rows(window.kernelHeight());
        slots = numbers.rows(Math.min(window.extentHeight(), input.height()));
        inputRowOfSlot = new int[slots.length];
        padding = numbers.row(0);
        unspread = padding;
    }

    /**
     * Forgets all rows; the next ones are those of the region's columns and of the given input channels, each of which stands
     * {@code copiesOfEach} times in a patch row.
     */
    public void begin(Region region, int firstInputChannel, int endInputChannel, int copiesOfEach) {
        if (!columns.isFor(region.firstColumn(), region.endColumn())) {
            columns = NeededColumns.of(window, input.width(), region.firstColumn(), region.endColumn());
        }
        firstChannel = firstInputChannel;
        channels = endInputChannel - firstInputChannel;
        copies = copiesOfEach;
        int length = Math.multiplyExact(columns.count(), channels * copies);
        if (length > capacity) {
            capacity = length;
            padding = numbers.row(length);
            numbers.fill(padding, 0, length);
            Arrays.setAll(slots, slot -> numbers.row(length));
            unspread = numbers.row(copies > 1 ? length : 0);
        }
        Arrays.fill(inputRowOfSlot, NOTHING);
    }

    /** For each tap row of the windows of an output row, the patch row that it reads. Valid until the next call. */
    public A[] of(int outputRow) {
        int image = outputRow / outputHeight;
        long top = (long) (outputRow % outputHeight) * window.strideHeight()
                - window.padding().top();
        for (int i = 0; i < taps.length; i++) {
            long row = top + (long) i * window.dilationHeight();
            boolean isInside = row >= 0 && row < input.height();
            taps[i] = isInside ? loaded(image * input.height() + (int) row) : padding;
        }
        return taps;
    }

    /** Number of tap rows of an output row that lie inside the image. */
    public int tapRowsInside(int outputRow) {
        int top = outputRow % outputHeight * window.strideHeight()
                - window.padding().top();
        return inside(top, window.kernelHeight(), window.dilationHeight(), input.height());
    }

    /** Number of tap columns of an output column that lie inside the image. */
    public int tapColumnsInside(int outputColumn) {
        int left = outputColumn * window.strideWidth() - window.padding().left();
        return inside(left, window.kernelWidth(), window.dilationWidth(), input.width());
    }

    private static int inside(int first, int taps, int dilation, int size) {
        int count = 0;
        for (int tap = 0; tap < taps; tap++) {
            int position = first + tap * dilation;
            count += position >= 0 && position < size ? 1 : 0;
        }
        return count;
    }

    private A loaded(int inputRow) {
        int slot = inputRow % slots.length;
        if (inputRowOfSlot[slot] != inputRow) {
            inputRowOfSlot[slot] = inputRow;
            load(slots[slot], inputRow);
        }
        return slots[slot];
    }

    private void load(A row, int inputRow) {
        int pixelLanes = channels * copies;
        numbers.fill(row, 0, columns.paddingBefore() * pixelLanes);
        numbers.fill(row, (columns.count() - columns.paddingBehind()) * pixelLanes, columns.count() * pixelLanes);
        boolean readsPixels = channels == input.channels();
        for (int run = 0; run < columns.runs(); run++) {
            int first = columns.firstOfRun(run);
            int end = columns.endOfRun(run);
            long pixel = (long) inputRow * input.width() + first;
            int at = (first - columns.origin()) * pixelLanes;
            if (readsPixels) {
                read(pixel * channels, (end - first) * channels, row, at);
                continue;
            }
            for (int column = first; column < end; column++, pixel++, at += pixelLanes) {
                read(pixel * input.channels() + firstChannel, channels, row, at);
            }
        }
    }

    private void read(long firstElement, int count, A row, int at) {
        if (copies == 1) {
            numbers.reader().move(firstElement, count, row, at);
        } else {
            numbers.reader().move(firstElement, count, unspread, 0);
            numbers.spread(unspread, count, copies, row, at);
        }
    }
}
