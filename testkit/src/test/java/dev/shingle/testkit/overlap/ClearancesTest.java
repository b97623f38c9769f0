package dev.shingle.testkit.overlap;

import static dev.shingle.testkit.overlap.Cases.PIXEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.overlap.Clearances;
import dev.shingle.mapper.overlap.PairBound;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.networks.Padding;
import dev.shingle.networks.Shape;
import dev.shingle.networks.Window;
import dev.shingle.testkit.LayerOnMachine;
import dev.shingle.testkit.RandomLayers;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** What planners make of a distance: pair bounds and clearances, and the laws that distances obey. */
class ClearancesTest {

    private static final Operation LAYER =
            Cases.convolution(Shape.hwc(6, 6, 2), 3, Window.square(4, 1, new Padding(1, 2, 1, 2)));

    @Test
    void forwardReplacesTheSizeOfTheResultBelow() {
        long distance = SafeDistances.forward(LAYER, 0, 0, Cases.bytes(PIXEL)).words();

        assertThat(Clearances.of(LAYER, 0, 0, Traversal.FORWARD, Cases.bytes(PIXEL)))
                .isEqualTo(new Clearances(distance, 72));
    }

    @Test
    void reverseReplacesTheSizeOfTheOperandBelow() {
        long distance = SafeDistances.reverse(LAYER, 0, 0, Cases.bytes(PIXEL)).words();

        assertThat(Clearances.of(LAYER, 0, 0, Traversal.REVERSE, Cases.bytes(PIXEL)))
                .isEqualTo(new Clearances(108, 72 + distance - 108));
    }

    @Test
    void aFreeDistanceLeavesEveryOffset() {
        for (Traversal traversal : Traversal.values()) {
            Machine tensor = Cases.bytes(new WriteGranularity.Tensor());
            assertThat(Clearances.of(LAYER, 0, 0, traversal, tensor).isFree()).isTrue();
        }
        assertThat(Clearances.disjoint(72, 108).isFree()).isFalse();
    }

    @Test
    void thePairBoundKeepsToTheMachinesTraversals() {
        Machine either = Cases.bytes(PIXEL);
        Machine backwards = new Machine(
                "backwards",
                "test",
                Layout.bytes(),
                PIXEL,
                0,
                GroupOrder.DESCENDING,
                ImmutableSet.of(Traversal.REVERSE),
                Addressing.LINEAR,
                1,
                OptionalLong.empty());

        assertThat(PairBound.of(LAYER, 0, 0, either).traversal()).isEqualTo(Traversal.FORWARD);
        assertThat(PairBound.of(LAYER, 0, 0, backwards).traversal()).isEqualTo(Traversal.REVERSE);
        assertThat(PairBound.of(LAYER, 0, 0, backwards).words())
                .isGreaterThan(PairBound.of(LAYER, 0, 0, either).words());
    }

    @Provide
    Arbitrary<LayerOnMachine> convolutions() {
        return Arbitraries.randomValue(random -> RandomLayers.sample(random, RandomLayers::convolution));
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void theBoundLiesBetweenTheLargerTensorAndBoth(@ForAll("convolutions") LayerOnMachine sample) {
        Layout layout = sample.machine().layout();
        long in = sample.operation().operands().get(0).layoutOn(layout).sizeWords();
        long out = sample.operation().results().get(0).layoutOn(layout).sizeWords();

        assertThat(PairBound.of(sample.operation(), 0, 0, sample.machine()).words())
                .isBetween(Math.max(in, out), in + out);
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void writingLaterNeverNeedsMoreRoom(@ForAll("convolutions") LayerOnMachine sample) {
        Layout layout = sample.machine().layout();
        for (Traversal traversal : Traversal.values()) {
            Distance last = Distance.FREE;
            for (WriteGranularity granularity : new WriteGranularity[] {
                new WriteGranularity.Tensor(),
                Cases.ROW,
                PIXEL,
                new WriteGranularity.Group(4),
                new WriteGranularity.Group(2),
                Cases.ELEMENT
            }) {
                Machine machine = Cases.machine(layout, granularity, 0, GroupOrder.DESCENDING);
                Distance distance = SafeDistances.of(sample.operation(), 0, 0, traversal, machine);
                assertThat(distance.max(last)).as("%s %s", granularity, sample).isEqualTo(distance);
                last = distance;
            }
        }
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void scalingAllChannelsScalesTheDistance(@ForAll("convolutions") LayerOnMachine sample) {
        Shape from = sample.operation().operands().get(0).shape();
        Shape to = sample.operation().results().get(0).shape();
        for (Traversal traversal : Traversal.values()) {
            Distance once = SafeDistances.of(
                    Cases.operation(sample.operation().operator(), from, to), 0, 0, traversal, Cases.bytes(PIXEL));
            Operation thrice = Cases.operation(sample.operation().operator(), timesThree(from), timesThree(to));
            Distance distance = SafeDistances.of(thrice, 0, 0, traversal, Cases.bytes(PIXEL));
            assertThat(distance).isEqualTo(once.isFree() ? once : Distance.ofWords(3 * once.words()));
        }
    }

    private static Shape timesThree(Shape shape) {
        return Shape.of(shape.batch(), shape.height(), shape.width(), 3 * shape.channels());
    }
}
