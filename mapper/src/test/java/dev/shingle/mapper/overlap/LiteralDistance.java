package dev.shingle.mapper.overlap;

import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sections 2 and 3 of docs/model.md word for word: makes the list of units, collects the set of words of each, and walks
 * through them.
 */
final class LiteralDistance {

    private final Operation operation;
    private final Machine machine;
    private final boolean forward;
    private final Tensor read;
    private final Tensor written;
    private final Shape grid;
    private final int rows;
    private final List<Set<Integer>> sources;
    private final int result;

    private LiteralDistance(Operation operation, int operand, int result, Traversal traversal, Machine machine) {
        this.operation = operation;
        this.machine = machine;
        this.forward = traversal == Traversal.FORWARD;
        this.read = new Tensor(operation.operands().get(operand), machine);
        this.written = new Tensor(operation.results().get(result), machine);
        this.sources = LiteralElements.of(operation, operand);
        boolean split = operation.operator() instanceof Operator.Split;
        this.grid = (split ? operation.operands() : operation.results()).get(0).shape();
        this.rows = (int) (grid.pixels() / grid.width());
        this.result = result;
    }

    static Distance of(Operation operation, int operand, int result, Traversal traversal, Machine machine) {
        LiteralDistance literal = new LiteralDistance(operation, operand, result, traversal, machine);
        return literal.hasLineBuffer() ? literal.throughLineBuffer() : literal.unitByUnit();
    }

    /** Words of one tensor. */
    private record Tensor(TensorUse use, int wordBits, int lanes) {

        Tensor(TensorUse use, Machine machine) {
            this(use, machine.layout().wordBits(), lanes(use, machine));
        }

        private static int lanes(TensorUse use, Machine machine) {
            int lanes = use.shape().channels();
            while (!use.dense() && lanes % machine.layout().channelPadding() != 0) {
                lanes++;
            }
            return lanes;
        }

        void addWords(Set<Long> words, int pixel, int lane) {
            long bit = ((long) pixel * lanes + lane) * use.type().bits();
            for (long word = bit / wordBits; word * wordBits < bit + use.type().bits(); word++) {
                words.add(word);
            }
        }

        void addRead(Set<Long> words, int element) {
            addWords(
                    words,
                    element / use.shape().channels(),
                    element % use.shape().channels());
        }

        void addWritten(Set<Long> words, int element) {
            int channels = use.shape().channels();
            addRead(words, element);
            for (int lane = channels; element % channels == channels - 1 && lane < lanes; lane++) {
                addWords(words, element / channels, lane);
            }
        }

        long size() {
            Set<Long> words = new TreeSet<>();
            addWords(words, (int) use.shape().pixels() - 1, lanes - 1);
            return Collections.max(words) + 1;
        }
    }

    private Distance unitByUnit() {
        Distance distance = Distance.FREE;
        Set<Long> writtenSoFar = new TreeSet<>();
        for (List<Integer> unit : units()) {
            Set<Long> reads = new TreeSet<>();
            for (int element : unit) {
                sources.get(element).forEach(source -> read.addRead(reads, source));
            }
            if (!writtenSoFar.isEmpty() && !reads.isEmpty()) {
                distance = distance.max(gap(writtenSoFar, reads));
            }
            unit.forEach(element -> write(writtenSoFar, element));
        }
        return distance;
    }

    private Distance gap(Set<Long> writtenSoFar, Set<Long> reads) {
        if (forward) {
            return Distance.ofWords(Collections.max(writtenSoFar) + 1 - Collections.min(reads));
        }
        long behindWrites = written.size() - Collections.min(writtenSoFar);
        long behindReads = read.size() - (Collections.max(reads) + 1);
        return Distance.ofWords(behindWrites - behindReads);
    }

    private void write(Set<Long> words, int element) {
        if (!(operation.operator() instanceof Operator.Split split)) {
            written.addWritten(words, element);
            return;
        }
        int start = 0;
        for (int i = 0; i < result; i++) {
            start += operation.results().get(i).shape().dimension(split.axis());
        }
        Shape part = written.use().shape();
        int number = 0;
        int rest = element;
        int factor = (int) grid.elements();
        for (int axis = 0; axis < grid.rank(); axis++) {
            factor /= grid.dimension(axis);
            int at = rest / factor - (axis == split.axis() ? start : 0);
            rest %= factor;
            if (at < 0 || at >= part.dimension(axis)) {
                return;
            }
            number = number * part.dimension(axis) + at;
        }
        written.addWritten(words, number);
    }

