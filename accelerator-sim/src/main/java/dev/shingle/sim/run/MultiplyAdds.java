package dev.shingle.sim.run;

import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Step;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.units.OutputGrid;

/** Multiplications with a weight, as tables of networks count them: taps in the padding count, biases do not. */
public final class MultiplyAdds {

    private MultiplyAdds() {}

    /** Those of a whole plan. */
    public static long of(MemoryPlan plan) {
        return plan.steps().stream().mapToLong(MultiplyAdds::of).reduce(0, Math::addExact);
    }

    /** Those of a step; 0 for an operator without weights. */
    static long of(Step step) {
        long rows = (long) step.outputRows().end() - step.outputRows().first();
        return of(step.operation()) * rows / OutputGrid.of(step.operation()).rows();
    }

    private static long of(Operation operation) {
        Operator operator = operation.operator();
        Shape input = operation.operands().isEmpty()
                ? Shape.of()
                : operation.operands().get(0).shape();
        Shape result = operation.results().get(0).shape();
        if (operator instanceof Operator.Convolution convolution) {
            return product(result.elements(), taps(convolution.window()), input.channels() / convolution.groups());
        } else if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            return product(result.elements(), taps(depthwise.window()), 1);
        } else if (operator instanceof Operator.TransposedConvolution transposed) {
            return product(input.elements(), taps(transposed.window()), result.channels());
        } else if (operator instanceof Operator.FullyConnected) {
            return product(input.elements(), result.channels(), 1);
        }
        return 0;
    }

    private static long taps(Window window) {
        return (long) window.kernelHeight() * window.kernelWidth();
    }

    private static long product(long a, long b, long c) {
        return Math.multiplyExact(Math.multiplyExact(a, b), c);
    }
}
