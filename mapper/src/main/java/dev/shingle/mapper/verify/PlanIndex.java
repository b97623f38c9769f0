package dev.shingle.mapper.verify;

import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import java.util.Objects;

/** A plan whose structure is sound: every buffer that its steps name exists. Buffers are numbered in the plan's order. */
final class PlanIndex {

    private final MemoryPlan plan;
    private final Memory memory;
    private final ImmutableMap<String, Integer> numbers;

    PlanIndex(MemoryPlan plan) {
        this.plan = plan;
        this.memory = Memory.of(plan);
        ImmutableMap.Builder<String, Integer> byName = ImmutableMap.builder();
        for (int i = 0; i < plan.placements().size(); i++) {
            byName.put(plan.placements().get(i).buffer().name(), i);
        }
        this.numbers = byName.buildOrThrow();
    }

    MemoryPlan plan() {
        return plan;
    }

    Memory memory() {
        return memory;
    }

    int numberOf(String buffer) {
        return Objects.requireNonNull(numbers.get(buffer), buffer);
    }

    Placement placement(int number) {
        return plan.placements().get(number);
    }
}
