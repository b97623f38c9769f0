package dev.shingle.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.overlap.PairBound;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.mapper.schedule.ScheduledStep;
import dev.shingle.sim.distance.LiteralDistance;

/** Lays the fast formula and the literal enumeration side by side. */
final class Explainer {

    private Explainer() {}

    static Explanation explain(Schedule schedule, int index) {
        ScheduledStep step = schedule.steps().get(index);
        Operation operation = step.operation();
        ImmutableList.Builder<Explanation.Pair> pairs = ImmutableList.builder();
        for (int operand = 0; operand < operation.operands().size(); operand++) {
            if (!operation.operands().get(operand).isInScratchpad()) {
                continue;
            }
            for (int result = 0; result < operation.results().size(); result++) {
                for (Traversal traversal : Traversal.values()) {
                    pairs.add(pair(schedule, step, operand, result, traversal));
                }
            }
        }
        return new Explanation(index, step.layer(), step.sources(), operation, schedule.machine(), pairs.build());
    }

    private static Explanation.Pair pair(
            Schedule schedule, ScheduledStep step, int operand, int result, Traversal traversal) {
        Operation operation = step.operation();
        Layout layout = schedule.machine().layout();
        TensorUse from = operation.operands().get(operand);
        TensorUse to = operation.results().get(result);
        Distance formula = SafeDistances.of(operation, operand, result, traversal, schedule.machine());
        long operandWords = from.layoutOn(layout).sizeWords();
        long resultWords = to.layoutOn(layout).sizeWords();
        return new Explanation.Pair(
                from.name(),
                to.name(),
                traversal,
                step.dying().contains(from.name()),
                step.arriving().contains(to.name()),
                operandWords,
                resultWords,
                formula,
                LiteralDistance.of(operation, operand, result, traversal, schedule.machine()),
                PairBound.words(operandWords, resultWords, formula));
    }

    static ImmutableList<Integer> find(Schedule schedule, String text) {
        return schedule.steps().stream()
                .filter(step -> Integer.toString(step.index()).equals(text)
                        || step.layer().equals(text)
                        || step.sources().contains(text)
                        || schedule.network().layers().stream()
                                .filter(layer -> layer.name().equals(step.layer()))
                                .flatMap(layer -> layer.outputs().stream())
                                .anyMatch(result -> result.name().equals(text)))
                .map(ScheduledStep::index)
                .collect(toImmutableList());
    }
}
