package dev.shingle.fpga.rtl;

import static com.google.common.collect.ImmutableMultiset.toImmutableMultiset;
import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.collect.Multisets;
import com.google.common.primitives.ImmutableLongArray;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.GroupOrder;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Operator;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.replay.Replay;
import dev.shingle.sim.run.PlanExecution;
import dev.shingle.sim.run.RunObserver;
import dev.shingle.sim.run.RunOptions;
import dev.shingle.sim.run.RunReport;
import dev.shingle.sim.run.Violation;

/**
 * Reads of words that belong to somebody else, as the monitor in the hardware saw them; a word that a unit reads several
 * times counts once for each operand.
 *
 * @param read each read: step, unit within the step, address, who was expected and who was found there
 */
record LostWords(ImmutableMultiset<Read> read) {

    private static final String NOBODY = "nothing";

    /** The simulator looks up when each lost word was written, and each takes it a walk over the plan. */
    private static final int MOST_NAMED = 300;

    /** The step after the last one is the host, for whom units do not count. */
    record Read(int step, long unit, long address, String expected, String found) {}

    static LostWords seenByMonitor(Scene scene, RtlRun run) {
        MemoryPlan plan = scene.plan();
        long[] before = new long[plan.steps().size() + 1];
        for (Step step : plan.steps()) {
            before[step.index() + 1] = before[step.index()] + units(step, scene);
        }
        Multiset<Read> seen = LinkedHashMultiset.create();
        for (RtlRun.Violation flag : run.violations()) {
            boolean isHost = flag.step() == plan.steps().size();
            Read read = new Read(
                    flag.step(),
                    isHost ? 0 : flag.unit() - before[flag.step()],
                    flag.address(),
                    owner(plan, flag.expectedTag()),
                    owner(plan, flag.foundTag()));
            if (!seen.contains(read) || (!isHost && readsOnce(plan.steps().get(flag.step())))) {
                seen.add(read);
            }
        }
        return new LostWords(ImmutableMultiset.copyOf(seen));
    }

    /** The units of an addition read a word of each operand, once; if twice the same, then for both operands. */
    private static boolean readsOnce(Step step) {
        return step.operation().operator() instanceof Operator.Elementwise;
    }

    /**
     * The word-level replay has as many of them in every step, no more and no fewer; and each that the run of the plan in the
     * simulator names is among them: all, unless there are very many.
     */
    void requireConfirmed(Scene scene) {
        ImmutableLongArray replayed = Replay.run(scene.plan()).violationsPerStep();
        assertThat(perStep(replayed.length()))
                .as("words lost by %s, by step", scene.network().name())
                .isEqualTo(replayed);
        if (read.isEmpty()) {
            return;
        }
        RunOptions options = RunOptions.standard()
                .with(Rounding.valueOf(scene.program().accelerator().rounding().name()))
                .keeping(MOST_NAMED);
        RunReport report = PlanExecution.run(scene.network(), scene.plan(), scene.inputs(), options, RunObserver.NONE);
        assertThat(report.firstLost()).hasSize(Math.min(MOST_NAMED, read.size()));
        ImmutableMultiset<Read> named = report.firstLost().stream()
                .map(violation -> read(scene, violation))
                .collect(toImmutableMultiset());
        assertThat(Multisets.difference(named, read))
                .as(
                        "words lost by %s that the monitor does not flag",
                        scene.network().name())
                .isEmpty();
    }

    private ImmutableLongArray perStep(int length) {
        long[] counts = new long[length];
        read.forEach(lost -> counts[lost.step()]++);
        return ImmutableLongArray.copyOf(counts);
    }

    /** Steps in which a word was lost. */
    ImmutableSet<Integer> steps() {
        return read.stream().map(Read::step).collect(toImmutableSet());
    }

    /** Steps whose result lies closer to an operand than the plan itself says that it may. */
    static ImmutableSet<Integer> stepsTooClose(MemoryPlan plan) {
        return plan.steps().stream()
                .filter(step -> step.distances().stream().anyMatch(claim -> isTooClose(plan, step, claim)))
                .map(Step::index)
                .collect(toImmutableSet());
    }

    private static boolean isTooClose(MemoryPlan plan, Step step, Step.DistanceClaim claim) {
        Placement operand = placement(plan, claim.operand());
        Placement result = placement(plan, claim.result());
        if (claim.distance().isFree() || plan.machine().addressing() == Addressing.CIRCULAR) {
            return false;
        }
        boolean isApart = operand.offsetWords() >= end(result) || result.offsetWords() >= end(operand);
        long distance = step.traversal() == Traversal.FORWARD
                ? operand.offsetWords() - result.offsetWords()
                : end(result) - end(operand);
        return !isApart && distance < claim.distance().words();
    }

    private static long end(Placement placement) {
        return placement.offsetWords() + placement.buffer().sizeWords();
    }

    private static Placement placement(MemoryPlan plan, String buffer) {
        return plan.placements().stream()
                .filter(placement -> placement.buffer().name().equals(buffer))
                .findFirst()
                .orElseThrow();
    }

    private static Read read(Scene scene, Violation violation) {
        int step = violation.word().step();
        return new Read(
                step,
                step == scene.plan().steps().size() ? 0 : unit(scene, violation),
                violation.word().address(),
                violation.word().operand(),
                violation.word().overwrittenBy());
    }

    /** The place of an output group in the order of work. */
    private static long unit(Scene scene, Violation violation) {
        Step step = scene.plan().steps().get(violation.word().step());
        TensorUse result = result(step);
        int lanes = scene.program().accelerator().lanes();
        long groups = groups(step, scene);
        long pixel = (long) violation.word().outputRow() * result.shape().width()
                + violation.word().outputColumn();
        long group = violation.outputChannel() / lanes;
        if (step.traversal() == Traversal.FORWARD) {
            return pixel * groups + group;
        }
        boolean isDescending = scene.plan().machine().groupOrder() == GroupOrder.DESCENDING;
        long last = result.shape().pixels() - 1;
        return (last - pixel) * groups + (isDescending ? groups - 1 - group : group);
    }

    private static long units(Step step, Scene scene) {
        return result(step).shape().elements() / result(step).shape().channels() * groups(step, scene);
    }

    private static long groups(Step step, Scene scene) {
        int lanes = scene.program().accelerator().lanes();
        return (result(step).shape().channels() + lanes - 1) / lanes;
    }

    private static TensorUse result(Step step) {
        return step.operation().results().get(0);
    }

    private static String owner(MemoryPlan plan, int tag) {
        return tag == 0 ? NOBODY : plan.placements().get(tag - 1).buffer().name();
    }
}
