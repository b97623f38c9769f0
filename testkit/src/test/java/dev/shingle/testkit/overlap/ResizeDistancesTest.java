package dev.shingle.testkit.overlap;

import static dev.shingle.testkit.overlap.Cases.PIXEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.networks.ElementType;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import dev.shingle.sim.distance.LiteralDistance;
import dev.shingle.sim.distance.TrialPlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bilinear resizes from each height to each other one: formula, simulator and checker place the same border. Rows shrink from
 * six pixels to one, so that distances tell from which output row on an input row is no longer read.
 */
class ResizeDistancesTest {

    private static final int MOST_INPUTS = 6;
    private static final int MOST_OUTPUTS = 18;

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true"})
    void allThreeAgree(boolean alignCorners, boolean halfPixelCenters) {
        Operator resize = new Operator.Resize(Operator.Resize.Mode.BILINEAR, alignCorners, halfPixelCenters);
        int apart = 0;
        for (int inputs = 1; inputs <= MOST_INPUTS; inputs++) {
            for (int outputs = 1; outputs <= MOST_OUTPUTS; outputs++) {
                for (Traversal traversal : Traversal.values()) {
                    Distance signed = distance(resize, inputs, outputs, ElementType.INT8, traversal);
                    Distance unsigned = distance(resize, inputs, outputs, ElementType.UINT8, traversal);
                    apart += signed.equals(unsigned) ? 0 : 1;
                }
            }
        }
        System.out.printf("%s: %d distances depend on the type%n", resize, apart);
        assertThat(apart).as("distances that depend on the type").isPositive();
    }

    private static Distance distance(Operator resize, int inputs, int outputs, ElementType type, Traversal traversal) {
        Operation operation = Cases.operation(
                resize, Cases.use("x", Shape.hwc(inputs, 6, 1), type), Cases.use("y", Shape.hwc(outputs, 1, 1), type));
        Machine machine = Cases.bytes(PIXEL);
        Distance distance = SafeDistances.of(operation, 0, 0, traversal, machine);
        String what = "%s to %s, %s, %s".formatted(inputs, outputs, type, traversal);
        assertThat(distance).as(what).isEqualTo(LiteralDistance.of(operation, 0, 0, traversal, machine));
        if (!distance.isFree()) {
            TrialPlan trial = new TrialPlan(operation, 0, 0, traversal, machine);
            assertThat(PlanChecker.check(trial.at(distance.words())).isSafe())
                    .as(what)
                    .isTrue();
            assertThat(PlanChecker.check(trial.at(distance.words() - 1)).isSafe())
                    .as(what)
                    .isFalse();
        }
        return distance;
    }
}
