package dev.shingle.mapper.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.overlap.SafeDistances;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Clearances out of the words' times are those of equations (2) to (5), which the planner computes by formula. */
class PlanClearancesTest {

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void areThePlannersDistances(@ForAll long seed) {
        Random random = new Random(seed);
        Machine machine = RandomMachines.next(random);
        Operation operation = new RandomOperations(random).next(random.nextInt(RandomOperations.KINDS));
        MemoryPlan plan = plan(machine, operation);
        PlanIndex index = new PlanIndex(plan);
        PlanClearances clearances = new PlanClearances(index);
        for (String operand : plan.inputs()) {
            for (String result : plan.outputs()) {
                int x = index.numberOf(operand);
                int y = index.numberOf(result);
                assertThat(clearances.decidingStep(x, y)).isZero();
                Distance forward = distance(operation, operand, result, Traversal.FORWARD, machine);
                Distance reverse = distance(operation, operand, result, Traversal.REVERSE, machine);
                long sizeX = clearances.sizeWords(x);
                long sizeY = clearances.sizeWords(y);
                Statistics.label("overlap").collect(forward.words() < sizeY);
                assertThat(clearances.clearanceWords(y, x, Traversal.FORWARD))
                        .isEqualTo(forward.isFree() ? -sizeX : forward.words());
                assertThat(clearances.clearanceWords(x, y, Traversal.REVERSE))
                        .isEqualTo(reverse.isFree() ? -sizeY : sizeX + reverse.words() - sizeY);
                assertThat(clearances.clearanceWords(x, y, Traversal.FORWARD)).isEqualTo(sizeX);
                assertThat(clearances.clearanceWords(y, x, Traversal.REVERSE)).isEqualTo(sizeY);
            }
        }
    }

    private static Distance distance(
            Operation operation, String operand, String result, Traversal traversal, Machine machine) {
        Distance most = Distance.FREE;
        for (int i = 0; i < operation.operands().size(); i++) {
            for (int j = 0; j < operation.results().size(); j++) {
                if (operation.operands().get(i).name().equals(operand)
                        && operation.results().get(j).name().equals(result)) {
                    most = most.max(SafeDistances.of(operation, i, j, traversal, machine));
                }
            }
        }
        return most;
    }

    private static MemoryPlan plan(Machine machine, Operation operation) {
        List<Placement> placements = new ArrayList<>();
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        for (TensorUse use : operation.operands()) {
            if (use.isInScratchpad() && !inputs.contains(use.name())) {
                inputs.add(use.name());
                placements.add(placement(machine, use));
            }
        }
        for (TensorUse use : operation.results()) {
            outputs.add(use.name());
            placements.add(placement(machine, use));
        }
        Shape grid = ReadRules.gridOf(operation);
        Step step = new Step(
                0,
                "layer",
                ImmutableList.of(),
                operation,
                new RowRange(0, StepScene.rowsOf(grid)),
                Traversal.FORWARD,
                ImmutableList.of());
        return new MemoryPlan(
                "one",
                "",
                machine,
                "nobody",
                ImmutableList.copyOf(placements),
                ImmutableList.of(step),
                ImmutableList.copyOf(inputs),
                ImmutableList.copyOf(outputs),
                1L << 40,
                new MemoryPlan.Bound(0, ""));
    }

    private static Placement placement(Machine machine, TensorUse use) {
        long words = use.layoutOn(machine.layout()).sizeWords();
        return new Placement(
                new Buffer(
                        use.name(),
                        ImmutableList.of(use.name()),
                        use.shape(),
                        use.type(),
                        use.dense(),
                        words,
                        new LiveRange(0, 1)),
                0);
    }
}
