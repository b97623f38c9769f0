package dev.shingle.mapper.place;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.plan.Certificate;
import java.util.Optional;

/**
 * The most demanding step of a problem: no placement needs less than {@link StepPacking} says for any one step.
 *
 * @param step its index; 0 if there are no steps
 * @param words what it needs at least
 * @param buffers what is live while it runs
 */
public record LowerBound(int step, long words, ImmutableList<Integer> buffers) {

    public static LowerBound of(PlacementProblem problem) {
        if (!problem.separations().isEmpty()) {
            return new LowerBound(0, problem.knownLowerBound(), ImmutableList.of());
        }
        boolean isCircular = problem.addressing() == Addressing.CIRCULAR;
        PlacementProblem counted = isCircular ? problem.withAlignment(1) : problem;
        int[][] sets = counted.liveSets();
        int worst = 0;
        long most = 0;
        for (int step = 0; step < sets.length; step++) {
            long words = new StepPacking(counted, step, sets[step]).words();
            if (words > most) {
                most = words;
                worst = step;
            }
        }
        int[] live = sets.length == 0 ? new int[0] : sets[worst];
        return new LowerBound(worst, most, ImmutableList.copyOf(Ints.asList(live)));
    }

    /**
     * Empty if the bound is only known by hearsay, or if so much is live at the step that nobody would compare it two by two
     * to check it.
     */
    public Optional<Certificate> certificate() {
        boolean isHearsay = buffers.isEmpty() && words > 0;
        return isHearsay || buffers.size() > Certificate.MOST_BUFFERS_AT_A_STEP
                ? Optional.empty()
                : Optional.of(new Certificate.StepBound(words, step, buffers));
    }
}
