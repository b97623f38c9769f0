package dev.shingle.mapper.schedule;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Window;
import java.util.Optional;

/** Memory outside the scratchpad that a machine's write granularity and line buffer take for granted. */
public final class Staging {

    private Staging() {}

    /** Largest over the steps: they run one after another and share it. */
    public static long bytes(MemoryPlan plan) {
        return plan.steps().stream()
                .mapToLong(step -> bytes(step, plan.machine()))
                .max()
                .orElse(0);
    }

    private static long bytes(Step step, Machine machine) {
        Operation operation = step.operation();
        long bits = 0;
        for (TensorUse result : operation.results()) {
            bits += stagedBits(
                    result,
                    machine.layout()
                            .of(result.shape(), result.type(), result.dense())
                            .pixelBits(),
                    machine);
        }
        Optional<Window> window = window(operation.operator());
        long inScratchpad =
                operation.operands().stream().filter(TensorUse::isInScratchpad).count();
        if (machine.lineBufferRows() > 0
                && inScratchpad == 1
                && window.isPresent()
                && window.get().extentHeight() <= machine.lineBufferRows()) {
            TensorUse ifm = operation.operands().get(0);
            bits += (long) window.get().extentHeight()
                    * ifm.shape().width()
                    * machine.layout().of(ifm.shape(), ifm.type(), ifm.dense()).pixelBits();
        }
        return (bits + 7) / 8;
    }

    private static long stagedBits(TensorUse result, long pixelBits, Machine machine) {
        if (machine.writeGranularity() instanceof WriteGranularity.Row) {
            return result.shape().width() * pixelBits;
        }
        if (machine.writeGranularity() instanceof WriteGranularity.Tensor) {
            return result.shape().pixels() * pixelBits;
        }
        if (machine.writeGranularity() instanceof WriteGranularity.Tile tile) {
            long rows = Math.min(tile.rows(), result.shape().height());
            long columns = Math.min(tile.columns(), result.shape().width());
            return rows * columns * pixelBits;
        }
        return 0;
    }

    private static Optional<Window> window(Operator operator) {
        if (operator instanceof Operator.Convolution convolution) {
            return Optional.of(convolution.window());
        }
        if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return Optional.of(depthwise.window());
        }
        return operator instanceof Operator.Pool pool ? Optional.of(pool.window()) : Optional.empty();
    }
}
