package dev.shingle.sim.distance;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.Shape;
import dev.shingle.sim.replay.Replay;
import dev.shingle.sim.units.OutputGrid;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Places one operand and one result of an operation at a chosen distance from each other, on a scratchpad with linear
 * addresses of its own, all other tensors out of the way, and replays that single step. Trying offset after offset gives
 * the safe distance without any definition of it.
 */
public final class TrialPlan {

    private final Operation operation;
    private final TensorUse operand;
    private final TensorUse result;
    private final Traversal traversal;
    private final Machine machine;

    public TrialPlan(Operation operation, int operand, int result, Traversal traversal, Machine machine) {
        this.operation = operation;
        this.operand = operation.operands().get(operand);
        this.result = operation.results().get(result);
        this.traversal = traversal;
        this.machine = machine;
    }

    /**
     * The smallest number of words such that it and everything above it is safe: forward as {@code start(operand) -
     * start(result)}, in reverse as {@code end(result) - end(operand)}. Free if no offset loses anything. One replay for
     * every offset at which the two touch, so for tensors of some hundred words at most.
     */
    public Distance smallestSafeOffset() {
        // At the result's size, and at minus the operand's, the two are disjoint: in both directions.
        for (long offset = words(result) - 1; offset > -words(operand); offset--) {
            if (!Replay.run(at(offset)).isSilent()) {
                return Distance.ofWords(offset + 1);
            }
        }
        return Distance.FREE;
    }

    /** The plan with the two at a distance of {@code offsetWords}, in the sense of the traversal. */
    public MemoryPlan at(long offsetWords) {
        long operandAboveResult =
                traversal == Traversal.FORWARD ? offsetWords : words(result) - words(operand) - offsetWords;
        long resultStart = Math.max(0, -operandAboveResult);
        Map<String, Placement> placements = new LinkedHashMap<>();
        placements.put(operand.name(), place(operand, resultStart + operandAboveResult));
        placements.put(result.name(), place(result, resultStart));
        for (ImmutableList<TensorUse> uses : ImmutableList.of(operation.operands(), operation.results())) {
            for (TensorUse use : uses) {
                if (use.isInScratchpad()) {
                    placements.putIfAbsent(use.name(), place(use, peak(placements)));
                }
            }
        }
        return plan(placements);
    }

    private MemoryPlan plan(Map<String, Placement> placements) {
        Step step = new Step(
                0,
                "trial",
                ImmutableList.of(),
                operation,
                OutputGrid.of(operation).allRows(),
                traversal,
                ImmutableList.of());
        ImmutableList<String> results =
                operation.results().stream().map(TensorUse::name).collect(toImmutableList());
        // The other parts of a joint tensor are never written here, so the host takes only results that are whole.
        ImmutableList<String> outputs = operation.results().stream()
                .filter(use -> use.slice().isEmpty())
                .map(TensorUse::name)
                .collect(toImmutableList());
        ImmutableList<String> inputs = placements.keySet().stream()
                .filter(name -> !results.contains(name))
                .collect(toImmutableList());
        return new MemoryPlan(
                "trial",
                "",
                linear(),
                "trial",
                ImmutableList.copyOf(placements.values()),
                ImmutableList.of(step),
                inputs,
                outputs,
                peak(placements),
                new MemoryPlan.Bound(0, "none"));
    }

    private Machine linear() {
        return new Machine(
                machine.name(),
                machine.source(),
                machine.layout(),
                machine.writeGranularity(),
                machine.lineBufferRows(),
                machine.groupOrder(),
                machine.traversals(),
                Addressing.LINEAR,
                1,
                machine.capacityBytes());
    }

    private Placement place(TensorUse use, long offsetWords) {
        boolean isSlice = use.slice().isPresent();
        Buffer buffer = new Buffer(
                use.name(),
                ImmutableList.of(use.name()),
                isSlice ? joint(use) : use.shape(),
                use.type(),
                isSlice || use.dense(),
                words(use),
                new LiveRange(0, 1));
        return new Placement(buffer, offsetWords);
    }

    /** As many elements as fit the words of the buffer that a slice is of, whatever their shape was. */
    private Shape joint(TensorUse slice) {
        long bits = Math.multiplyExact(words(slice), (long) machine.layout().wordBits());
        return Shape.of(Math.toIntExact(bits / slice.type().bits()));
    }

    private static long peak(Map<String, Placement> placements) {
        return placements.values().stream().mapToLong(Placement::endWords).max().orElse(0);
    }

    private long words(TensorUse use) {
        return use.layoutOn(machine.layout()).sizeWords();
    }
}
