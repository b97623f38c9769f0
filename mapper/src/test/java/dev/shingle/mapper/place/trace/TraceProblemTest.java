package dev.shingle.mapper.place.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.trace.ByteWindow;
import dev.shingle.mapper.trace.Gap;
import dev.shingle.mapper.trace.RandomTraces;
import dev.shingle.mapper.trace.TracedBuffer;
import dev.shingle.mapper.trace.csv.TraceCsv;
import dev.shingle.mapper.verify.TraceChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceProblemTest {

    private static final Path PEERS = Path.of("..", "..", "shared", "peers", "allocation");

    private static AllocationTrace read(String... lines) {
        return TraceCsv.read("t.csv", "id,lower,upper,size,gaps\n" + String.join("\n", lines) + "\n");
    }

    /** Nothing but lives, sizes and gaps. */
    private static AllocationTrace free(AllocationTrace trace) {
        return new AllocationTrace(trace.buffers().stream()
                .map(buffer -> new TracedBuffer(
                        buffer.id(),
                        buffer.lower(),
                        buffer.upper(),
                        buffer.sizeBytes(),
                        1,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        buffer.gaps()))
                .collect(ImmutableList.toImmutableList()));
    }

    private static boolean isSafe(AllocationTrace trace, ImmutableLongArray offsets) {
        return TraceChecker.check(trace, offsets, OptionalLong.empty()).isSafe();
    }

    @Test
    void timeIsCutWhereSomethingBeginsAfterAnEnd() {
        PlacementProblem problem = TraceProblem.of(
                        read("a,0,1000,1,", "b,10,500,1,", "c,500,600,1,", "d,20,500,1,", "e,999,1001,1,"))
                .problem();

        assertThat(IntStream.range(0, 5).mapToObj(problem::live))
                .containsExactly(
                        new LiveRange(0, 3),
                        new LiveRange(0, 1),
                        new LiveRange(1, 2),
                        new LiveRange(0, 1),
                        new LiveRange(2, 3));
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void sectionsAreSharedExactlyByThoseThatLiveTogether(@ForAll long seed) {
        Random random = new Random(seed);
        AllocationTrace trace = new RandomTraces(random, 1 + random.nextInt(12), 4).next(random.nextInt(12));
        List<LiveRange> lives = Sections.of(trace);

        for (int a = 0; a < lives.size(); a++) {
            for (int b = 0; b < lives.size(); b++) {
                TracedBuffer one = trace.buffers().get(a);
                TracedBuffer other = trace.buffers().get(b);
                assertThat(lives.get(a).overlaps(lives.get(b)))
                        .isEqualTo(one.lower() < other.upper() && other.lower() < one.upper());
            }
        }
        assertThat(lives.stream().mapToInt(LiveRange::end).max().orElse(0)).isLessThanOrEqualTo(lives.size());
    }

    @Test
    void windowsLetBuffersInterlock() {
        TraceProblem problem = TraceProblem.of(read("a,0,6,8,2-4@0:4", "b,2,6,5,4-6@3:5", "c,0,2,6,"));

        assertThat(problem.problem().separations()).containsExactly(new PlacementProblem.Separation(0, 1, 5, 5));
        assertThat(problem.isExact()).isTrue();
        assertThat(problem.mostInUse()).isEqualTo(new MostInUse(14, 0));
    }

    @Test
    void pausesThatNeverMeetMakeAPairFree() {
        TraceProblem problem = TraceProblem.of(read("a,0,6,8,1-5", "b,1,5,8,"));

        assertThat(problem.problem().separations()).containsExactly(new PlacementProblem.Separation(0, 1, 0, 0));
        assertThat(problem.mostInUse()).isEqualTo(new MostInUse(8, 0));
        assertThat(problem.isExact()).isTrue();
    }

    @Test
    void whatLiesInAHoleIsKnownToBeOutOfReach() {
        // First a's low end and b's high end are in use, then the other way round: side by side they never meet.
        TraceProblem problem = TraceProblem.of(read("a,0,2,10,0-1@0:1 1-2@9:10", "b,0,2,10,0-1@9:10 1-2@0:1"));

        assertThat(problem.isExact()).isFalse();
        assertThat(problem.lowerBoundBytes()).isEqualTo(10);
        assertThat(problem.problem().separations()).as("disjoint, to planners").isEmpty();
        assertThat(isSafe(read("a,0,2,10,0-1@0:1 1-2@9:10", "b,0,2,10,0-1@9:10 1-2@0:1"), ImmutableLongArray.of(0, 0)))
                .isTrue();
    }

    @Test
    void aPlannersBoundCountsOnlyWhereTheProblemSaysAllOfTheTrace() {
        Arrangement sideBySide = new Arrangement(new long[] {0, 10}, new Traversal[0]);
        PlacementResult proven = new PlacementResult(sideBySide, 20, 15, Optional.empty());
        TraceProblem exact = TraceProblem.of(read("a,0,2,10,", "b,2,4,10,"));
        assertThat(exact.isExact()).isTrue();
        assertThat(exact.lowerBoundBytes()).isEqualTo(10);
        assertThat(exact.lowerBoundBytes(proven)).isEqualTo(15);
        assertThat(exact.lowerBoundBytes(new PlacementResult(sideBySide, 20, 7, Optional.empty())))
                .isEqualTo(10);
        TraceProblem holed = TraceProblem.of(read("a,0,2,10,0-1@0:1 1-2@9:10", "b,0,2,10,0-1@9:10 1-2@0:1"));
        assertThat(holed.lowerBoundBytes(proven)).isEqualTo(10);
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void pairsMayLieWhereTheCheckerLetsThem(@ForAll long seed) {
        Random random = new Random(seed);
        AllocationTrace trace = random.nextBoolean()
                ? free(new RandomTraces(random, 1 + random.nextInt(5), 8).next(2))
                : new AllocationTrace(ImmutableList.of(narrow("a", random), narrow("b", random)));
        TraceProblem traced = TraceProblem.of(trace);
        PlacementProblem problem = traced.problem();
        int pair = problem.pairOf(0, 1);
        boolean together = problem.live(0).overlaps(problem.live(1));
        long ab = together ? problem.clearance(0, pair, Traversal.FORWARD) : 0;
        long ba = together ? problem.clearance(1, pair, Traversal.FORWARD) : 0;
        boolean missed = false;
        for (long delta = -20; delta <= 20; delta++) {
            boolean allowed = delta >= ab || -delta >= ba;
            boolean safe = isSafe(trace, ImmutableLongArray.of(20, 20 + delta));
            assertThat(!allowed || safe).as("delta %s of %s", delta, trace).isTrue();
            missed |= safe && !allowed;
        }
        Statistics.label("exact").collect(traced.isExact());
        assertThat(missed).isEqualTo(!traced.isExact());
    }

    /** Of which only a few bytes are ever in use, mostly others. */
    private static TracedBuffer narrow(String id, Random random) {
        ImmutableList.Builder<Gap> gaps = ImmutableList.builder();
        for (int time = 0; time < 3; time++) {
            int low = random.nextInt(9);
            gaps.add(new Gap(time, time + 1, Optional.of(new ByteWindow(low, low + 1 + random.nextInt(2)))));
        }
        return new TracedBuffer(id, 0, 3, 10, 1, OptionalLong.empty(), OptionalLong.empty(), gaps.build());
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void mostInUseIsWhatCountingGives(@ForAll long seed) {
        Random random = new Random(seed);
        AllocationTrace trace = new RandomTraces(random, 6, 9).next(random.nextInt(6));
        long most = 0;
        long when = 0;
        for (long time = -6; time < 7; time++) {
            long sum = 0;
            for (TracedBuffer buffer : trace.buffers()) {
                for (Stretch stretch : Stretch.of(buffer)) {
                    sum += stretch.from() <= time && time < stretch.to() ? stretch.bytes() : 0;
                }
            }
            if (sum > most) {
                most = sum;
                when = time;
            }
        }
        assertThat(TraceProblem.of(trace).mostInUse()).isEqualTo(new MostInUse(most, when));
    }

    /** Demands on places aside, which can contradict each other. */
    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void whatAPlannerLaysIsSafe(@ForAll long seed) {
        Random random = new Random(seed);
        AllocationTrace drawn = new RandomTraces(random, 8, 20).next(random.nextInt(10));
        AllocationTrace trace = new AllocationTrace(drawn.buffers().stream()
                .map(buffer -> buffer.withOffsetBytes(OptionalLong.empty()))
                .collect(ImmutableList.toImmutableList()));
        TraceProblem problem = TraceProblem.of(trace);

        PlacementResult result = new DisjointGreedy().place(problem.problem(), PlacementOptions.defaults());

        assertThat(TraceChecker.check(
                                trace, problem.offsetsBytes(result.arrangement()), OptionalLong.of(result.height()))
                        .isSafe())
                .as("%s", trace)
                .isTrue();
        assertThat(problem.lowerBoundBytes(result)).isLessThanOrEqualTo(result.height());
    }

    @ParameterizedTest
    @CsvSource({
        "A, 1048576",
        "B, 1048576",
        "C, 1039360",
        "D, 986112",
        "E, 1048576",
        "F, 1048576",
        "G, 1048576",
        "H, 1048576",
        "I, 1048576",
        "J, 989184",
        "K, 1048576"
    })
    void maxLiveOfThePublishedTraces(String name, long maxLive) throws IOException {
        Path file = PEERS.resolve("challenging").resolve(name + ".1048576.csv");
        assumeTrue(Files.exists(file), "no shared traces at " + PEERS);
        TraceProblem problem = TraceProblem.of(TraceCsv.read(file));

        assertThat(problem.mostInUse().bytes()).isEqualTo(maxLive);
        assertThat(problem.problem().mostLive()).isEqualTo(maxLive);
    }
}
