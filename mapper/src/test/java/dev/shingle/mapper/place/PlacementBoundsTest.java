package dev.shingle.mapper.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Certificate;
import dev.shingle.mapper.plan.LiveRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Both sides of the bounds of addresses and of budgets. */
class PlacementBoundsTest {

    @Test
    void linearAddressesEndAtTheCapacity() {
        Space space = new Space.Linear(10);
        assertThat(space.holds(0, 10)).isTrue();
        assertThat(space.holds(0, 11)).isFalse();
        assertThat(space.holds(-1, 3)).isFalse();
        assertThat(space.holds(7, 3)).isTrue();
        assertThat(space.holds(8, 3)).isFalse();
        assertThat(space.separates(2, 5, 3, 4)).isTrue();
        assertThat(space.separates(2, 4, 3, 4)).isFalse();
        assertThat(space.separates(6, 2, 3, 4)).isTrue();
        assertThat(space.separates(5, 2, 3, 4)).isFalse();
        assertThat(space.normalise(12)).isEqualTo(12);
    }

    @Test
    void circularAddressesStartWithinTheCapacityAndMayEndBehindIt() {
        Space space = new Space.Circular(10);
        assertThat(space.holds(0, 10)).isTrue();
        assertThat(space.holds(9, 10)).isTrue();
        assertThat(space.holds(10, 1)).isFalse();
        assertThat(space.holds(-1, 1)).isFalse();
        assertThat(space.holds(0, 11)).isFalse();
        assertThat(space.normalise(10)).isZero();
        assertThat(space.normalise(-1)).isEqualTo(9);
        // b starts 3 to 6 words behind a
        for (int a = 0; a < 10; a++) {
            for (int behind = 0; behind < 10; behind++) {
                assertThat(space.separates(a, (a + behind) % 10, 3, 4))
                        .as("%s words behind %s", behind, a)
                        .isEqualTo(behind >= 3 && behind <= 6);
            }
        }
    }

    @Test
    void circularBuffersThatTogetherAreLargerNeverSeparate() {
        Space space = new Space.Circular(10);
        for (int behind = 0; behind < 10; behind++) {
            assertThat(space.separates(0, behind, 6, 4)).isEqualTo(behind == 6);
            assertThat(space.separates(0, behind, 6, 5)).isFalse();
        }
    }

    @Test
    void startsAreMultiplesOfSomethingPositive() {
        PlacementProblem.Builder builder = PlacementProblem.of(new long[] {3}, List.of(new LiveRange(0, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.alignment(0, 0));
        assertThat(builder.alignment(0, 1).build().alignment(0)).isEqualTo(1);
    }

    @Test
    void aResultIsNeverBelowItsBound() {
        Arrangement arrangement = new Arrangement(new long[] {0}, new Traversal[0]);
        assertThatIllegalArgumentException().isThrownBy(() -> new PlacementResult(arrangement, 3, 4, Optional.empty()));
        assertThat(new PlacementResult(arrangement, 4, 4, Optional.empty()).isOptimal())
                .isTrue();
        assertThat(new PlacementResult(arrangement, 5, 4, Optional.empty()).isOptimal())
                .isFalse();
    }

    @Test
    void ofEquallyDemandingStepsTheFirstIsNamed() {
        PlacementProblem problem = PlacementProblem.of(
                        new long[] {2, 5, 5}, List.of(new LiveRange(0, 1), new LiveRange(1, 2), new LiveRange(2, 3)))
                .build();
        LowerBound bound = LowerBound.of(problem);
        assertThat(bound).isEqualTo(new LowerBound(1, 5, ImmutableList.of(1)));
        assertThat(bound.certificate()).contains(new Certificate.StepBound(5, 1, ImmutableList.of(1)));
        assertThat(new LowerBound(0, 5, ImmutableList.of()).certificate()).isEmpty();
        assertThat(new LowerBound(0, 0, ImmutableList.of()).certificate()).isPresent();
    }

    @Test
    void aBudgetIsSpentAtItsLastNode() {
        Budget budget = Budget.ofNodes(100);
        assertThat(budget.nodes()).isEqualTo(100);
        assertThat(budget.isSpent(99)).isFalse();
        assertThat(budget.isSpent(100)).isTrue();
        assertThat(budget.part(30).nodes()).isEqualTo(30);
        assertThat(budget.part(130).nodes()).isEqualTo(100);
        assertThat(budget.part(30).isSpent(30)).isTrue();
    }

    @Test
    void theClockIsLookedAtNowAndThen() {
        Budget late = Budget.ofNodes(1000).within(Duration.ofDays(-1));
        assertThat(late.isSpent(0)).isTrue();
        assertThat(late.isSpent(Budget.CLOCK_EVERY - 1)).isFalse();
        assertThat(late.isSpent(Budget.CLOCK_EVERY)).isTrue();
        assertThat(late.part(500).isSpent(Budget.CLOCK_EVERY)).isTrue();
        Budget early = Budget.ofNodes(1000).within(Duration.ofDays(1));
        assertThat(early.isSpent(Budget.CLOCK_EVERY)).isFalse();
        assertThat(Budget.ofNodes(1000).isSpent(Budget.CLOCK_EVERY)).isFalse();
    }

    @Test
    void partsAreCancelledTogether() {
        Budget budget = Budget.ofNodes(1000);
        Budget part = budget.part(10).within(Duration.ofDays(1));
        assertThat(part.isSpent(1)).isFalse();
        budget.cancel();
        assertThat(part.isSpent(1)).isTrue();
        assertThat(budget.isSpent(0)).isTrue();
    }
}
