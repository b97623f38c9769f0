package dev.shingle.sim.cycles;

import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The buffers of a plan in two memories, as ping-pong hardware has them: inputs in the first, every result in the one that
 * its step reads least of. In a chain they alternate. A step is in conflict if it writes a memory that it also reads, as an
 * addition does whose operands lie in both.
 *
 * <pre>
 *   memory 0   | a |       | c |               a -> b -> c -> d, and c + x with x in memory 1: conflict
 *   memory 1         | b |       | d |
 * </pre>
 *
 * The size of a memory is the most that is live in it at once: no plan takes less, and a chain takes no more.
 *
 * @param memoryOfBuffer 0 or 1 for each buffer
 * @param firstWords size of the first memory
 * @param secondWords size of the second
 */
public record TwoMemories(ImmutableMap<String, Integer> memoryOfBuffer, long firstWords, long secondWords) {

    /** The two memories of a plan; its placements do not matter. */
    public static TwoMemories of(MemoryPlan plan) {
        Map<String, Long> sizes = new HashMap<>();
        plan.placements()
                .forEach(placement ->
                        sizes.put(placement.buffer().name(), placement.buffer().sizeWords()));
        Map<String, Integer> memories = new LinkedHashMap<>();
        plan.inputs().forEach(input -> memories.put(input, 0));
        for (Step step : plan.steps()) {
            int target = leastRead(step, memories, sizes);
            for (TensorUse result : step.operation().results()) {
                memories.putIfAbsent(result.name(), target);
            }
        }
        return new TwoMemories(ImmutableMap.copyOf(memories), mostLive(plan, memories, 0), mostLive(plan, memories, 1));
    }

    private static int leastRead(Step step, Map<String, Integer> memories, Map<String, Long> sizes) {
        long[] words = new long[2];
        for (TensorUse operand : step.operation().operands()) {
            if (operand.isInScratchpad()) {
                words[memories.getOrDefault(operand.name(), 0)] += sizes.getOrDefault(operand.name(), 0L);
            }
        }
        return words[1] < words[0] ? 1 : 0;
    }

    private static long mostLive(MemoryPlan plan, Map<String, Integer> memories, int memory) {
        long most = 0;
        for (int step = 0; step < Math.max(1, plan.steps().size()); step++) {
            long live = 0;
            for (Placement placement : plan.placements()) {
                Buffer buffer = placement.buffer();
                if (memories.getOrDefault(buffer.name(), 0) == memory
                        && buffer.live().contains(step)) {
                    live = Math.addExact(live, buffer.sizeWords());
                }
            }
            most = Math.max(most, live);
        }
        return most;
    }

    /** Whether the step writes a memory that it reads. */
    public boolean isInConflict(Step step) {
        return step.operation().operands().stream()
                .filter(TensorUse::isInScratchpad)
                .anyMatch(operand -> step.operation().results().stream()
                        .anyMatch(result -> memory(result.name()) == memory(operand.name())));
    }

    /** Where a buffer lies. */
    public int memory(String buffer) {
        return memoryOfBuffer.getOrDefault(buffer, 0);
    }

    /** Both memories together. */
    public long words() {
        return Math.addExact(firstWords, secondWords);
    }
}
