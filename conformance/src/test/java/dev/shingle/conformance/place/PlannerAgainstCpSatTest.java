package dev.shingle.conformance.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Machines;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.networks.Network;
import dev.shingle.testkit.RandomNetworks;
import dev.shingle.testkit.RandomPlacements;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Our planner against CP-SAT, which is exact and knows nothing of it. What ours calls optimal is; how often it gives up
 * before it knows is counted. {@code -Doracle.scale=10} runs ten times as many problems.
 */
class PlannerAgainstCpSatTest {

    private static final double SCALE = Double.parseDouble(System.getProperty("oracle.scale", "1"));

    /** Kinds of random problems. */
    enum Kind {
        SMALL {
            @Override
            PlacementProblem problem(int seed, Addressing addressing) {
                return new RandomPlacements(seed).small(addressing);
            }
        },
        SMALL_WITH_EXTRAS {
            @Override
            PlacementProblem problem(int seed, Addressing addressing) {
                return new RandomPlacements(seed).smallWithExtras(addressing);
            }
        },
        MIDDLE {
            @Override
            PlacementProblem problem(int seed, Addressing addressing) {
                return new RandomPlacements(seed).middle(addressing);
            }
        };

        abstract PlacementProblem problem(int seed, Addressing addressing);
    }

    @BeforeAll
    static void natives() {
        CpSatNatives.assumeThere();
    }

    /** The oracle itself, against all placements there are. */
    @ParameterizedTest
    @EnumSource(Addressing.class)
    void cpSatFindsWhatExhaustiveSearchFinds(Addressing addressing) {
        for (int seed = 0; seed < scaled(150); seed++) {
            for (Kind kind : new Kind[] {Kind.SMALL, Kind.SMALL_WITH_EXTRAS}) {
                PlacementProblem problem = kind.problem(seed, addressing);
                long least = EveryPlacement.leastHeight(problem);
                assertThat(CpSatPlacement.least(problem, 2 * least))
                        .as("%s %s", kind, seed)
                        .isInstanceOfSatisfying(
                                CpSatPlacement.Answer.Least.class,
                                found -> assertThat(found.words()).isEqualTo(least));
                assertThat(CpSatPlacement.least(problem, least - 1)).isInstanceOf(CpSatPlacement.Answer.None.class);
            }
        }
    }

    @Test
    void ourOptimaAreThoseOfCpSat() {
        List<Tally> tallies = List.of(
                tally(Kind.SMALL, Addressing.LINEAR, 400),
                tally(Kind.SMALL, Addressing.CIRCULAR, 700),
                tally(Kind.SMALL_WITH_EXTRAS, Addressing.LINEAR, 200),
                tally(Kind.SMALL_WITH_EXTRAS, Addressing.CIRCULAR, 300),
                tally(Kind.MIDDLE, Addressing.LINEAR, 500),
                tally(Kind.MIDDLE, Addressing.CIRCULAR, 50));
        Tally all = Tally.ofAll(tallies);
        System.out.printf("ALL: %s%n", all);
        tallies.forEach(PlannerAgainstCpSatTest::assertAgreed);
        assertThat(all.percent(Tally.Row::isAboveBound)).isGreaterThanOrEqualTo(30);
        assertThat(all.percent(Tally.Row::isMissedByHeuristics)).isGreaterThanOrEqualTo(30);
        assertThat(all.percent(Tally.Row::isMissedByUs)).isLessThanOrEqualTo(1);
        assertThat(all.percent(Tally.Row::isClaimed)).isGreaterThanOrEqualTo(97);
    }

    private static Tally tally(Kind kind, Addressing addressing, int problems) {
        Tally tally = Tally.of(scaled(problems), seed -> kind.problem(seed, addressing));
        System.out.printf("%s, %s: %s%n", kind, addressing, tally);
        return tally;
    }

    @Test
    void alsoOnNetworks() {
        ImmutableList<Machine> machines = Machines.all();
        Tally tally = Tally.of(scaled(500), seed -> {
            Network network = RandomNetworks.network(new Random(seed));
            return Schedule.of(network, machines.get(seed % machines.size())).problem();
        });
        System.out.printf("NETWORKS: %s%n", tally);
        assertAgreed(tally);
        assertThat(tally.percent(Tally.Row::isClaimed)).isGreaterThanOrEqualTo(90);
    }

    private static void assertAgreed(Tally tally) {
        assertThat(tally.rows()).allSatisfy(row -> {
            if (row.isDecided()) {
                assertThat(row.bound()).isLessThanOrEqualTo(row.least());
                assertThat(row.heuristics()).isGreaterThanOrEqualTo(row.least());
                assertThat(row.isClaimed() && row.isMissedByUs()).isFalse();
            }
        });
        assertThat(tally.percent(row -> !row.isDecided())).isLessThanOrEqualTo(3);
    }

    private static int scaled(int problems) {
        return (int) Math.max(1, problems * SCALE);
    }
}
