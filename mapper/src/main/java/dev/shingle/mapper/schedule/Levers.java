package dev.shingle.mapper.schedule;

import com.google.common.collect.ImmutableList;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.PlanningResult.Lever;
import dev.shingle.mapper.schedule.PlanningResult.Planned;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What would help a schedule that does not fit: the same planner once more for every {@link Remedy}, for the cheapest
 * pair of them if none is enough alone, and for a smaller input image. Nothing is estimated.
 *
 * <p>Each question gets a share of the nodes that the plan itself had, so that all of them together stay in the order of
 * a second for a network of a few hundred layers.
 */
final class Levers {

    /** Share of the plan's nodes for one question. */
    static final int QUESTIONS = 20;

    /** Networks with more steps take seconds to plan: their pairs and smaller images are not tried. */
    static final int MOST_STEPS = 2000;

    private final NetworkPlanner planner;
    private final Schedule schedule;
    private final PlanningOptions options;
    private final long capacityBytes;

    Levers(NetworkPlanner planner, Schedule schedule, PlanningOptions options, long capacityBytes) {
        this.planner = planner;
        this.schedule = schedule.on(schedule.machine().withCapacityBytes(OptionalLong.empty()));
        this.options = options.withoutCapacity().withNodes(options.nodes() / QUESTIONS);
        this.capacityBytes = capacityBytes;
    }

    /** What needs less than the plan at hand, the most effective first, a pair last. */
    ImmutableList<Lever> below(MemoryPlan now) {
        ImmutableList<Remedy> remedies = Remedies.of(schedule);
        List<Lever> levers = new ArrayList<>();
        for (Remedy remedy : remedies) {
            levers.add(lever(remedy, now));
        }
        boolean isEnough = levers.stream().anyMatch(Lever::fits);
        levers.removeIf(lever -> lever.demandBytes() >= now.peakBytes());
        levers.sort(Comparator.comparingLong(Lever::demandBytes));
        if (!isEnough && schedule.steps().size() <= MOST_STEPS) {
            cheapestPair(remedies, now).ifPresent(levers::add);
        }
        return ImmutableList.copyOf(levers);
    }

    /** An input image for which it fits. */
    SmallerInput.Answer smallerInput() {
        return schedule.steps().size() <= MOST_STEPS
                ? new SmallerInput(planner, schedule, options, capacityBytes).answer()
                : SmallerInput.Answer.no("not tried for more than " + MOST_STEPS + " layers");
    }

    /** Of all pairs that fit the one that needs least memory outside; the first, whose parts are cheaper, of equals. */
    private Optional<Lever> cheapestPair(ImmutableList<Remedy> remedies, MemoryPlan now) {
        List<Lever> pairs = new ArrayList<>();
        for (int i = 0; i < remedies.size(); i++) {
            for (int j = i + 1; j < remedies.size(); j++) {
                boolean isOneAbility = isGranularity(remedies.get(i)) && isGranularity(remedies.get(j));
                if (!isOneAbility) {
                    pairs.add(lever(remedies.get(i).and(remedies.get(j)), now));
                }
            }
        }
        return pairs.stream().filter(Lever::fits).min(Comparator.comparingLong(Lever::stagingBytes));
    }

    private static boolean isGranularity(Remedy remedy) {
        return remedy.name().startsWith("write-");
    }

    private Lever lever(Remedy remedy, MemoryPlan now) {
        if (!(planner.plan(remedy.applyTo(schedule), options) instanceof Planned planned)) {
            throw new AssertionError("no plan without a limit");
        }
        MemoryPlan plan = planned.plan();
        return new Lever(
                remedy.name(),
                remedy.change(),
                remedy.cost().apply(plan),
                Math.max(0, Staging.bytes(plan) - Staging.bytes(now)),
                plan.peakBytes(),
                plan.isOptimal(),
                plan.peakWords() <= plan.machine().layout().wordsIn(capacityBytes),
                Optional.empty());
    }
}
