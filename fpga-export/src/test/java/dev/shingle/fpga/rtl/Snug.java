package dev.shingle.fpga.rtl;

import com.google.common.math.LongMath;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementOptions;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.Planner;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * A planner who wastes memory, but lays every result exactly as close to an operand as it may come, wherever nothing else is
 * in the way; steps run forward and in reverse by turns, so that the buffers do not drift away.
 *
 * <pre>
 *   forward           |== operand ==|              reverse     |== operand ==|
 *              |==== result ====|                                   |==== result ====|
 *              |<- D ->|                                                       |<-D->|
 * </pre>
 */
record Snug() implements Planner {

    @Override
    public String name() {
        return "snug";
    }

    @Override
    public PlacementResult place(PlacementProblem problem, PlacementOptions options) {
        Traversal[] directions = new Traversal[problem.stepCount()];
        Arrays.setAll(directions, step -> Traversal.values()[step % 2]);
        long[] starts = new long[problem.bufferCount()];
        for (int buffer = 0; buffer < starts.length; buffer++) {
            starts[buffer] = start(problem, buffer, starts, directions);
        }
        long lowest = Arrays.stream(starts).min().orElse(0);
        for (int buffer = 0; buffer < starts.length; buffer++) {
            starts[buffer] = LongMath.checkedSubtract(starts[buffer], lowest);
        }
        Arrangement arrangement = new Arrangement(starts, directions);
        return PlacementResult.withStepBound(problem, arrangement, arrangement.peak(problem));
    }

    /** Buffers are in the order of their first use: those before this one have their places. */
    private static long start(PlacementProblem problem, int buffer, long[] starts, Traversal[] directions) {
        for (Meeting meeting : problem.meetings()) {
            int operand = meeting.operand();
            if (meeting.result() == buffer && operand < buffer) {
                int pair = problem.pairOf(operand, buffer);
                long close = directions[meeting.step()] == Traversal.FORWARD
                        ? starts[operand] - problem.clearance(buffer, pair, Traversal.FORWARD)
                        : starts[operand] + problem.clearance(operand, pair, Traversal.REVERSE);
                if (isFree(problem, buffer, close, starts, directions)) {
                    return close;
                }
            }
        }
        OptionalLong top = IntStream.of(problem.neighbours(buffer))
                .filter(other -> other < buffer)
                .mapToLong(other -> starts[other] + problem.size(other))
                .max();
        return top.orElse(0);
    }

    private static boolean isFree(
            PlacementProblem problem, int buffer, long start, long[] starts, Traversal[] directions) {
        return IntStream.of(problem.neighbours(buffer))
                .filter(other -> other < buffer)
                .allMatch(other -> {
                    int pair = problem.pairOf(buffer, other);
                    Traversal direction = problem.traversalOf(pair, directions);
                    return starts[other] - start >= problem.clearance(buffer, pair, direction)
                            || start - starts[other] >= problem.clearance(other, pair, direction);
                });
    }
}
