package dev.shingle.mapper.schedule;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementProblem.Meeting;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.Distance;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.TensorUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A schedule as numbers: its buffers in order, in words, and where a dying operand meets an arriving result. */
final class ScheduledProblem {

    private final Schedule schedule;
    private final Machine machine;
    private final Map<String, Integer> index = new HashMap<>();

    private ScheduledProblem(Schedule schedule) {
        this.schedule = schedule;
        this.machine = schedule.machine();
        schedule.buffers().forEach(buffer -> index.put(buffer.name(), index.size()));
    }

    /** With every overlap that the machine allows; each distance is computed once. */
    static PlacementProblem of(Schedule schedule) {
        return new ScheduledProblem(schedule).build();
    }

    private PlacementProblem build() {
        ImmutableList<Buffer> buffers = schedule.buffers();
        return PlacementProblem.of(
                        buffers.stream().mapToLong(Buffer::sizeWords).toArray(),
                        buffers.stream().map(Buffer::live).toList())
                .meetings(meetings())
                .traversals(machine.traversals())
                .alignment(machine.alignmentWords())
                .addressing(machine.addressing())
                .build();
    }

    private List<Meeting> meetings() {
        List<Meeting> meetings = new ArrayList<>();
        for (ScheduledStep step : schedule.steps()) {
            for (String operand : step.dying()) {
                for (String result : step.arriving()) {
                    meetings.add(new Meeting(
                            step.index(),
                            index.getOrDefault(operand, -1),
                            index.getOrDefault(result, -1),
                            distance(schedule, step, operand, result, Traversal.FORWARD),
                            distance(schedule, step, operand, result, Traversal.REVERSE)));
                }
            }
        }
        return meetings;
    }

    /** The most demanding distance of all the ways in which a step reads one buffer and writes another. */
    static Distance distance(
            Schedule schedule, ScheduledStep step, String operand, String result, Traversal traversal) {
        Machine machine = schedule.machine();
        Operation operation = step.operation();
        Distance most = Distance.FREE;
        for (int i = 0; i < operation.operands().size(); i++) {
            for (int j = 0; j < operation.results().size(); j++) {
                if (isUseOf(operation.operands().get(i), operand)
                        && isUseOf(operation.results().get(j), result)
                        && machine.traversals().contains(traversal)) {
                    most = most.max(schedule.distances().of(operation, i, j, traversal, machine));
                }
            }
        }
        return most;
    }

    private static boolean isUseOf(TensorUse use, String buffer) {
        return use.isInScratchpad() && use.name().equals(buffer);
    }
}
