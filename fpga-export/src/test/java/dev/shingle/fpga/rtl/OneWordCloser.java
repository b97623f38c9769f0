package dev.shingle.fpga.rtl;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import java.util.stream.IntStream;

/**
 * A planner who believes that every result may come one word closer to its operands than it may. The plans keep the true
 * distances as their claims, so that one can see which they fall short of.
 */
record OneWordCloser(Planner planner) implements Planner {

    @Override
    public String name() {
        return planner.name() + "-one-word-closer";
    }

    @Override
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        ImmutableList<LiveRange> lives = IntStream.range(0, problem.bufferCount())
                .mapToObj(problem::live)
                .collect(toImmutableList());
        long[] sizes = IntStream.range(0, problem.bufferCount())
                .mapToLong(problem::size)
                .toArray();
        PlacementProblem closer = PlacementProblem.of(sizes, lives)
                .meetings(problem.meetings().stream().map(OneWordCloser::closer).toList())
                .separations(problem.separations())
                .traversals(problem.traversals())
                .addressing(problem.addressing())
                .alignment(problem.grain())
                .build();
        return planner.place(closer, options);
    }

    private static Meeting closer(Meeting meeting) {
        return new Meeting(
                meeting.step(),
                meeting.operand(),
                meeting.result(),
                closer(meeting.forward()),
                closer(meeting.reverse()));
    }

    private static Distance closer(Distance distance) {
        return distance.isFree() ? distance : Distance.ofWords(distance.words() - 1);
    }
}
