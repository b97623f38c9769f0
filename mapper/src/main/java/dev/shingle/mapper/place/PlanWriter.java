package dev.shingle.mapper.place;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.PlanningResult.Infeasible;
import dev.shingle.mapper.place.PlanningResult.Planned;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.Step.DistanceClaim;
import java.util.OptionalLong;

/** Turns numbers back into the nouns of a plan, and a plan that is too large into the reasons why. */
final class PlanWriter {

    private final Planner planner;
    private final Schedule schedule;
    private final PlanningOptions options;

    PlanWriter(Planner planner, Schedule schedule, PlanningOptions options) {
        this.planner = planner;
        this.schedule = schedule;
        this.options = options;
    }

    /** The plan, unless it exceeds the capacity. */
    PlanningResult result(Solution solution, long peakWords, MemoryPlan.Bound bound) {
        MemoryPlan plan = plan(solution, peakWords, bound);
        Machine machine = schedule.machine();
        OptionalLong capacity = options.capacityBytes().isPresent() ? options.capacityBytes() : machine.capacityBytes();
        if (capacity.isEmpty() || peakWords <= machine.layout().wordsIn(capacity.getAsLong())) {
            return new Planned(plan);
        }
        return infeasible(plan, capacity.getAsLong());
    }

    private MemoryPlan plan(Solution solution, long peakWords, MemoryPlan.Bound bound) {
        ImmutableList.Builder<Placement> placements = ImmutableList.builder();
        for (int i = 0; i < schedule.buffers().size(); i++) {
            placements.add(new Placement(schedule.buffers().get(i), solution.offset(i)));
        }
        ImmutableList.Builder<Step> steps = ImmutableList.builder();
        for (ScheduledStep step : schedule.steps()) {
            steps.add(step(step, solution.direction(step.index())));
        }
        return new MemoryPlan(
                schedule.network().name(),
                schedule.networkHash(),
                schedule.machine(),
                planner.name(),
                placements.build(),
                steps.build(),
                schedule.inputs(),
                schedule.outputs(),
                peakWords,
                bound);
    }

    private Step step(ScheduledStep step, Traversal traversal) {
        ImmutableList.Builder<DistanceClaim> claims = ImmutableList.builder();
        Problem problem = schedule.problem();
        for (int m : problem.meetingsOf(step.index())) {
            Problem.Meeting meeting = problem.meeting(m);
            claims.add(new DistanceClaim(
                    schedule.buffers().get(meeting.operand()).name(),
                    schedule.buffers().get(meeting.result()).name(),
                    traversal == Traversal.FORWARD ? meeting.forward() : meeting.reverse()));
        }
        return new Step(
                step.index(),
                step.layer(),
                step.sources(),
                step.operation(),
                step.outputRows(),
                traversal,
                claims.build());
    }

    private Infeasible infeasible(MemoryPlan plan, long capacityBytes) {
        LowerBound cause = LowerBound.of(schedule);
        return new Infeasible(
                planner.name(),
                plan.peakBytes(),
                capacityBytes,
                schedule.machine().layout().bytesOf(plan.bound().words()),
                cause.step(),
                cause.layer(),
                largestFirst(cause.buffers()),
                new Levers(planner, schedule, options).below(plan.peakBytes(), capacityBytes));
    }

    private static ImmutableList<Buffer> largestFirst(ImmutableList<Buffer> buffers) {
        return ImmutableList.sortedCopyOf((a, b) -> Long.compare(b.sizeWords(), a.sizeWords()), buffers);
    }
}
