package dev.shingle.mapper.verify;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.Arrays;
import java.util.Optional;

/**
 * When one step reads and writes the words of its buffers.
 *
 * @param step the step
 * @param grid its units; of no meaning for opaque operators
 * @param lineBuffer the line buffer through which the first operand is read, if it is
 * @param reads one entry per operand in the scratchpad, in operand order
 * @param writes one entry per result
 */
record StepScene(
        Step step,
        UnitGrid grid,
        Optional<LineBuffer> lineBuffer,
        ImmutableList<Read> reads,
        ImmutableList<Write> writes) {

    /**
     * An operand in the scratchpad.
     *
     * @param operandIndex its position among all operands
     * @param buffer number of its buffer
     * @param last time of the last read of every word
     */
    record Read(int operandIndex, int buffer, Placement placement, TensorLayout layout, WordTimes last) {}

    /**
     * A result, of which this step writes the pixels {@code [firstPixel, endPixel)}.
     *
     * @param first time of the first write of every word
     * @param last time of the last write, which differs if elements of a word are written by several units
     */
    record Write(
            int buffer,
            Placement placement,
            TensorLayout layout,
            WordTimes first,
            TensorTimes last,
            long firstPixel,
            long endPixel) {

        /** The words that the step writes. */
        void forEachRun(OwnWords.Run run) {
            OwnWords.forEachRun(layout, firstPixel, endPixel, run);
        }
    }

    static StepScene of(PlanIndex index, Step step) {
        Machine machine = index.plan().machine();
        Operation operation = step.operation();
        boolean isOpaque = operation.operator() instanceof Operator.Opaque;
        Shape gridShape = ReadRules.gridOf(operation);
        RowRange rows = step.outputRows();
        UnitGrid grid = UnitGrid.of(machine, gridShape, rows, step.traversal());
        Optional<LineBuffer> lineBuffer = isOpaque ? Optional.empty() : lineBuffer(machine, operation, grid);
        ImmutableList.Builder<Read> reads = ImmutableList.builder();
        for (int i = 0; i < operation.operands().size(); i++) {
            TensorUse use = operation.operands().get(i);
            if (use.isInScratchpad()) {
                int buffer = index.numberOf(use.name());
                TensorLayout layout = use.layoutOn(machine.layout());
                WordTimes last = isOpaque
                        ? everyWord(layout, use.shape(), layout.storedChannels(), 1)
                        : lastReads(operation, i, grid, layout, lineBuffer);
                reads.add(new Read(i, buffer, index.placement(buffer), layout, last));
            }
        }
        WriteTimes writeTimes = new WriteTimes(step, grid, lineBuffer, machine.layout());
        ImmutableList.Builder<Write> writes = ImmutableList.builder();
        for (int i = 0; i < operation.results().size(); i++) {
            int buffer = index.numberOf(operation.results().get(i).name());
            writes.add(writeTimes.of(i, buffer, index.placement(buffer)));
        }
        return new StepScene(step, grid, lineBuffer, reads.build(), writes.build());
    }

    static int rowsOf(Shape shape) {
        return Math.toIntExact(shape.pixels() / shape.width());
    }

    private static Optional<LineBuffer> lineBuffer(Machine machine, Operation operation, UnitGrid grid) {
        TensorUse input = operation.operands().get(0);
        if (!input.isInScratchpad()) {
            return Optional.empty();
        }
        return ReadRules.throughLineBuffer(operation, machine.lineBufferRows())
                .map(reads ->
                        new LineBuffer(reads, grid, input.layoutOn(machine.layout()), machine.writeGranularity()));
    }

    private static WordTimes lastReads(
            Operation operation, int operand, UnitGrid grid, TensorLayout layout, Optional<LineBuffer> lineBuffer) {
        if (lineBuffer.isPresent()) {
            Shape shape = operation.operands().get(operand).shape();
            return operand == 0
                    ? lineBuffer.get().reads()
                    : everyWord(
                            layout, shape, layout.channels(), lineBuffer.get().lastTime());
        }
        OperandReads reads = ReadRules.of(operation, operand);
        return reads instanceof SeparableReads separable
                ? separable.lastReads(grid, layout)
                : new SweptReads(reads, grid, layout);
    }

    /** All words that hold a bit of the first {@code channels} channels of a pixel, at one time. */
    static TensorTimes everyWord(TensorLayout layout, Shape shape, int channels, long time) {
        int[] channelTimes = new int[layout.storedChannels()];
        Arrays.fill(channelTimes, channels, channelTimes.length, -1);
        RasterTimes always = new RasterTimes(row -> time, shape.width(), column -> 0);
        return new TensorTimes(layout, shape.width(), always, channelTimes, TensorTimes.Pick.LATEST);
    }

    /** Operands that the step reads through a buffer of this number. */
    ImmutableList<Read> readsOf(int buffer) {
        return reads.stream().filter(read -> read.buffer() == buffer).collect(toImmutableList());
    }

    ImmutableList<Write> writesOf(int buffer) {
        return writes.stream().filter(write -> write.buffer() == buffer).collect(toImmutableList());
    }
}
