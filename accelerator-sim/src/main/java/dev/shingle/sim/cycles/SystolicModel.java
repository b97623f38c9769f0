package dev.shingle.sim.cycles;

import com.google.common.collect.ImmutableMap;
import com.google.common.math.LongMath;
import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Step;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Layers as products of matrices on a systolic array (docs/simulator.md, equations 1 to 6). Memories are never waited for;
 * operators without weights are left out.
 */
final class SystolicModel {

    private final CycleModel model;
    private final SystolicArray array;
    private final Step step;
    private final Operation operation;

    private SystolicModel(CycleModel model, SystolicArray array, Step step) {
        this.model = model;
        this.array = array;
        this.step = step;
        this.operation = step.operation();
    }

    static LayerCycles of(CycleModel model, Step step, Machine machine, Engine engine) {
        Optional<String> whyNot = WorkBuilder.isMultiplying(step.operation().operator())
                ? WorkBuilder.whyNot(step.operation())
                : Optional.of("no product of matrices");
        if (whyNot.isPresent()) {
            String operator = step.operation().operator().displayName();
            return new LayerCycles(
                    step.index(), step.layer(), operator, 0, 0, 0, ImmutableMap.of(), PortAccesses.NONE, whyNot);
        }
        SystolicArray array = new SystolicArray(engine.inputLanes(), engine.outputLanes(), engine.dataflow());
        return new SystolicModel(model, array, step)
                .run(WorkBuilder.build(step, machine, engine).macs());
    }

    private LayerCycles run(long macs) {
        Gemm gemm = gemm();
        long cycles = cycles(gemm);
        long useful = Math.min(cycles, LongMath.divide(macs, array.rows() * array.columns(), RoundingMode.CEILING));
        long streaming = Math.min(cycles, Math.multiplyExact(array.folds(gemm), array.streamed(gemm)));
        Losses losses = new Losses();
        losses.add(Loss.PARTIAL_TILE, streaming - useful);
        losses.add(Loss.DRAIN, cycles - streaming);
        return new LayerCycles(
                step.index(),
                step.layer(),
                operation.operator().displayName(),
                cycles,
                macs,
                useful,
                losses.toMap(),
                PortAccesses.NONE,
                Optional.empty());
    }

    private long cycles(Gemm gemm) {
        return switch (model) {
            case SCALESIM_V2 -> array.scaleSimCycles(gemm);
            case SERIAL -> array.serialCycles(gemm);
            case PIPELINED -> array.pipelinedCycles(gemm);
            case REFERENCE -> throw new AssertionError(model);
        };
    }

    private Gemm gemm() {
        Shape input = operation.operands().get(0).shape();
        Shape output = operation.results().get(0).shape();
        long pixels = Math.multiplyExact(
                (long) step.outputRows().end() - step.outputRows().first(), (long) output.width());
        Operator operator = operation.operator();
        if (operator instanceof Operator.Convolution convolution) {
            int groups = convolution.groups();
            long window = taps(convolution.window()) * (input.channels() / groups);
            return new Gemm(pixels, window, output.channels() / groups, groups);
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return depthwise(depthwise, pixels, input.channels());
        }
        if (operator instanceof Operator.TransposedConvolution transposed) {
            return Gemm.of(input.pixels(), input.channels(), taps(transposed.window()) * output.channels());
        }
        return Gemm.of(pixels, operation.operands().get(1).shape().channels(), output.channels());
    }

    /** SCALE-Sim's own topologies have a depthwise layer as one filter over all channels. */
    private Gemm depthwise(Operator.DepthwiseConvolution depthwise, long pixels, int channels) {
        long taps = taps(depthwise.window());
        return model == CycleModel.SCALESIM_V2
                ? Gemm.of(pixels, taps * channels, depthwise.multiplier())
                : new Gemm(pixels, taps, depthwise.multiplier(), channels);
    }

    private static long taps(Window window) {
        return (long) window.kernelHeight() * window.kernelWidth();
    }
}
