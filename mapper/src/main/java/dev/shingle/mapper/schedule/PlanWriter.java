package dev.shingle.mapper.schedule;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.Traversal;
import dev.shingle.mapper.place.Arrangement;
import dev.shingle.mapper.place.PlacementProblem;
import dev.shingle.mapper.place.PlacementResult;
import dev.shingle.mapper.place.conflict.Conflict;
import dev.shingle.mapper.place.conflict.ConflictFinder;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.Step.DistanceClaim;
import dev.shingle.mapper.schedule.PlanningResult.Infeasible;
import dev.shingle.mapper.schedule.PlanningResult.Lever;
import dev.shingle.mapper.schedule.PlanningResult.Planned;
import java.util.OptionalLong;

/** Turns numbers back into the nouns of a plan, and a plan that is too large into the reasons why. */
final class PlanWriter {

    private final NetworkPlanner planner;
    private final Schedule schedule;
    private final PlanningOptions options;

    PlanWriter(NetworkPlanner planner, Schedule schedule, PlanningOptions options) {
        this.planner = planner;
        this.schedule = schedule;
        this.options = options;
    }

    /** The plan, unless it exceeds the capacity. */
    PlanningResult result(PlacementResult placed) {
        long peakWords = placed.height();
        MemoryPlan plan = plan(placed);
        Machine machine = schedule.machine();
        OptionalLong capacity = options.capacityBytes().isPresent() ? options.capacityBytes() : machine.capacityBytes();
        if (capacity.isEmpty() || peakWords <= machine.layout().wordsIn(capacity.getAsLong())) {
            return new Planned(plan);
        }
        return infeasible(placed, plan, capacity.getAsLong());
    }

    private MemoryPlan plan(PlacementResult placed) {
        Arrangement arrangement = placed.arrangement();
        ImmutableList.Builder<Placement> placements = ImmutableList.builder();
        for (int i = 0; i < schedule.buffers().size(); i++) {
            placements.add(new Placement(schedule.buffers().get(i), arrangement.offset(i)));
        }
        ImmutableList.Builder<Step> steps = ImmutableList.builder();
        for (ScheduledStep step : schedule.steps()) {
            steps.add(step(step, arrangement.direction(step.index())));
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
                placed.height(),
                bound(placed),
                placed.certificate());
    }

    private MemoryPlan.Bound bound(PlacementResult placed) {
        StepDemand demand = StepDemand.of(schedule);
        return placed.lowerBound() == demand.words()
                ? demand.toPlanBound()
                : new MemoryPlan.Bound(placed.lowerBound(), "every other placement was ruled out by search");
    }

    private Step step(ScheduledStep step, Traversal traversal) {
        ImmutableList.Builder<DistanceClaim> claims = ImmutableList.builder();
        PlacementProblem problem = schedule.problem();
        for (int m : problem.meetingsOf(step.index())) {
            PlacementProblem.Meeting meeting = problem.meeting(m);
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

    private Infeasible infeasible(PlacementResult placed, MemoryPlan plan, long capacityBytes) {
        Layout layout = schedule.machine().layout();
        Conflict conflict = ConflictFinder.find(
                schedule.problem(), layout.wordsIn(capacityBytes), planner.planner(), options.placement(), placed);
        Levers levers = new Levers(planner, schedule, options, capacityBytes);
        SmallerInput.Answer smaller = levers.smallerInput();
        return new Infeasible(
                planner.name(),
                plan.peakBytes(),
                capacityBytes,
                layout.bytesOf(plan.bound().words()),
                ScheduledConflict.of(schedule, conflict, capacityBytes),
                ImmutableList.<Lever>builder()
                        .addAll(levers.below(plan))
                        .addAll(smaller.lever().stream().toList())
                        .build(),
                smaller.whyNot());
    }
}
