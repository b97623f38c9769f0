package dev.shingle.mapper.verify;

import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.Optional;

/**
 * When the words of a step's results are written. A result normally lies on the grid as it is; the results of a split lie
 * side by side on it. Padding lanes go with the last channel.
 */
final class WriteTimes {

    private final Step step;
    private final UnitGrid grid;
    private final Optional<LineBuffer> lineBuffer;
    private final Layout layout;

    WriteTimes(Step step, UnitGrid grid, Optional<LineBuffer> lineBuffer, Layout layout) {
        this.step = step;
        this.grid = grid;
        this.lineBuffer = lineBuffer;
        this.layout = layout;
    }

    StepScene.Write of(int result, int buffer, Placement placement) {
        TensorUse use = step.operation().results().get(result);
        TensorLayout words = use.layoutOn(layout);
        if (step.operation().operator() instanceof Operator.Opaque) {
            TensorTimes atOnce = StepScene.everyWord(words, use.shape(), words.storedChannels(), 0);
            return new StepScene.Write(buffer, placement, words, atOnce, atOnce, 0, words.pixels());
        }
        Place place = place(result);
        int width = use.shape().width();
        TensorTimes.PixelTimes pixelTimes = pixelTimes(place, width);
        int[] channelTimes = channelTimes(place, words);
        RowRange rows = place.rows(use.shape(), grid.rows());
        return new StepScene.Write(
                buffer,
                placement,
                words,
                new TensorTimes(words, width, pixelTimes, channelTimes, TensorTimes.Pick.EARLIEST),
                new TensorTimes(words, width, pixelTimes, channelTimes, TensorTimes.Pick.LATEST),
                (long) rows.first() * width,
                (long) rows.end() * width);
    }

    /** Only windows are streamed, and their result is the whole grid. */
    private TensorTimes.PixelTimes pixelTimes(Place place, int width) {
        return lineBuffer
                .map(LineBuffer::writes)
                .orElseGet(() -> new RasterTimes(
                        row -> rowTime(place.rowOnGrid(row)),
                        width,
                        column -> grid.pixelTime(0, grid.columnAxis().ordinalOf(column + place.column()))));
    }

    private long rowTime(int gridRow) {
        int ordinal = grid.rowAxis().ordinalOf(gridRow);
        return ordinal < 0 ? WordTimes.NEVER : grid.pixelTime(ordinal, 0);
    }

    private int[] channelTimes(Place place, TensorLayout words) {
        int[] times = new int[words.storedChannels()];
        if (lineBuffer.isEmpty()) {
            for (int channel = 0; channel < times.length; channel++) {
                int real = Math.min(channel, words.channels() - 1);
                times[channel] = grid.groupAxis().ordinalOf(real + place.channel());
            }
        }
        return times;
    }

    private Place place(int result) {
        if (!(step.operation().operator() instanceof Operator.Split split)) {
            return Place.WHOLE;
        }
        int before = 0;
        for (TensorUse earlier : step.operation().results().subList(0, result)) {
            before += earlier.shape().dimension(split.axis());
        }
        Shape whole = step.operation().operands().get(0).shape();
        int fromEnd = whole.rank() - 1 - split.axis();
        if (fromEnd == 0) {
            return new Place(1, 1, 0, 0, before);
        }
        if (fromEnd == 1) {
            return new Place(1, 1, 0, before, 0);
        }
        int below = 1;
        for (int axis = split.axis() + 1; axis < whole.rank() - 2; axis++) {
            below *= whole.dimension(axis);
        }
        int part = step.operation().results().get(result).shape().dimension(split.axis()) * below;
        return new Place(part, whole.dimension(split.axis()) * below, before * below, 0, 0);
    }

    /**
     * Where a result lies on the grid: its rows in blocks of {@code rowsOfPart}, one at the same place of every block of
     * {@code rowsOfWhole} grid rows, shifted by rows, columns and channels.
     */
    private record Place(int rowsOfPart, int rowsOfWhole, int row, int column, int channel) {

        static final Place WHOLE = new Place(1, 1, 0, 0, 0);

        int rowOnGrid(int resultRow) {
            return resultRow / rowsOfPart * rowsOfWhole + resultRow % rowsOfPart + row;
        }

        /** Rows of the result that a range of grid rows writes; where rows are split the range is always the whole. */
        RowRange rows(Shape result, RowRange gridRows) {
            return rowsOfWhole == 1 ? gridRows : new RowRange(0, StepScene.rowsOf(result));
        }
    }
}
