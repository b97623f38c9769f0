package dev.shingle.mapper.overlap;

import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.Optional;

/**
 * Equation (7) in O(1): windows (and operators that read one pixel per pixel) written by groups, pixels or rows, as long as
 * rounding to words does not tie rows, columns and groups together. With dilation the first taps jump about, and the rows
 * and columns are walked instead: O(rows + columns), still without memory.
 *
 * <p>Rounding: {@code ceil(X/w) - floor(Y/w)} is {@code ceil((X - Y)/w)} if X or Y is always a multiple of w; then only the
 * largest X - Y matters. That holds for words no wider than an element, and where the pixels (and groups) of the result, or
 * those of the operand, fill whole words. All else goes to {@link SeparableDistance}.
 *
 * <p>All positions are in bits and in traversal order, so reverse is the same formula on mirrored windows. Of the first
 * pixel only the later groups count, since nothing has been written before its first one; hence three families, as there:
 *
 * <pre>
 *    D = max( rows 1.. + all columns + all groups,  row 0 + columns 1.. + all groups,  row 0 + column 0 + groups 1.. )
 * </pre>
 */
final class ClosedForm {

    private static final long NONE = WindowAxis.NONE;

    private final Pair pair;
    private final WindowAxis rows;
    private final WindowAxis columns;
    private final int images;
    private final boolean readsAllChannels;
    private final int groupChannels;

    private ClosedForm(Pair pair, WindowAxis rows, WindowAxis columns, int images, boolean readsAllChannels) {
        this.pair = pair;
        this.rows = pair.isReverse() ? rows.reversed() : rows;
        this.columns = pair.isReverse() ? columns.reversed() : columns;
        this.images = images;
        this.readsAllChannels = readsAllChannels;
        int channels = pair.write().channels();
        this.groupChannels = pair.machine().writeGranularity() instanceof WriteGranularity.Group group
                ? Math.min(group.channels(), channels)
                : channels;
    }

    /** The distance, if this pair is of the simple kind. */
    static Optional<Distance> of(Pair pair) {
        if (pair.machine().writeGranularity() instanceof WriteGranularity.Tile) {
            return Optional.empty();
        }
        return geometry(pair).filter(ClosedForm::roundsSeparately).map(ClosedForm::distance);
    }

    private static Optional<ClosedForm> geometry(Pair pair) {
        Operator operator = pair.operation().operator();
        if (operator instanceof Operator.Elementwise || operator instanceof Operator.Pointwise) {
            return pixelwise(pair, false);
        }
        if (pair.operand() != 0) {
            return Optional.empty();
        }
        if (operator instanceof Operator.Softmax) {
            return pixelwise(pair, true);
        }
        if (operator instanceof Operator.Convolution convolution && convolution.groups() == 1) {
            return windowed(pair, convolution.window(), true);
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise && depthwise.multiplier() == 1) {
            return windowed(pair, depthwise.window(), false);
        }
        if (operator instanceof Operator.Pool pool) {
            return windowed(pair, pool.window(), false);
        }
        return Optional.empty();
    }

    private static Optional<ClosedForm> pixelwise(Pair pair, boolean readsAllChannels) {
        Grid grid = pair.grid();
        if (!pair.operandUse().shape().equals(pair.resultUse().shape())) {
            return Optional.empty();
        }
        long pixelBits = pair.read().pixelBits();
        WindowAxis rows = new WindowAxis(grid.rows(), grid.rows(), 1, 1, 1, 0, grid.columns() * pixelBits);
        WindowAxis columns = new WindowAxis(grid.columns(), grid.columns(), 1, 1, 1, 0, pixelBits);
        return Optional.of(new ClosedForm(pair, rows, columns, 1, readsAllChannels));
    }

    private static Optional<ClosedForm> windowed(Pair pair, Window window, boolean readsAllChannels) {
        Shape from = pair.operandUse().shape();
        Shape to = pair.resultUse().shape();
        long pixelBits = pair.read().pixelBits();
        WindowAxis rows = WindowReads.rows(window, from, to, from.width() * pixelBits);
        WindowAxis columns = WindowReads.columns(window, from, to, pixelBits);
        return Optional.of(new ClosedForm(pair, rows, columns, to.batch(), readsAllChannels));
    }

    private int groups() {
        return (pair.write().channels() - 1) / groupChannels + 1;
    }

