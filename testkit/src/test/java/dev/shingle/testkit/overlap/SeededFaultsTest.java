package dev.shingle.testkit.overlap;

import static dev.shingle.testkit.overlap.Cases.PIXEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.verify.PlanChecker;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.distance.LiteralDistance;
import dev.shingle.sim.distance.TrialPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Errors that formulas of this kind are known for, made on purpose: each must lead to a distance that the walk through all
 * units refutes, or the comparison in {@link SafeDistancesPropertyTest} would be blind to it.
 */
class SeededFaultsTest {

    private static final Shape FROM = Shape.hwc(7, 12, 3);
    private static final Shape TO = Shape.hwc(4, 6, 11);
    private static final Window WINDOW = new Window(3, 4, 2, 2, 1, 1, new Padding(1, 1, 2, 0));

    @ParameterizedTest
    @EnumSource(Traversal.class)
    void theExampleItselfIsRight(Traversal traversal) {
        assertThat(distance(WINDOW, FROM, TO, traversal)).isEqualTo(literal(traversal));
    }

    /** What goes wrong in a formula or a loop, as the geometry that the faulty code believes in. */
    enum Fault {
        HEIGHT_AND_WIDTH_SWAPPED(
                new Window(4, 3, 2, 2, 1, 1, new Padding(2, 0, 1, 1)), Shape.hwc(12, 7, 3), Shape.hwc(6, 4, 11)),
        STRIDE_DROPPED(new Window(3, 4, 1, 1, 1, 1, WINDOW.padding()), FROM, TO),
        STRIDE_OF_ONE_DIMENSION_DROPPED(new Window(3, 4, 1, 2, 1, 1, WINDOW.padding()), FROM, TO),
        PADDING_ABOVE_ONE_LESS(WINDOW.withPadding(new Padding(0, 1, 2, 0)), FROM, TO),
        PADDING_ABOVE_ONE_MORE(WINDOW.withPadding(new Padding(2, 1, 2, 0)), FROM, TO),
        PADDING_AT_THE_LEFT_ONE_LESS(WINDOW.withPadding(new Padding(1, 1, 1, 0)), FROM, TO),
        PADDING_AT_THE_LEFT_ONE_MORE(WINDOW.withPadding(new Padding(1, 1, 3, 0)), FROM, TO);

        private final Operation believed;

        Fault(Window window, Shape from, Shape to) {
            this.believed = operation(window, from, to);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void inTheFormula(Fault fault) {
        for (Traversal traversal : Traversal.values()) {
            Distance faulty = SafeDistances.of(fault.believed, 0, 0, traversal, Cases.bytes(PIXEL));
            assertThat(faulty).as("%s", traversal).isNotEqualTo(literal(traversal));
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void inTheSimulatorsLoops(Fault fault) {
        for (Traversal traversal : Traversal.values()) {
            Distance faulty = LiteralDistance.of(fault.believed, 0, 0, traversal, Cases.bytes(PIXEL));
            assertThat(faulty).as("%s", traversal).isNotEqualTo(distance(WINDOW, FROM, TO, traversal));
        }
    }

    /** A checker with the fault would refuse the plan at the distance, or accept the one a word closer. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void inTheChecker(Fault fault) {
        for (Traversal traversal : Traversal.values()) {
            long words = distance(WINDOW, FROM, TO, traversal).words();
            assertThat(isSafe(operation(WINDOW, FROM, TO), traversal, words)).isTrue();
            assertThat(isSafe(operation(WINDOW, FROM, TO), traversal, words - 1))
                    .isFalse();

            boolean refusesGood = !isSafe(fault.believed, traversal, words);
            boolean acceptsBad = isSafe(fault.believed, traversal, words - 1);
            assertThat(refusesGood || acceptsBad).as("%s", traversal).isTrue();
        }
    }

    private static boolean isSafe(Operation operation, Traversal traversal, long words) {
        TrialPlan trial = new TrialPlan(operation, 0, 0, traversal, Cases.bytes(PIXEL));
        return PlanChecker.check(trial.at(words)).isSafe();
    }

    @Test
    void oneByOneWithStrideTwoIsNotOneByOne() {
        Shape from = Shape.hwc(6, 10, 4);
        Shape to = Shape.hwc(3, 5, 16);
        Distance strided = distance(Window.square(1, 2, Padding.NONE), from, to, Traversal.FORWARD);

        // (r*5 + c)*16 - (2r*10 + 2c)*4 = 8c at r = any, c = 4
        assertThat(strided).isEqualTo(Distance.ofWords(32));
        assertThat(distance(Window.pointwise(), from, to, Traversal.FORWARD)).isNotEqualTo(strided);
    }

    private static Distance distance(Window window, Shape from, Shape to, Traversal traversal) {
        return SafeDistances.of(operation(window, from, to), 0, 0, traversal, Cases.bytes(PIXEL));
    }

    private static Distance literal(Traversal traversal) {
        return LiteralDistance.of(operation(WINDOW, FROM, TO), 0, 0, traversal, Cases.bytes(PIXEL));
    }

    private static Operation operation(Window window, Shape from, Shape to) {
        return Cases.operation(new Operator.Convolution(window, 1, Activation.NONE), from, to);
    }
}
