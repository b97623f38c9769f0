package dev.shingle.mapper.place.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.place.PlacementProblem.Separation;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.plan.Distance;
import java.util.stream.LongStream;

/** What a placement must keep, word for word after equation (9); uses no clearance of the problem's own. */
final class PlacementRules {

    /** {@code ab} is the least start(b) - start(a) with a below b, {@code ba} that of start(a) - start(b). */
    private record Clearances(long ab, long ba) {}

    private final PlacementProblem problem;
    private final PlacementResult result;

    private PlacementRules(PlacementProblem problem, PlacementResult result) {
        this.problem = problem;
        this.result = result;
    }

    static void assertKept(PlacementProblem problem, PlacementResult result) {
        PlacementRules rules = new PlacementRules(problem, result);
        for (int b = 0; b < problem.bufferCount(); b++) {
            rules.assertInPlace(b);
            for (int a = 0; a < b; a++) {
                if (problem.live(a).overlaps(problem.live(b))) {
                    assertThat(rules.isSafe(a, b)).as("buffers %s and %s", a, b).isTrue();
                }
            }
        }
        for (Meeting meeting : problem.meetings()) {
            assertThat(problem.traversals()).contains(result.arrangement().direction(meeting.step()));
        }
    }

    private void assertInPlace(int buffer) {
        long start = result.arrangement().offset(buffer);
        assertThat(start % problem.alignment(buffer))
                .as("alignment of %s", buffer)
                .isZero();
        assertThat(start).isNotNegative();
        problem.fixedStart(buffer).ifPresent(fixed -> assertThat(start).isEqualTo(fixed));
        assertThat(problem.size(buffer)).isLessThanOrEqualTo(result.height());
        if (problem.addressing() == Addressing.CIRCULAR) {
            assertThat(start).isLessThan(result.height());
        } else {
            assertThat(start + problem.size(buffer)).isLessThanOrEqualTo(result.height());
        }
    }

    private boolean isSafe(int a, int b) {
        Clearances needed = new Clearances(problem.size(a), problem.size(b));
        for (Separation separation : problem.separations()) {
            if (separation.a() == a && separation.b() == b) {
                needed = new Clearances(separation.ab(), separation.ba());
            } else if (separation.a() == b && separation.b() == a) {
                needed = new Clearances(separation.ba(), separation.ab());
            }
        }
        for (Meeting meeting : problem.meetings()) {
            boolean isPair =
                    meeting.operand() == a && meeting.result() == b || meeting.operand() == b && meeting.result() == a;
            if (isPair && distance(meeting).isFree()) {
                return true;
            }
            needed = isPair ? clearances(meeting, a) : needed;
        }
        return isSafe(result.arrangement().offset(b) - result.arrangement().offset(a), needed);
    }

    private boolean isForward(Meeting meeting) {
        return result.arrangement().direction(meeting.step()) == Traversal.FORWARD;
    }

    private Distance distance(Meeting meeting) {
        return isForward(meeting) ? meeting.forward() : meeting.reverse();
    }

    private Clearances clearances(Meeting meeting, int a) {
        long operandSize = problem.size(meeting.operand());
        long resultSize = problem.size(meeting.result());
        long words = distance(meeting).words();
        long operandBelow = isForward(meeting) ? operandSize : operandSize + words - resultSize;
        long resultBelow = isForward(meeting) ? words : resultSize;
        return meeting.operand() == a
                ? new Clearances(operandBelow, resultBelow)
                : new Clearances(resultBelow, operandBelow);
    }

    private boolean isSafe(long rise, Clearances needed) {
        if (problem.addressing() == Addressing.LINEAR) {
            return rise >= needed.ab() || -rise >= needed.ba();
        }
        long modulus = result.height();
        return LongStream.rangeClosed(-2, 2)
                .map(turns -> rise + turns * modulus)
                .anyMatch(turned -> needed.ab() <= turned && turned <= modulus - needed.ba());
    }
}