    private boolean roundsSeparately() {
        int w = pair.wordBits();
        TensorLayout read = pair.read();
        TensorLayout write = pair.write();
        boolean narrowWords = read.elementBits() % w == 0 && write.elementBits() % w == 0;
        boolean wholeWrites =
                write.isPixelAligned() && (groups() == 1 || (long) groupChannels * write.elementBits() % w == 0);
        boolean wholeReads = read.isPixelAligned() && (groups() == 1 || readsAllChannels);
        return narrowWords || wholeWrites || wholeReads;
    }

    private Distance distance() {
        boolean byRow = pair.machine().writeGranularity() instanceof WriteGranularity.Row;
        long bits = byRow ? rowStagedBits() : pixelBits();
        if (bits < NONE / 2) {
            return Distance.FREE;
        }
        long words =
                Math.floorDiv(bits + pair.writeSlackBits() - unreadTailBits() + pair.wordBits() - 1, pair.wordBits());
        return Distance.ofWords(words);
    }

    private long rowStagedBits() {
        long column = columns.lowest();
        return column == Axis.NOTHING ? NONE : sum(laterRows(), -column, lastGroup(0));
    }

    private long pixelBits() {
        long pixelBits = pair.write().pixelBits();
        // The first group finds nothing of its pixel written. Where it reads less than this, later groups outdo it.
        long all = groups() == 1 ? lastGroup(0) : Math.max(lastGroup(0), laterGroups());
        long allColumns = columns.peak(pixelBits, 0);
        long later = sum(laterRows(), allColumns, all);
        int firstRow = rows.firstInput(0);
        if (firstRow < 0) {
            return later;
        }
        long row = -firstRow * rows.stepBits();
        later = Math.max(later, sum(row, columns.peak(pixelBits, 1), all));
        int firstColumn = columns.firstInput(0);
        if (groups() == 1 || firstColumn < 0) {
            return later;
        }
        return Math.max(later, sum(row, -firstColumn * columns.stepBits(), laterGroups()));
    }

    /** Largest row part without the first row. The images of a batch differ by a constant, so the ends suffice. */
    private long laterRows() {
        long rowBits = pair.writtenRowBits();
        long peak = rows.peak(rowBits, 1);
        if (images == 1) {
            return peak;
        }
        long perImage = rows.outputs() * rowBits - rows.inputs() * rows.stepBits();
        long any = rows.peak(rowBits, 0);
        return any == NONE ? NONE : Math.max(peak, any + Math.max(perImage, (images - 1) * perImage));
    }

    /** Largest group part without the first group; there are at least two. */
    private long laterGroups() {
        long k = groups();
        long writeBits = (long) groupChannels * pair.write().elementBits();
        long readBits =
                readsAllChannels ? 0 : (long) groupChannels * pair.read().elementBits();
        if (!pair.isReverse()) {
            return Math.max(writeBits - readBits, (k - 1) * (writeBits - readBits));
        }
        if (pair.machine().groupOrder() == GroupOrder.ASCENDING) {
            return lastGroup(pair.write().pixelBits());
        }
        // Group 0 or, second to be worked on, group k - 2; of each, behind it lies what has been written and read.
        long gap = pair.write().pixelBits()
                - (readsAllChannels ? lanesBehind() : pair.read().pixelBits());
        return gap + Math.max(readBits - writeBits, (k - 1) * (readBits - writeBits));
    }

    /** Group part of a group that reads from the pixel's end in traversal order. */
    private long lastGroup(long writtenBits) {
        return pair.isReverse() ? writtenBits - lanesBehind() : writtenBits - pair.unwrittenGapBits();
    }

    /** Bits of the operand's pixel behind its last real channel; whole words only if its pixels fill whole words. */
    private long lanesBehind() {
        TensorLayout read = pair.read();
        long bits = (long) (read.pixelStride() - read.channels()) * read.elementBits();
        boolean wholeReads = read.isPixelAligned() && (groups() == 1 || readsAllChannels);
        return wholeReads ? bits - bits % pair.wordBits() : bits;
    }

    /** Bits of the operand's last word behind its last pixel, which reverse counts as well. */
    private long unreadTailBits() {
        return pair.isReverse()
                ? pair.readEndBits() - pair.read().pixels() * pair.read().pixelBits()
                : 0;
    }

    private static long sum(long rows, long columns, long groups) {
        return rows == NONE || columns == NONE ? NONE : rows + columns + groups;
    }
}
