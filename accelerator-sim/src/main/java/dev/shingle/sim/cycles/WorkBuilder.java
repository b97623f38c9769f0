package dev.shingle.sim.cycles;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.math.IntMath;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.math.RoundingMode;
import java.util.Optional;

/** Turns a step into the loops of an engine. */
final class WorkBuilder {

    /** Both operands and the sum are rescaled one after the other. */
    private static final int PASSES_OF_A_SUM = 3;

    private final Step step;
    private final Operation operation;
    private final Machine machine;
    private final Engine engine;
    private final Shape output;
    private final ImmutableList<TensorUse> inputs;
    private final OutputGroups groups;

    private WorkBuilder(Step step, Machine machine, Engine engine) {
        this.step = step;
        this.operation = step.operation();
        this.machine = machine;
        this.engine = engine;
        this.inputs =
                operation.operands().stream().filter(TensorUse::isInScratchpad).collect(toImmutableList());
        boolean isSplit = operation.operator() instanceof Operator.Split;
        this.output =
                (isSplit ? operation.operands() : operation.results()).get(0).shape();
        this.groups = new OutputGroups(engine, output.channels());
    }

    /** Why the engine does not run the operator; empty if it does. */
    static Optional<String> whyNot(Operation operation) {
        Operator operator = operation.operator();
        boolean isHost = operator instanceof Operator.Softmax
                || operator instanceof Operator.LocalResponseNormalization
                || operator instanceof Operator.Opaque
                || operator instanceof Operator.ShapeOf
                || operator instanceof Operator.Transpose
                || (operator instanceof Operator.Reduce reduce && !isSpatial(reduce, operation));
        if (isHost) {
            return Optional.of("left to the host");
        }
        return isMultiplying(operator) && operation.operands().get(1).isInScratchpad()
                ? Optional.of("weights computed at run time")
                : Optional.empty();
    }

    private static boolean isSpatial(Operator.Reduce reduce, Operation operation) {
        Shape input = operation.operands().get(0).shape();
        boolean isCounted =
                reduce.kind() == Operator.Reduce.Kind.ARG_MAXIMUM || reduce.kind() == Operator.Reduce.Kind.ARG_MINIMUM;
        return !isCounted && input.rank() == 4 && reduce.axes().asList().equals(ImmutableList.of(1, 2));
    }

    static boolean isMultiplying(Operator operator) {
        return operator instanceof Operator.Convolution
                || operator instanceof Operator.DepthwiseConvolution
                || operator instanceof Operator.TransposedConvolution
                || operator instanceof Operator.FullyConnected;
    }

    static StepWork build(Step step, Machine machine, Engine engine) {
        return new WorkBuilder(step, machine, engine).build();
    }

    private StepWork build() {
        Operator operator = operation.operator();
        if (operator instanceof Operator.Convolution convolution) {
            return window(
                    convolution.window(),
                    groups.convolution(input().channels(), convolution.groups(), isDense()),
                    isStreamed());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return window(depthwise.window(), groups.depthwise(depthwise.multiplier()), isStreamed());
        }
        if (operator instanceof Operator.Pool pool) {
            return window(pool.window(), groups.channelwise(), isStreamed());
        }
        if (operator instanceof Operator.TransposedConvolution transposed) {
            return work(
                    reads(
                            AxisTaps.transposedRows(transposed.window(), input(), output),
                            AxisTaps.transposedColumns(transposed.window(), input())),
                    groups.convolution(input().channels(), 1, isDense()),
                    false);
        }
        if (operator instanceof Operator.FullyConnected) {
            return fullyConnected();
        }
        return channelwise(operator);
    }

