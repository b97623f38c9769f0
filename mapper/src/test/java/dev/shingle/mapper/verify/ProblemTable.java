package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.plan.Distance;
import java.util.Optional;

/** The numbers of a placement problem, without anything that its planners make of them. */
record ProblemTable(PlacementProblem problem) implements ClearanceTable {

    @Override
    public int buffers() {
        return problem.bufferCount();
    }

    @Override
    public int steps() {
        return problem.stepCount();
    }

    @Override
    public ImmutableSet<Traversal> traversals() {
        return problem.traversals();
    }

    @Override
    public boolean isCircular() {
        return problem.addressing() == Addressing.CIRCULAR;
    }

    @Override
    public long alignmentWords() {
        return problem.alignment(0);
    }

    @Override
    public long sizeWords(int buffer) {
        return problem.size(buffer);
    }

    @Override
    public boolean isLive(int buffer, int step) {
        return problem.live(buffer).contains(step);
    }

    @Override
    public boolean liveTogether(int a, int b) {
        return problem.live(a).overlaps(problem.live(b));
    }

    @Override
    public int decidingStep(int a, int b) {
        return meeting(a, b).or(() -> meeting(b, a)).map(Meeting::step).orElse(NO_STEP);
    }

    @Override
    public long clearanceWords(int below, int above, Traversal traversal) {
        boolean forward = traversal == Traversal.FORWARD;
        Optional<Meeting> meeting = forward ? meeting(above, below) : meeting(below, above);
        if (meeting.isEmpty()) {
            return sizeWords(below);
        }
        Distance distance = forward ? meeting.get().forward() : meeting.get().reverse();
        if (distance.isFree()) {
            return -sizeWords(above);
        }
        return forward ? distance.words() : sizeWords(below) + distance.words() - sizeWords(above);
    }

    private Optional<Meeting> meeting(int operand, int result) {
        return problem.meetings().stream()
                .filter(meeting -> meeting.operand() == operand && meeting.result() == result)
                .findFirst();
    }
}
