package dev.shingle.sim.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.plan.LostElement;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.replay.ReplayReport.OutOfBounds;
import java.util.Optional;

/**
 * What a run of a network by a plan gave. Violations are counted as a replay counts them: a word that a unit reads and that
 * does not hold what the unit expects, or that it reads or writes beyond the end, once for each unit and operand.
 *
 * @param outputs the network's outputs as the host finds them; empty if the run was stopped
 * @param steps every step that was run
 * @param violationsPerStep one count for each step of the plan, and a last one for the host's reading of the outputs
 * @param firstLost the first words that were lost, in execution order
 * @param outOfBounds how many violations lie beyond the end of the scratchpad
 * @param firstOutOfBounds the first of those
 * @param isChecked whether anything was checked; otherwise there are no violations to be seen
 * @param isComplete false if the run was stopped
 */
public record RunReport(
        ImmutableMap<String, TensorData> outputs,
        ImmutableList<StepReport> steps,
        ImmutableLongArray violationsPerStep,
        ImmutableList<Violation> firstLost,
        long outOfBounds,
        Optional<OutOfBounds> firstOutOfBounds,
        boolean isChecked,
        boolean isComplete) {

    /** All violations. */
    public long violations() {
        return violationsPerStep.stream().sum();
    }

    /** The first word that was lost, in the words of a replay. */
    public Optional<LostElement> firstLostWord() {
        return firstLost.stream().map(Violation::word).findFirst();
    }

    /** The run was checked to its end, and nothing was wrong. */
    public boolean isClean() {
        return isChecked && isComplete && violations() == 0;
    }

    public long multiplyAdds() {
        return steps.stream().mapToLong(StepReport::multiplyAdds).sum();
    }

    /** Words that the steps read. */
    public long wordsRead() {
        return steps.stream().mapToLong(StepReport::wordsRead).sum();
    }

    /** Words that the steps wrote. */
    public long wordsWritten() {
        return steps.stream().mapToLong(StepReport::wordsWritten).sum();
    }
}
