package dev.shingle.api;

import dev.shingle.mapper.machine.Engine;
import dev.shingle.mapper.machine.Engine.Ports;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.sim.cycles.CycleModel;
import dev.shingle.sim.cycles.CycleReport;
import dev.shingle.sim.cycles.TwoMemories;
import dev.shingle.sim.energy.EnergyModel;
import dev.shingle.sim.energy.SramModel;
import java.util.Optional;

/** Plans a network for its machine and asks the models. The plan itself is not handed out. */
final class CycleEstimator {

    private final Model model;
    private final Machine machine;
    private final Engine engine;
    private final Schedule schedule;
    private final MemoryPlan plan;

    CycleEstimator(Model model, Schedule schedule) {
        this.model = model;
        this.schedule = schedule;
        this.machine = schedule.machine();
        this.engine = machine.engine()
                .orElseThrow(() -> new IllegalArgumentException(
                        "machine " + machine.name() + " has no engine: nothing is known of its lanes"));
        PlanningResult result = new NetworkPlanner(new OverlapPlanner()).plan(schedule, PlanningOptions.defaults());
        if (!(result instanceof PlanningResult.Planned planned)) {
            throw new AssertionError("no plan without a capacity: " + result);
        }
        this.plan = planned.plan();
    }

    CycleEstimate estimate(CycleModel cycles, SramModel memories) {
        CycleReport report = cycles.estimate(plan, engine);
        return new CycleEstimate(
                model,
                machine,
                report,
                engine.ports() == Ports.TWO_BANKS ? twoMemoriesBytes() : plan.peakBytes(),
                cycles == CycleModel.REFERENCE
                        ? Optional.of(EnergyModel.estimate(report, plan, memories))
                        : Optional.empty());
    }

    MemoryComparison compare(SramModel memories) {
        Layout layout = machine.layout();
        return new MemoryComparison(
                model,
                choice(Ports.TWO_BANKS, twoMemoriesBytes(), memories),
                choice(Ports.SINGLE, layout.bytesOf(schedule.figures().disjointLowerBoundWords()), memories),
                choice(Ports.ONE_READ_ONE_WRITE, plan.peakBytes(), memories),
                choice(Ports.SINGLE, plan.peakBytes(), memories));
    }

    private long twoMemoriesBytes() {
        return machine.layout().bytesOf(TwoMemories.of(plan).words());
    }

    private MemoryComparison.Choice choice(Ports ports, long bytes, SramModel memories) {
        CycleReport report = CycleModel.REFERENCE.estimate(plan, engine.withPorts(ports));
        return new MemoryComparison.Choice(ports, bytes, report, EnergyModel.estimate(report, plan, bytes, memories));
    }
}
