package dev.shingle.mapper.place.conflict;

import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.place.PlacementProblem.Separation;
import dev.shingle.mapper.plan.LiveRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Some buffers at some steps of a problem, as a problem of its own: only the chosen buffers, and time jumps from one
 * chosen step to the next.
 *
 * <pre>
 *   step      0   1   2   3   4           chosen steps 1 and 3       0   1
 *   a       [=======)                                         a    [===)
 *   b           [===========)                                 b    [=======)
 *   c                   [=======)                             c        [===)
 * </pre>
 *
 * <p>So two buffers exclude each other if and only if they are live together at a chosen step; an operand meets a result,
 * and a direction is chosen, at chosen steps only; and a buffer that is live at no chosen step needs no place at all, as
 * if it were not chosen. To drop a step is to drop what it demands at that moment, nothing else.
 *
 * <p>Every placement of a problem is one of its restrictions. Hence what does not fit restricted does not fit at all, and
 * what fits still fits when more is dropped. Linear in the buffers and pairs that are left.
 */
final class Restriction {

    private static final int ABSENT = -1;

    private final PlacementProblem whole;
    private final BitSet steps;
    private final int[] moments;
    private final int[] newIndex;
    private final List<Integer> kept = new ArrayList<>();
    private final List<LiveRange> lives = new ArrayList<>();

    private Restriction(PlacementProblem whole, BitSet buffers, BitSet steps) {
        this.whole = whole;
        this.steps = steps;
        this.moments = new int[whole.stepCount() + 1];
        this.newIndex = new int[whole.bufferCount()];
        for (int step = 0; step < whole.stepCount(); step++) {
            moments[step + 1] = moments[step] + (steps.get(step) ? 1 : 0);
        }
        for (int buffer = 0; buffer < newIndex.length; buffer++) {
            int start = moments[whole.live(buffer).start()];
            int end = moments[whole.live(buffer).end()];
            newIndex[buffer] = ABSENT;
            if (buffers.get(buffer) && start < end) {
                newIndex[buffer] = kept.size();
                kept.add(buffer);
                lives.add(new LiveRange(start, end));
            }
        }
    }

    static PlacementProblem of(PlacementProblem whole, BitSet buffers, BitSet steps) {
        return new Restriction(whole, buffers, steps).build();
    }

    private PlacementProblem build() {
        PlacementProblem.Builder builder = PlacementProblem.of(
                        kept.stream().mapToLong(whole::size).toArray(), lives)
                .meetings(meetings())
                .separations(separations())
                .traversals(whole.traversals())
                .addressing(whole.addressing());
        for (int i = 0; i < kept.size(); i++) {
            int buffer = kept.get(i);
            int index = i;
            builder.alignment(index, whole.alignment(buffer));
            whole.fixedStart(buffer).ifPresent(start -> builder.fixedStart(index, start));
        }
        return builder.build();
    }

    private List<Meeting> meetings() {
        List<Meeting> some = new ArrayList<>();
        for (Meeting meeting : whole.meetings()) {
            int operand = newIndex[meeting.operand()];
            int result = newIndex[meeting.result()];
            if (operand != ABSENT && result != ABSENT && steps.get(meeting.step())) {
                some.add(new Meeting(moments[meeting.step()], operand, result, meeting.forward(), meeting.reverse()));
            }
        }
        return some;
    }

    private List<Separation> separations() {
        List<Separation> some = new ArrayList<>();
        for (Separation separation : whole.separations()) {
            int a = newIndex[separation.a()];
            int b = newIndex[separation.b()];
            if (a != ABSENT && b != ABSENT) {
                some.add(new Separation(a, b, separation.ab(), separation.ba()));
            }
        }
        return some;
    }
}
