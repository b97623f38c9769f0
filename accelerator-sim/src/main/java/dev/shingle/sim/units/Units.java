package dev.shingle.sim.units;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Enumerates the units of work of one operation in execution order.
 *
 * <p>The walk is a plain simulation: for every unit of the granularity, the reads of every operand, then the writes.
 * Nothing is allocated per pixel, and contiguous words are reported as one range, so that the cost is that of the ranges.
 * Time is O(units * taps) plus what the listener does; elements are visited one by one only where an operator moves or
 * folds them one by one.
 */
public final class Units {

    private final Operation operation;
    private final Machine machine;
    private final Traversal traversal;
    private final RowRange rows;
    private final UnitListener listener;
    private final OutputGrid grid;
    private final ImmutableList<WordRuns> operandRuns;
    private final ImmutableList<WordRuns> resultRuns;

    private Units(Operation operation, Machine machine, Traversal traversal, RowRange rows, UnitListener listener) {
        this.operation = operation;
        this.machine = machine;
        this.traversal = traversal;
        this.rows = rows;
        this.listener = listener;
        grid = OutputGrid.of(operation);
        checkRows(rows, grid);
        ImmutableList.Builder<WordRuns> operands = ImmutableList.builder();
        for (int i = 0; i < operation.operands().size(); i++) {
            int operand = i;
            TensorUse use = operation.operands().get(i);
            WordRuns.Sink sink = (first, end) -> listener.read(operand, first, end);
            operands.add(new WordRuns(layoutOf(use), use.isInScratchpad() ? sink : (first, end) -> {}));
        }
        operandRuns = operands.build();
        ImmutableList.Builder<WordRuns> results = ImmutableList.builder();
        for (int i = 0; i < operation.results().size(); i++) {
            int result = i;
            results.add(new WordRuns(
                    layoutOf(operation.results().get(i)), (first, end) -> listener.write(result, first, end)));
        }
        resultRuns = results.build();
    }

    /**
     * Tells the listener every unit of the given rows, in order.
     *
     * @throws IllegalArgumentException if the shapes do not fit the operator, or the rows its grid
     */
    public static void enumerate(
            Operation operation, Machine machine, Traversal traversal, RowRange rows, UnitListener listener) {
        new Units(operation, machine, traversal, rows, listener).run();
    }

    /**
     * The boxes of the grid that the units of an operation compute, in order; what they read and write is not worked out.
     * Not for an operation behind the line buffer, nor for an opaque one, which computes nothing.
     *
     * @param unit gets one and the same region with other bounds every time
     */
    public static void forEachRegion(
            Operation operation, Machine machine, Traversal traversal, RowRange rows, Consumer<Region> unit) {
        OutputGrid grid = OutputGrid.of(operation);
        checkRows(rows, grid);
        new UnitOrder(grid, rows, traversal, machine).forEach(machine.writeGranularity(), unit);
    }

    /** Whether the input of an operation streams through the machine's line buffer. */
    public static boolean isBehindLineBuffer(Operation operation, Machine machine) {
        Operator operator = operation.operator();
        if (operator instanceof Operator.Convolution convolution) {
            return fitsLineBuffer(convolution.window(), operation, machine);
        } else if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return fitsLineBuffer(depthwise.window(), operation, machine);
        }
        return operator instanceof Operator.Pool pool && fitsLineBuffer(pool.window(), operation, machine);
    }

    /** Weights that are computed at run time are not in the line buffer, so such a layer reads the scratchpad directly. */
    private static boolean fitsLineBuffer(Window window, Operation operation, Machine machine) {
        long scratchpadOperands =
                operation.operands().stream().filter(TensorUse::isInScratchpad).count();
        return scratchpadOperands == 1
                && operation.operands().get(0).isInScratchpad()
                && window.extentHeight() <= machine.lineBufferRows();
    }

    private static void checkRows(RowRange rows, OutputGrid grid) {
        checkArgument(rows.end() <= grid.rows(), "rows [%s, %s) of %s", rows.first(), rows.end(), grid.rows());
    }

    private void run() {
        Operator operator = operation.operator();
        if (operator instanceof Operator.Opaque) {
            runOpaque();
        } else if (operator instanceof Operator.Split split) {
            runSplit(split);
        } else if (operation.results().size() != 1) {
            throw new IllegalArgumentException(
                    operator.displayName() + " has " + operation.results().size() + " results");
        } else {
            ReadRules rules = new ReadRules(operation, operandRuns);
            ResultWrites writes = new ResultWrites(grid, resultRuns.get(0));
            Optional<GridReads> window =
                    isBehindLineBuffer(operation, machine) ? rules.slidingWindow() : Optional.empty();
            window.ifPresentOrElse(reads -> runLineBuffer(reads, writes), () -> runDirect(rules.all(), writes));
        }
    }

    private void runDirect(ImmutableList<UnitReads> reads, ResultWrites writes) {
        forEachUnit(unit -> {
            reads.forEach(operand -> operand.read(unit));
            listener.compute(unit);
            writes.write(unit);
        });
    }

    private void runLineBuffer(GridReads reads, ResultWrites writes) {
        new LineBuffer(reads.windowWords(grid.channels()), grid, rows, traversal, operandRuns.get(0), writes, listener)
                .run(machine.writeGranularity());
    }

    /** The grid is the operand's, so a unit reads the very box that it then hands out to the results. */
    private void runSplit(Operator.Split split) {
        ImmutableList<Shape> shapes =
                operation.results().stream().map(TensorUse::shape).collect(toImmutableList());
        SplitWrites writes =
                new SplitWrites(split.axis(), operation.operands().get(0).shape(), shapes, resultRuns);
        WordRuns operand = operandRuns.get(0);
        forEachUnit(unit -> {
            for (int row = unit.firstRow; row < unit.endRow; row++) {
                for (int column = unit.firstColumn; column < unit.endColumn; column++) {
                    operand.channels((long) row * grid.columns() + column, unit.firstChannel, unit.endChannel);
                }
            }
            operand.flush();
            listener.compute(unit);
            writes.write(unit);
        });
    }

    /** Nothing is known, so the worst is assumed: everything is written, then everything is read. */
    private void runOpaque() {
        listener.beginUnit(rows.first(), 0);
        resultRuns.forEach(Units::everyWord);
        listener.beginUnit(rows.first(), 0);
        operandRuns.forEach(Units::everyWord);
    }

    private static void everyWord(WordRuns runs) {
        runs.ownWords(0, runs.layout().sizeWords());
        runs.flush();
    }

    private void forEachUnit(Consumer<Region> unit) {
        boolean isForward = traversal == Traversal.FORWARD;
        WriteGranularity granularity = machine.writeGranularity();
        new UnitOrder(grid, rows, traversal, machine).forEach(granularity, region -> {
            listener.beginUnit(
                    isForward ? region.firstRow : region.endRow - 1,
                    isForward ? region.firstColumn : region.endColumn - 1);
            unit.accept(region);
        });
    }

    private TensorLayout layoutOf(TensorUse use) {
        return use.layoutOn(machine.layout());
    }
}
