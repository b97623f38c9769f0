package dev.shingle.sim.units;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.util.Optional;

/** Chooses, for every operand in the scratchpad, how a unit reads it: the operator table of docs/model.md section 2. */
final class ReadRules {

    private final Operation operation;
    private final Shape result;
    private final ImmutableList<WordRuns> operandRuns;

    ReadRules(Operation operation, ImmutableList<WordRuns> operandRuns) {
        this.operation = operation;
        this.operandRuns = operandRuns;
        result = operation.results().get(0).shape();
    }

    /** One rule for each operand, or a single one for all operands of an operator that only moves data. */
    ImmutableList<UnitReads> all() {
        if (operation.operator() instanceof Operator.ShapeOf) {
            return ImmutableList.of();
        }
        Optional<CopySource> copy = CopySources.of(operation);
        if (copy.isPresent()) {
            return ImmutableList.of(new CopyReads(copy.get(), operandRuns, result));
        }
        ImmutableList.Builder<UnitReads> rules = ImmutableList.builder();
        for (int operand = 0; operand < operation.operands().size(); operand++) {
            if (operation.operands().get(operand).isInScratchpad()) {
                rules.add(of(operand));
            }
        }
        return rules.build();
    }

    private UnitReads of(int operand) {
        Operator operator = operation.operator();
        TensorUse use = operation.operands().get(operand);
        WordRuns runs = operandRuns.get(operand);
        if (operator instanceof Operator.Elementwise || operator instanceof Operator.Pointwise) {
            return elementwise(use.shape(), runs);
        }
        if (operand > 0) {
            // Weights that another layer computes: no operator says which of them a unit needs, so it needs them all.
            return everything(use.shape(), runs);
        }
        if (operator instanceof Operator.FullyConnected) {
            return new VectorReads(OutputGrid.of(result), use.shape().elements(), runs);
        } else if (operator instanceof Operator.Reduce reduce) {
            return new ReductionReads(reduce, use.shape(), result, runs);
        }
        return window(operator, use.shape(), runs)
                .<UnitReads>map(reads -> reads)
                .orElseGet(() -> other(operator, use, runs));
    }

    private UnitReads other(Operator operator, TensorUse use, WordRuns runs) {
        Shape input = use.shape();
        if (operator instanceof Operator.TransposedConvolution transposed) {
            return transposed(transposed.window(), input, runs);
        } else if (operator instanceof Operator.Resize resize) {
            return resize(resize, use, runs);
        } else if (operator instanceof Operator.Softmax) {
            return withinPixels(input, ChannelRule.all(input.channels()), runs);
        } else if (operator instanceof Operator.LocalResponseNormalization normalization) {
            return withinPixels(input, ChannelRule.neighbours(normalization.size(), input.channels()), runs);
        }
        throw new AssertionError("no rule says what " + operator + " reads");
    }

    private GridReads withinPixels(Shape input, ChannelRule channels, WordRuns runs) {
        return new GridReads(
                TapTable.broadcastRows(input, result),
                TapTable.broadcastColumns(input, result),
                channels,
                input.width(),
                runs);
    }

    /** The rule of a convolution, depthwise convolution or pooling; empty for anything else. */
    Optional<GridReads> slidingWindow() {
        return window(operation.operator(), operation.operands().get(0).shape(), operandRuns.get(0));
    }

    private Optional<GridReads> window(Operator operator, Shape input, WordRuns runs) {
        if (operator instanceof Operator.Convolution convolution) {
            ChannelRule channels = ChannelRule.grouped(convolution.groups(), input.channels(), result.channels());
            return Optional.of(window(convolution.window(), channels, input, runs));
        } else if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            ChannelRule channels = ChannelRule.depthwise(depthwise.multiplier());
            return Optional.of(window(depthwise.window(), channels, input, runs));
        } else if (operator instanceof Operator.Pool pool) {
            return Optional.of(window(pool.window(), ChannelRule.own(), input, runs));
        }
        return Optional.empty();
    }

    private GridReads window(Window window, ChannelRule channels, Shape input, WordRuns runs) {
        TapTable rows = TapTable.window(
                images(input),
                input.height(),
                result.height(),
                window.kernelHeight(),
                window.strideHeight(),
                window.dilationHeight(),
                window.padding().top());
        TapTable columns = TapTable.window(
                1,
                input.width(),
                result.width(),
                window.kernelWidth(),
                window.strideWidth(),
                window.dilationWidth(),
                window.padding().left());
        return new GridReads(rows, columns, channels, input.width(), runs);
    }

    private GridReads transposed(Window window, Shape input, WordRuns runs) {
        TapTable rows = TapTable.transposedWindow(
                images(input),
                input.height(),
                result.height(),
                window.kernelHeight(),
                window.strideHeight(),
                window.padding().top());
        TapTable columns = TapTable.transposedWindow(
                1,
                input.width(),
                result.width(),
                window.kernelWidth(),
                window.strideWidth(),
                window.padding().left());
        return new GridReads(rows, columns, ChannelRule.all(input.channels()), input.width(), runs);
    }

    private GridReads resize(Operator.Resize resize, TensorUse use, WordRuns runs) {
        Shape input = use.shape();
        TapTable rows = TapTable.resize(images(input), input.height(), result.height(), resize, use.type());
        TapTable columns = TapTable.resize(1, input.width(), result.width(), resize, use.type());
        return new GridReads(rows, columns, ChannelRule.own(), input.width(), runs);
    }

    private GridReads elementwise(Shape input, WordRuns runs) {
        boolean hasOwnChannels = input.channels() == result.channels();
        checkArgument(hasOwnChannels || input.channels() == 1, "an operand of shape %s does not fit %s", input, result);
        return new GridReads(
                TapTable.broadcastRows(input, result),
                TapTable.broadcastColumns(input, result),
                hasOwnChannels ? ChannelRule.own() : ChannelRule.broadcast(),
                input.width(),
                runs);
    }

    private static UnitReads everything(Shape input, WordRuns runs) {
        return unit -> {
            runs.elements(0, input.elements());
            runs.flush();
        };
    }

    private int images(Shape input) {
        checkArgument(
                input.batch() == result.batch(), "%s images cannot become %s images", input.batch(), result.batch());
        return input.batch();
    }
}
