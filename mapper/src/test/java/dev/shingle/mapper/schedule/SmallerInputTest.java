package dev.shingle.mapper.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.schedule.PlanningResult.Planned;
import dev.shingle.networks.Network;
import dev.shingle.networks.Shape;
import dev.shingle.networks.resize.ImageSize;
import dev.shingle.networks.resize.InputResizer;
import dev.shingle.networks.resize.Resized;
import dev.shingle.networks.zoo.Zoo;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With a planner whose need is far above the bound and does not rise with the image. */
class SmallerInputTest {

    /** Stacks everything, and wastes a lot if the first buffer's size is a multiple of 3. */
    private static final class Capricious implements Planner {

        @Override
        public String name() {
            return "capricious";
        }

        @Override
        public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
            long[] starts = new long[problem.bufferCount()];
            for (int i = 1; i < starts.length; i++) {
                starts[i] = starts[i - 1] + problem.size(i - 1);
            }
            Arrangement stacked = new Arrangement(starts, problem.preferredDirections());
            long height = stacked.peak(problem) * (problem.size(0) % 3 == 0 ? 2 : 1);
            return new PlacementResult(stacked, height, 0, Optional.empty());
        }
    }

    private static final NetworkPlanner PLANNER = new NetworkPlanner(new Capricious());
    private static final PlanningOptions OPTIONS = PlanningOptions.defaults();

    @Test
    void aFewFailuresHideNothing() {
        Schedule schedule = schedule("dncnn:depth=2,channels=1,input=40x40x1");
        int notMonotone = 0;
        for (long capacity = 1500; capacity < 4000; capacity += 50) {
            ImmutableList<ImageSize> sizes = new InputResizer(schedule.network()).smallerSizes();
            OptionalInt first = firstThatFits(schedule, sizes, capacity);
            SmallerInput.Answer answer = new SmallerInput(PLANNER, schedule, OPTIONS, capacity).answer();
            assertThat(answer.lever().orElseThrow().inputSize())
                    .as("%s bytes", capacity)
                    .contains(sizes.get(first.orElseThrow()));
            long smallerThatFit = IntStream.range(first.orElseThrow(), sizes.size())
                    .mapToLong(i -> need(schedule, sizes.get(i)))
                    .filter(need -> need <= answer.lever().orElseThrow().demandBytes())
                    .count();
            notMonotone += smallerThatFit < sizes.size() - first.orElseThrow() ? 1 : 0;
        }
        assertThat(notMonotone).isGreaterThan(10);
    }

    @Test
    void manyFailuresAreSkippedButTheAnswerIsNextToOne() {
        Schedule schedule = schedule("dncnn:depth=12,channels=2,input=90x90x1");
        ImmutableList<ImageSize> sizes = new InputResizer(schedule.network()).smallerSizes();
        for (long capacity = 40_000; capacity < 150_000; capacity += 9_000) {
            SmallerInput.Answer answer = new SmallerInput(PLANNER, schedule, OPTIONS, capacity).answer();
            ImageSize size = answer.lever().orElseThrow().inputSize().orElseThrow();
            assertThat(need(schedule, size))
                    .isEqualTo(answer.lever().orElseThrow().demandBytes())
                    .isLessThanOrEqualTo(capacity);
            assertThat(need(schedule, sizes.get(sizes.indexOf(size) - 1))).isGreaterThan(capacity);
        }
    }

    @Test
    void whatCannotBeMadeSmallerSaysWhy() {
        assertThat(new SmallerInput(PLANNER, schedule("camera-face"), OPTIONS, 1).answer())
                .isEqualTo(SmallerInput.Answer.no("none was found to fit"));
        Nets nets = new Nets();
        Network unknown = nets.network("unknown", nets.opaque(Shape.hwc(4, 4, 4), nets.input(9, 9, 1)));
        Schedule mystery = Schedule.of(unknown, "", Nets.either());
        SmallerInput.Answer answer = new SmallerInput(PLANNER, mystery, OPTIONS, 1).answer();
        assertThat(answer.lever()).isEmpty();
        assertThat(answer.whyNot()).contains("unknown arithmetic");
    }

    private static OptionalInt firstThatFits(Schedule schedule, ImmutableList<ImageSize> sizes, long capacity) {
        return IntStream.range(0, sizes.size())
                .filter(i -> need(schedule, sizes.get(i)) <= capacity)
                .findFirst();
    }

    private static long need(Schedule schedule, ImageSize size) {
        Network network = ((Resized.To) new InputResizer(schedule.network()).resize(size)).network();
        return ((Planned) PLANNER.plan(schedule.trialOf(network), OPTIONS))
                .plan()
                .peakBytes();
    }

    private static Schedule schedule(String spec) {
        return Schedule.of(Zoo.build(spec), "", Nets.either());
    }
}
