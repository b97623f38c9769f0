package dev.shingle.sim;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.sim.units.OutputGrid;
import java.util.List;

/** Short ways to write plans. */
public final class Plans {

    private Plans() {}

    public static Step step(int index, String layer, Operation operation, RowRange rows, Traversal traversal) {
        return new Step(index, layer, ImmutableList.of(), operation, rows, traversal, ImmutableList.of());
    }

    public static Step step(int index, Operation operation, Traversal traversal) {
        return step(index, "layer" + index, operation, OutputGrid.of(operation).allRows(), traversal);
    }

    public static Placement place(TensorUse use, long offsetWords, Machine machine) {
        Buffer buffer = new Buffer(
                use.name(),
                ImmutableList.of(use.name()),
                use.shape(),
                use.type(),
                use.dense(),
                use.layoutOn(machine.layout()).sizeWords(),
                new LiveRange(0, 1));
        return new Placement(buffer, offsetWords);
    }

    public static MemoryPlan of(
            Machine machine,
            List<Placement> placements,
            List<Step> steps,
            List<String> inputs,
            List<String> outputs,
            long peakWords) {
        return new MemoryPlan(
                "test",
                "",
                machine,
                "by hand",
                ImmutableList.copyOf(placements),
                ImmutableList.copyOf(steps),
                ImmutableList.copyOf(inputs),
                ImmutableList.copyOf(outputs),
                peakWords,
                new MemoryPlan.Bound(0, "none"));
    }
}
