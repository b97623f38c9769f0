package dev.shingle.benchmarks.run;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableMap;
import dev.shingle.api.Model;
import dev.shingle.api.NetworkInput;
import dev.shingle.api.Shingle;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.place.search.OverlapPlanner;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.schedule.NetworkPlanner;
import dev.shingle.mapper.schedule.PlanningOptions;
import dev.shingle.mapper.schedule.PlanningResult;
import dev.shingle.mapper.schedule.Schedule;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.NetworkExecution;
import dev.shingle.sim.kernels.Observer;
import dev.shingle.sim.run.PlanExecution;
import dev.shingle.sim.run.RunObserver;
import dev.shingle.sim.run.RunOptions;
import dev.shingle.sim.run.RunReport;

/** A model with an overlapped plan for a machine, and an input. */
final class PlannedModel {

    private final Model model;
    private final MemoryPlan plan;
    private final ImmutableMap<String, TensorData> inputs;

    private PlannedModel(Model model, MemoryPlan plan) {
        this.model = model;
        this.plan = plan;
        inputs = model.network().inputs().stream().collect(toImmutableMap(FeatureMap::name, NetworkInput::fill));
    }

    static PlannedModel of(String source, Machine machine) {
        Model model = Shingle.load(source);
        PlanningResult result = new NetworkPlanner(new OverlapPlanner())
                .plan(Schedule.of(model.network(), machine), PlanningOptions.defaults());
        return new PlannedModel(model, ((PlanningResult.Planned) result).plan());
    }

    MemoryPlan plan() {
        return plan;
    }

    /** Every tensor in memory of its own, on all processors. */
    ImmutableMap<String, TensorData> plain() {
        return NetworkExecution.run(model.network(), inputs, Rounding.TFLITE, Observer.NONE);
    }

    RunReport unchecked() {
        return run(RunOptions.standard().unchecked());
    }

    RunReport checked() {
        return run(RunOptions.standard());
    }

    private RunReport run(RunOptions options) {
        return PlanExecution.run(model.network(), plan, inputs, options, RunObserver.NONE);
    }
}