    private StepWork channelwise(Operator operator) {
        if (operator instanceof Operator.Elementwise) {
            ImmutableList<OperandReads> operands = inputs.stream()
                    .map(use -> new OperandReads(
                            port(use, use.shape().width()),
                            AxisTaps.sameRow(use.shape(), output),
                            AxisTaps.sameColumn(use.shape())))
                    .collect(toImmutableList());
            return work(operands, groups.elementwise(inputs), false);
        }
        if (operator instanceof Operator.Resize resize) {
            int taps = resize.mode() == Operator.Resize.Mode.NEAREST ? 1 : 2;
            return work(
                    reads(AxisTaps.scaledRows(taps, input(), output), AxisTaps.scaledColumns(taps, input(), output)),
                    groups.channelwise(),
                    false);
        }
        if (operator instanceof Operator.Reduce) {
            return work(
                    reads(AxisTaps.allRows(input(), output), AxisTaps.stretch(input().width())),
                    groups.channelwise(),
                    false);
        }
        return work(
                reads(AxisTaps.sameRow(input(), output), AxisTaps.sameColumn(input())), groups.channelwise(), false);
    }

    private StepWork window(Window window, ImmutableList<OutputGroup> outputGroups, boolean isStreamed) {
        return work(
                reads(AxisTaps.windowRows(window, input(), output), AxisTaps.windowColumns(window, input())),
                outputGroups,
                isStreamed);
    }

    /** A vector of K elements lies in whole pixels; a grid of several columns has one vector in each. */
    private StepWork fullyConnected() {
        int length = operation.operands().get(1).shape().channels();
        int channels = Math.min(input().channels(), length);
        int pixels = IntMath.divide(length, channels, RoundingMode.CEILING);
        OperandReads reads = new OperandReads(
                port(inputs.get(0), Math.multiplyExact((long) output.width(), pixels)),
                AxisTaps.stretch(1),
                AxisTaps.stretch(pixels));
        return work(ImmutableList.of(reads), groups.convolution(channels, 1, isDense()), false);
    }

    private ImmutableList<OperandReads> reads(AxisTaps rows, AxisTaps columns) {
        return ImmutableList.of(new OperandReads(port(inputs.get(0), input().width()), rows, columns));
    }

    private StepWork work(
            ImmutableList<OperandReads> operands, ImmutableList<OutputGroup> outputGroups, boolean isStreamed) {
        return new StepWork(
                step.outputRows().first(),
                step.outputRows().end(),
                output.width(),
                operands,
                port(operation.results().get(0), output.width()),
                outputGroups,
                isMultiplying(operation.operator()),
                weightBytesPerIssue(),
                isSum() ? PASSES_OF_A_SUM : 1,
                isStreamed);
    }

    private boolean isSum() {
        return operation.operator() instanceof Operator.Elementwise elementwise
                && (elementwise.kind() == Operator.Elementwise.Kind.ADD
                        || elementwise.kind() == Operator.Elementwise.Kind.SUBTRACT);
    }

    private long weightBytesPerIssue() {
        if (!isMultiplying(operation.operator())) {
            return 0;
        }
        boolean isDepthwise = operation.operator() instanceof Operator.DepthwiseConvolution;
        long weights = isDepthwise ? engine.outputLanes() : engine.macsPerCycle();
        return (weights * operation.operands().get(1).type().bits() + 7) / 8;
    }

    private boolean isStreamed() {
        Optional<Window> window = windowOf(operation.operator());
        return window.isPresent() && inputs.size() == 1 && window.get().extentHeight() <= machine.lineBufferRows();
    }

    private static Optional<Window> windowOf(Operator operator) {
        if (operator instanceof Operator.Convolution convolution) {
            return Optional.of(convolution.window());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return Optional.of(depthwise.window());
        }
        return operator instanceof Operator.Pool pool ? Optional.of(pool.window()) : Optional.empty();
    }

    /** Pixels that start at words are fetched by words, even if a frame of fewer channels lies there without padding. */
    private boolean isDense() {
        TensorUse use = inputs.get(0);
        return use.dense() && !use.layoutOn(machine.layout()).isPixelAligned();
    }

    private Shape input() {
        return inputs.get(0).shape();
    }

    private TensorPort port(TensorUse use, long rowPixels) {
        return new TensorPort(use.name(), use.layoutOn(machine.layout()), rowPixels, engine.portWords());
    }
}
