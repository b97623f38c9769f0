package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The clearances of a plan's buffers, derived from its steps: live ranges from who writes and reads what, distances from
 * the times of the words. Neither the live ranges nor the distances that the plan states are looked at. Each distance is
 * derived when it is first asked for.
 */
final class PlanClearances implements ClearanceTable {

    /** A dying operand and an arriving result. */
    private record Meeting(int operand, int result, Traversal traversal) {}

    private final PlanIndex index;
    private final MemoryPlan plan;
    private final int[] first;
    private final int[] end;
    private final boolean[] stays;
    private final boolean[] isRead;
    private final int steps;
    private final Map<Meeting, Long> clearances = new HashMap<>();
    private final Map<Traversal, StepScene> scenes = new EnumMap<>(Traversal.class);
    private int stepOfScenes = NO_STEP;

    PlanClearances(PlanIndex index) {
        this.index = index;
        this.plan = index.plan();
        int buffers = plan.placements().size();
        this.first = new int[buffers];
        this.end = new int[buffers];
        this.stays = new boolean[buffers];
        this.isRead = new boolean[buffers];
        this.steps = Math.max(1, plan.steps().size());
        deriveLiveRanges();
    }

    private void deriveLiveRanges() {
        Arrays.fill(first, steps - 1);
        plan.inputs().forEach(input -> use(index.numberOf(input), 0));
        for (Step step : plan.steps()) {
            step.operation().results().forEach(result -> use(index.numberOf(result.name()), step.index()));
            for (TensorUse operand : step.operation().operands()) {
                if (operand.isInScratchpad()) {
                    int buffer = index.numberOf(operand.name());
                    use(buffer, step.index());
                    isRead[buffer] = true;
                }
            }
        }
        for (String output : plan.outputs()) {
            use(index.numberOf(output), steps - 1);
            stays[index.numberOf(output)] = true;
        }
    }

    private void use(int buffer, int step) {
        first[buffer] = Math.min(first[buffer], step);
        end[buffer] = Math.max(end[buffer], step + 1);
    }

    @Override
    public int buffers() {
        return first.length;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public ImmutableSet<Traversal> traversals() {
        return plan.machine().traversals();
    }

    @Override
    public boolean isCircular() {
        return plan.machine().addressing() == Addressing.CIRCULAR;
    }

    @Override
    public long alignmentWords() {
        return plan.machine().alignmentWords();
    }

    @Override
    public long sizeWords(int buffer) {
        return index.placement(buffer).buffer().sizeWords();
    }

    @Override
    public boolean isLive(int buffer, int step) {
        return first[buffer] <= step && step < end[buffer];
    }

    @Override
    public boolean liveTogether(int a, int b) {
        return first[a] < end[b] && first[b] < end[a];
    }

    @Override
    public int decidingStep(int a, int b) {
        if (diesWhereItArrives(a, b)) {
            return first[b];
        }
        return diesWhereItArrives(b, a) ? first[a] : NO_STEP;
    }

    /** Whether the step that writes {@code result} first is the last that reads {@code operand}. */
    private boolean diesWhereItArrives(int operand, int result) {
        int step = first[result];
        return end[operand] == step + 1
                && isRead[operand]
                && !stays[operand]
                && step < plan.steps().size()
                && reads(step, operand)
                && writes(step, result);
    }

    private boolean reads(int step, int buffer) {
        return plan.steps().get(step).operation().operands().stream()
                .anyMatch(use -> use.isInScratchpad() && index.numberOf(use.name()) == buffer);
    }

    private boolean writes(int step, int buffer) {
        return plan.steps().get(step).operation().results().stream()
                .anyMatch(use -> index.numberOf(use.name()) == buffer);
    }

    @Override
    public long clearanceWords(int below, int above, Traversal traversal) {
        boolean forward = traversal == Traversal.FORWARD;
        int operand = forward ? above : below;
        int result = forward ? below : above;
        if (!diesWhereItArrives(operand, result)) {
            return sizeWords(below);
        }
        return clearances.computeIfAbsent(new Meeting(operand, result, traversal), this::derive);
    }

    /** Forward D; reverse I + E - O. */
    private long derive(Meeting meeting) {
        StepScene scene = scene(first[meeting.result()], meeting.traversal());
        boolean forward = meeting.traversal() == Traversal.FORWARD;
        long operandWords = sizeWords(meeting.operand());
        long resultWords = sizeWords(meeting.result());
        long rise = forward ? 0 : operandWords - resultWords;
        long most = forward ? -operandWords : -resultWords;
        for (StepScene.Read read : scene.readsOf(meeting.operand())) {
            for (StepScene.Write write : scene.writesOf(meeting.result())) {
                WordTimes reads = forward ? read.last() : read.last().mirrored(operandWords);
                WordTimes writes = forward ? write.first() : write.first().mirrored(resultWords);
                OptionalLong least = LeastSeparation.of(reads, operandWords, writes, resultWords);
                if (least.isPresent()) {
                    most = Math.max(most, least.getAsLong() + rise);
                }
            }
        }
        return most;
    }

    /** Proofs ask for all pairs of a step in a row, so no more than one step's scenes are kept. */
    private StepScene scene(int step, Traversal traversal) {
        if (step != stepOfScenes) {
            scenes.clear();
            stepOfScenes = step;
        }
        return scenes.computeIfAbsent(
                traversal, one -> StepScene.of(index, turned(plan.steps().get(step), one)));
    }

    private static Step turned(Step step, Traversal traversal) {
        return new Step(
                step.index(),
                step.layer(),
                step.sources(),
                step.operation(),
                step.outputRows(),
                traversal,
                step.distances());
    }
}