    private List<List<Integer>> units() {
        WriteGranularity granularity = machine.writeGranularity();
        int tileRows = 1;
        int tileColumns = 1;
        int groupChannels = grid.channels();
        if (granularity instanceof WriteGranularity.Group group) {
            groupChannels = group.channels();
        } else if (granularity instanceof WriteGranularity.Tile tile) {
            tileRows = tile.rows();
            tileColumns = tile.columns();
        } else if (granularity instanceof WriteGranularity.Row) {
            tileColumns = grid.width();
        } else if (granularity instanceof WriteGranularity.Tensor) {
            tileRows = rows;
            tileColumns = grid.width();
        }
        List<List<Integer>> units = new ArrayList<>();
        for (int row : starts(rows, tileRows, !forward)) {
            for (int column : starts(grid.width(), tileColumns, !forward)) {
                boolean descending = !forward && machine.groupOrder() == GroupOrder.DESCENDING;
                for (int channel : starts(grid.channels(), groupChannels, descending)) {
                    units.add(elements(row, row + tileRows, column, column + tileColumns, channel, groupChannels));
                }
            }
        }
        return units;
    }

    private static List<Integer> starts(int length, int size, boolean descending) {
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start < length; start += size) {
            starts.add(start);
        }
        if (descending) {
            Collections.reverse(starts);
        }
        return starts;
    }

    private List<Integer> elements(int row, int endRow, int column, int endColumn, int channel, int channels) {
        List<Integer> elements = new ArrayList<>();
        for (int r = row; r < Math.min(endRow, rows); r++) {
            for (int c = column; c < Math.min(endColumn, grid.width()); c++) {
                for (int o = channel; o < Math.min(channel + channels, grid.channels()); o++) {
                    elements.add((r * grid.width() + c) * grid.channels() + o);
                }
            }
        }
        return elements;
    }

    private boolean hasLineBuffer() {
        Optional<Window> window = Optional.empty();
        if (operation.operator() instanceof Operator.Convolution o) {
            window = Optional.of(o.window());
        } else if (operation.operator() instanceof Operator.DepthwiseConvolution o) {
            window = Optional.of(o.window());
        } else if (operation.operator() instanceof Operator.Pool o) {
            window = Optional.of(o.window());
        }
        return window.isPresent()
                && (window.get().kernelHeight() - 1) * window.get().dilationHeight() + 1 <= machine.lineBufferRows();
    }

    /** Pixels (or rows, or all of it) in order with the words that must have been read before they are written. */
    private Distance throughLineBuffer() {
        List<List<Integer>> pieces = new ArrayList<>();
        int tileRows = machine.writeGranularity() instanceof WriteGranularity.Tensor ? rows : 1;
        boolean wide = tileRows > 1
                || !(machine.writeGranularity() instanceof WriteGranularity.Group
                        || machine.writeGranularity() instanceof WriteGranularity.Pixel
                        || machine.writeGranularity() instanceof WriteGranularity.Tile);
        int tileColumns = wide ? grid.width() : 1;
        for (int row : starts(rows, tileRows, !forward)) {
            for (int column : starts(grid.width(), tileColumns, !forward)) {
                pieces.add(elements(row, row + tileRows, column, column + tileColumns, 0, grid.channels()));
            }
        }
        Set<Long> all = new TreeSet<>();
        sources.forEach(elements -> elements.forEach(element -> read.addRead(all, element)));
        Distance distance = Distance.FREE;
        if (all.isEmpty()) {
            return distance;
        }
        Set<Long> readSoFar = new TreeSet<>();
        Set<Long> writtenSoFar = new TreeSet<>();
        int next = writeComplete(pieces, 0, readSoFar, writtenSoFar);
        long first = Collections.min(all);
        long last = Collections.max(all);
        for (long i = 0; i <= last - first; i++) {
            long word = forward ? first + i : last - i;
            if (!writtenSoFar.isEmpty()) {
                distance = distance.max(gap(writtenSoFar, Set.of(word)));
            }
            readSoFar.add(word);
            next = writeComplete(pieces, next, readSoFar, writtenSoFar);
        }
        return distance;
    }

    private int writeComplete(List<List<Integer>> pieces, int next, Set<Long> readSoFar, Set<Long> writtenSoFar) {
        while (next < pieces.size()) {
            Set<Long> needs = new TreeSet<>();
            for (int element : pieces.get(next)) {
                sources.get(element).forEach(source -> read.addRead(needs, source));
            }
            if (!readSoFar.containsAll(needs)) {
                break;
            }
            pieces.get(next).forEach(element -> written.addWritten(writtenSoFar, element));
            next++;
        }
        return next;
    }
}
