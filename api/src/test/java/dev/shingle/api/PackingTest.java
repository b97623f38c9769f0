package dev.shingle.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.place.peers.DisjointGreedy;
import dev.shingle.mapper.trace.AllocationTrace;
import dev.shingle.mapper.trace.ByteWindow;
import dev.shingle.mapper.trace.Gap;
import dev.shingle.mapper.trace.TracedBuffer;
import dev.shingle.mapper.verify.TraceChecker;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

class PackingTest {

    /** Higher than any least packing of the traces below. */
    private static final int CEILING = 16;

    /** Says that everything lies at the bottom, in no bytes at all. */
    private static final class Liar implements Planner {
        @Override
        public String name() {
            return "liar";
        }

        @Override
        public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
            Arrangement bottom = new Arrangement(new long[problem.bufferCount()], new Traversal[0]);
            return new PlacementResult(bottom, 0, 0, Optional.empty());
        }
    }

    private static AllocationTrace pair() {
        return new AllocationTrace(ImmutableList.of(TracedBuffer.of("a", 0, 2, 3), TracedBuffer.of("b", 1, 3, 4)));
    }

    @Test
    void noPackingLeavesUnverified() {
        assertThatThrownBy(() -> Shingle.pack(pair(), PackingOptions.within(100).withPlanner(new Liar())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("planner liar made an unsafe packing");
    }

    @Test
    void whatIsPackedKnowsItsHeightAndWhyThereIsNoneLower() {
        PackingResult result = Shingle.pack(pair(), PackingOptions.leastHeight());

        assertThat(result).isInstanceOfSatisfying(PackingResult.Packed.class, packed -> {
            assertThat(packed.packing().heightBytes()).isEqualTo(7);
            assertThat(packed.packing().bound()).isEqualTo(new PackingResult.Bound(7, "max-live, at time 1"));
            assertThat(packed.packing().isOptimal()).isTrue();
            assertThat(Shingle.verify(packed.packing().trace(), OptionalLong.of(7))
                            .orElseThrow()
                            .isSafe())
                    .isTrue();
        });
        assertThat(Shingle.verify(pair(), OptionalLong.empty())).isEmpty();
    }

    @Test
    void aDemandedPlaceBoundsTheHeight() {
        AllocationTrace trace = new AllocationTrace(
                ImmutableList.of(TracedBuffer.of("a", 0, 2, 3).withOffsetBytes(OptionalLong.of(9))));

        assertThat(Shingle.pack(trace, PackingOptions.within(11))).isInstanceOf(PackingResult.Contradictory.class);
        assertThat(Shingle.pack(trace, PackingOptions.within(12)))
                .isInstanceOfSatisfying(
                        PackingResult.Packed.class,
                        packed -> assertThat(packed.packing().isOptimal()).isTrue());
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void whatIsClaimedAgreesWithTryingEverything(@ForAll long seed) {
        Random random = new Random(seed);
        AllocationTrace trace = tiny(random);
        PackingOptions options = random.nextBoolean()
                ? PackingOptions.leastHeight()
                : PackingOptions.leastHeight().withPlanner(new DisjointGreedy());
        OptionalLong least = leastHeight(trace);

        PackingResult result = Shingle.pack(trace, options);

        Statistics.label("result").collect(result.getClass().getSimpleName());
        if (!(result instanceof PackingResult.Packed packed)) {
            assertThat(least).as("%s of %s", result, trace).isEmpty();
            return;
        }
        assertThat(least).as("%s", trace).isPresent();
        assertThat(packed.packing().heightBytes()).isGreaterThanOrEqualTo(least.getAsLong());
        assertThat(packed.packing().bound().bytes()).as("%s", trace).isLessThanOrEqualTo(least.getAsLong());
        Statistics.label("optimal").collect(packed.packing().isOptimal());
        if (least.getAsLong() > 0) {
            PackingOptions tooLittle =
                    PackingOptions.within(least.getAsLong() - 1).withPlanner(options.planner());
            assertThat(Shingle.pack(trace, tooLittle)).isNotInstanceOf(PackingResult.Packed.class);
        }
    }

    /** By trying all offsets below the ceiling. */
    private static OptionalLong leastHeight(AllocationTrace trace) {
        long[] offsets = new long[trace.buffers().size()];
        long least = Long.MAX_VALUE;
        do {
            long height = IntStream.range(0, offsets.length)
                    .mapToLong(i -> offsets[i] + trace.buffers().get(i).sizeBytes())
                    .max()
                    .orElse(0);
            if (height < least
                    && TraceChecker.check(trace, ImmutableLongArray.copyOf(offsets), OptionalLong.empty())
                            .isSafe()) {
                least = height;
            }
        } while (advance(offsets));
        return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
    }

    private static boolean advance(long[] digits) {
        for (int i = 0; i < digits.length; i++) {
            if (++digits[i] < CEILING) {
                return true;
            }
            digits[i] = 0;
        }
        return false;
    }

    private static AllocationTrace tiny(Random random) {
        return new AllocationTrace(IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> buffer("b" + i, random))
                .collect(ImmutableList.toImmutableList()));
    }

    private static TracedBuffer buffer(String id, Random random) {
        int lower = random.nextInt(4);
        int upper = lower + 1 + random.nextInt(4);
        int size = 1 + random.nextInt(4);
        return new TracedBuffer(
                id,
                lower,
                upper,
                size,
                1 + random.nextInt(3),
                OptionalLong.empty(),
                random.nextInt(5) == 0 ? OptionalLong.of(random.nextInt(6)) : OptionalLong.empty(),
                random.nextBoolean() ? ImmutableList.of() : ImmutableList.of(gap(lower, upper, size, random)));
    }

    private static Gap gap(int lower, int upper, int size, Random random) {
        int from = lower + random.nextInt(upper - lower);
        int to = from + 1 + random.nextInt(upper - from);
        int low = random.nextInt(size);
        return new Gap(
                from,
                to,
                random.nextInt(3) == 0
                        ? Optional.empty()
                        : Optional.of(new ByteWindow(low, low + 1 + random.nextInt(size - low))));
    }
}
