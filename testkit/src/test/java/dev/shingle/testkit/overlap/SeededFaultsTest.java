package dev.shingle.testkit.overlap;

import static dev.shingle.testkit.overlap.Cases.PIXEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.networks.Activation;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.sim.distance.LiteralDistance;
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

    @ParameterizedTest
    @EnumSource(Traversal.class)
    void heightAndWidthSwapped(Traversal traversal) {
        Shape from = Shape.hwc(FROM.width(), FROM.height(), FROM.channels());
        Shape to = Shape.hwc(TO.width(), TO.height(), TO.channels());
        Padding padding = new Padding(2, 0, 1, 1);
        Window window = new Window(4, 3, 2, 2, 1, 1, padding);

        assertThat(distance(window, from, to, traversal)).isNotEqualTo(literal(traversal));
    }

    @ParameterizedTest
    @EnumSource(Traversal.class)
    void strideDropped(Traversal traversal) {
        Window window = new Window(3, 4, 1, 1, 1, 1, WINDOW.padding());
        assertThat(distance(window, FROM, TO, traversal)).isNotEqualTo(literal(traversal));
    }

    @ParameterizedTest
    @EnumSource(Traversal.class)
    void strideOfOneDimensionDropped(Traversal traversal) {
        Window window = new Window(3, 4, 1, 2, 1, 1, WINDOW.padding());
        assertThat(distance(window, FROM, TO, traversal)).isNotEqualTo(literal(traversal));
    }

    @ParameterizedTest
    @EnumSource(Traversal.class)
    void paddingOffByOne(Traversal traversal) {
        for (Padding padding : new Padding[] {
            new Padding(0, 1, 2, 0), new Padding(2, 1, 2, 0), new Padding(1, 1, 1, 0), new Padding(1, 1, 3, 0)
        }) {
            assertThat(distance(WINDOW.withPadding(padding), FROM, TO, traversal))
                    .as(padding.toString())
                    .isNotEqualTo(literal(traversal));
        }
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
