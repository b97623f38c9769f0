package dev.shingle.mapper.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import org.junit.jupiter.api.Test;

/** Four images of 30 words split into twice two: each result is a piece of the operand, word by word. */
class SplitBatchTest {

    private static final Shape WHOLE = Shape.of(4, 2, 3, 5);
    private static final Shape HALF = Shape.of(2, 2, 3, 5);
    private static final long X = 10;
    private static final long AWAY = 200;

    @Test
    void eachHalfMayLieWhereItWasAndNoWordHigher() {
        assertThat(isSafe(X, X + 60)).isTrue();
        assertThat(isSafe(X, AWAY)).isTrue();
        assertThat(isSafe(X - 1, AWAY)).isTrue();
        assertThat(isSafe(X + 1, AWAY)).isFalse();
        assertThat(isSafe(AWAY, X + 60)).isTrue();
        assertThat(isSafe(AWAY, X + 59)).isTrue();
        assertThat(isSafe(AWAY, X)).isTrue();
        assertThat(isSafe(AWAY, X + 61)).isFalse();
    }

    private static boolean isSafe(long first, long second) {
        Step step = new Step(
                0,
                "split",
                ImmutableList.of(),
                new Operation(
                        new Operator.Split(0),
                        ImmutableList.of(use("x", WHOLE)),
                        ImmutableList.of(use("first", HALF), use("second", HALF))),
                new RowRange(0, 8),
                Traversal.FORWARD,
                ImmutableList.of());
        CheckReport report = PlanChecker.check(new MemoryPlan(
                "split",
                "",
                Machines.standard(),
                "hand",
                ImmutableList.of(at("x", WHOLE, X), at("first", HALF, first), at("second", HALF, second)),
                ImmutableList.of(step),
                ImmutableList.of("x"),
                ImmutableList.of("first", "second"),
                Math.max(X + 120, Math.max(first, second) + 60),
                new MemoryPlan.Bound(0, "none")));
        return report.isSafe() || !isLost(report);
    }

    private static boolean isLost(CheckReport report) {
        assertThat(((CheckReport.Unsafe) report).findings())
                .as("nothing is wrong but lost words")
                .allMatch(Finding.Lost.class::isInstance);
        return true;
    }

    private static TensorUse use(String name, Shape shape) {
        return new TensorUse(name, shape, ElementType.INT8, false, TensorUse.Storage.SCRATCHPAD);
    }

    private static Placement at(String name, Shape shape, long offset) {
        LiveRange live = new LiveRange(0, 1);
        return new Placement(
                new Buffer(name, ImmutableList.of(name), shape, ElementType.INT8, false, shape.elements(), live),
                offset);
    }
}
