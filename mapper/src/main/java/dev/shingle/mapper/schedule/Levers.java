package dev.shingle.mapper.schedule;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Addressing;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.machine.WriteGranularity;
import dev.shingle.mapper.schedule.PlanningResult.Lever;
import dev.shingle.mapper.schedule.PlanningResult.Planned;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What each missing ability of a machine would be worth: the same planner once more, on the machine that has it. */
final class Levers {

    private final NetworkPlanner planner;
    private final Schedule schedule;
    private final PlanningOptions unlimited;

    Levers(NetworkPlanner planner, Schedule schedule, PlanningOptions options) {
        this.planner = planner;
        this.schedule = schedule;
        this.unlimited = options.withoutCapacity().withNodes(options.nodes() / 4);
    }

    /** Those that need less than the demand, the most effective first. */
    ImmutableList<Lever> below(long demandBytes, long capacityBytes) {
        return candidates().entrySet().stream()
                .map(entry -> lever(entry.getKey(), entry.getValue(), capacityBytes))
                .filter(lever -> lever.demandBytes() < demandBytes)
                .sorted(Comparator.comparingLong(Lever::demandBytes))
                .collect(toImmutableList());
    }

    private Lever lever(String change, Machine machine, long capacityBytes) {
        if (!(planner.plan(schedule.on(machine), unlimited) instanceof Planned planned)) {
            throw new AssertionError("no plan without a limit");
        }
        long bytes = planned.plan().peakBytes();
        boolean fits = planned.plan().peakWords() <= machine.layout().wordsIn(capacityBytes);
        return new Lever(change, bytes, fits);
    }

    private Map<String, Machine> candidates() {
        Machine machine = schedule.machine();
        Map<String, Machine> candidates = new LinkedHashMap<>();
        ImmutableSet<Traversal> both = ImmutableSet.of(Traversal.FORWARD, Traversal.REVERSE);
        if (!machine.traversals().equals(both)) {
            candidates.put(
                    "run layers in either direction",
                    with(machine, machine.writeGranularity(), both, machine.addressing()));
        }
        if (machine.addressing() == Addressing.LINEAR) {
            candidates.put(
                    "count addresses modulo the scratchpad's size",
                    with(machine, machine.writeGranularity(), machine.traversals(), Addressing.CIRCULAR));
        }
        if (machine.writeGranularity() instanceof WriteGranularity.Group) {
            candidates.put(
                    "write all channels of a pixel at once",
                    with(machine, new WriteGranularity.Pixel(), machine.traversals(), machine.addressing()));
        }
        if (!(machine.writeGranularity() instanceof WriteGranularity.Row
                || machine.writeGranularity() instanceof WriteGranularity.Tensor)) {
            candidates.put(
                    "stage one output row outside the scratchpad",
                    with(machine, new WriteGranularity.Row(), machine.traversals(), machine.addressing()));
        }
        return candidates;
    }

    private static Machine with(
            Machine machine, WriteGranularity granularity, ImmutableSet<Traversal> traversals, Addressing addressing) {
        return new Machine(
                machine.name(),
                machine.source(),
                machine.layout(),
                granularity,
                machine.lineBufferRows(),
                machine.groupOrder(),
                traversals,
                addressing,
                machine.alignmentWords(),
                OptionalLong.empty());
    }
}
