package dev.shingle.mapper.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Activation;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import org.junit.jupiter.api.Test;

/** More words than are compared at a time: a 3x3 convolution on 150x60x2, whose distance is p(W+1)Co = 122. */
class LargeTensorTest {

    private static final Shape SHAPE = Shape.hwc(150, 60, 2);
    private static final int DISTANCE = 122;

    @Test
    void isSafeAtTheDistanceAndNotCloser() {
        assertThat(PlanChecker.check(plan(DISTANCE)).isSafe()).isTrue();
        assertThat(PlanChecker.check(plan(DISTANCE - 1)).isSafe()).isFalse();
    }

    private static MemoryPlan plan(long distance) {
        Operator operator = new Operator.Convolution(Window.square(3, 1, Padding.symmetric(1)), 1, Activation.NONE);
        Step step = new Step(
                0,
                "conv",
                ImmutableList.of(),
                new Operation(operator, ImmutableList.of(use("x")), ImmutableList.of(use("y"))),
                new RowRange(0, SHAPE.height()),
                Traversal.FORWARD,
                ImmutableList.of(new Step.DistanceClaim("x", "y", Distance.ofWords(distance))));
        return new MemoryPlan(
                "large",
                "",
                Machines.standard(),
                "hand",
                ImmutableList.of(at("x", distance), at("y", 0)),
                ImmutableList.of(step),
                ImmutableList.of("x"),
                ImmutableList.of("y"),
                SHAPE.elements() + distance,
                new MemoryPlan.Bound(0, "none"));
    }

    private static TensorUse use(String name) {
        return new TensorUse(name, SHAPE, ElementType.INT8, false, TensorUse.Storage.SCRATCHPAD);
    }

    private static Placement at(String name, long offset) {
        LiveRange live = new LiveRange(0, 1);
        return new Placement(
                new Buffer(name, ImmutableList.of(name), SHAPE, ElementType.INT8, false, SHAPE.elements(), live),
                offset);
    }
}
