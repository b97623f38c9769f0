package dev.shingle.sim.run;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Network;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.replay.BoundUse;
import dev.shingle.sim.replay.MalformedPlanException;
import dev.shingle.sim.replay.TagSpace;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a network by a plan: real arithmetic in one scratchpad at the planned addresses.
 *
 * <pre>
 *   host writes the inputs | step 0: unit, unit, ... | step 1: ... | host reads the outputs
 *                                    '- all reads checked, then all writes stored
 * </pre>
 *
 * <p>Every word carries the tag of what was written there last, and every word that a kernel reads is compared with what the
 * kernel means to read. A run goes on after a violation, with the wrong numbers, and counts them all. Time is that of the
 * arithmetic plus that of moving and comparing the words; memory is the scratchpad, 4 bytes for each of its words, and the
 * weights unpacked. When the writes happened that destroyed something is found afterwards, by one more walk over the plan,
 * for the violations that are described.
 */
public final class PlanExecution {

    private final Network network;
    private final MemoryPlan plan;
    private final RunOptions options;
    private final RunObserver observer;
    private final TagSpace tags;
    private final Scratchpad scratchpad;
    private final Ledger ledger;
    private final Host host;
    private final StepLayers layers;
    private final ImmutableList.Builder<StepReport> steps = ImmutableList.builder();

    private PlanExecution(Network network, MemoryPlan plan, RunOptions options, RunObserver observer) {
        this.network = network;
        this.plan = plan;
        this.options = options;
        this.observer = observer;
        tags = new TagSpace(plan);
        layers = new StepLayers(network, plan, tags, options.rounding());
        scratchpad = new Scratchpad(plan, options.isChecked());
        ledger = new Ledger(plan.steps().size(), options.mostKept());
        host = new Host(plan, scratchpad, tags, ledger);
    }

    /**
     * Runs a network by a plan for it.
     *
     * @param inputs one tensor for each network input, by name
     * @throws MalformedPlanException if the plan contradicts itself or the network, or is too large; never because it is
     *     unsafe
     * @throws dev.shingle.sim.kernels.unit.UnsupportedLayerException if a layer cannot be executed; found before any runs
     */
    public static RunReport run(
            Network network,
            MemoryPlan plan,
            Map<String, TensorData> inputs,
            RunOptions options,
            RunObserver observer) {
        return new PlanExecution(network, plan, options, observer).run(inputs);
    }

    private RunReport run(Map<String, TensorData> inputs) {
        Pace pace = new Pace(plan, observer);
        try {
            Observation observation = new Observation(network, plan, tags, scratchpad, observer);
            writeInputs(inputs);
            observation.begin(inputs);
            for (Step step : plan.steps()) {
                pace.beginStep(step);
                run(step, pace);
                observation.afterStep(step, layers.layer(step));
            }
            pace.end(plan.steps().size());
            return report(outputs(), true);
        } catch (Pace.Stopped stopped) {
            return report(ImmutableMap.of(), false);
        }
    }

    private void writeInputs(Map<String, TensorData> inputs) {
        for (FeatureMap input : network.inputs()) {
            TensorData data = Optional.ofNullable(inputs.get(input.name()))
                    .orElseThrow(() -> new IllegalArgumentException("no data for network input " + input.name()));
            checkArgument(
                    data.shape().equals(input.shape()) && data.type() == input.type(),
                    "data of shape %s, %s for network input %s of shape %s, %s",
                    data.shape(),
                    data.type(),
                    input.name(),
                    input.shape(),
                    input.type());
        }
        for (String name : plan.inputs()) {
            host.write(
                    name,
                    Optional.ofNullable(inputs.get(name))
                            .orElseThrow(() -> new MalformedPlanException(
                                    "the host is to write " + name + ", which is no input of the network")));
        }
    }

    private void run(Step step, Pace pace) {
        StepRun run = new StepRun(
                step,
                plan.machine(),
                scratchpad,
                ledger,
                bind(step.operation().operands()),
                bind(step.operation().results()));
        try {
            run.run(operands -> layers.kernel(step, operands), pace);
        } catch (IllegalArgumentException e) {
            throw new MalformedPlanException(
                    "step %d (%s): %s".formatted(step.index(), step.layer(), e.getMessage()), e);
        } finally {
            steps.add(new StepReport(
                    step.index(),
                    step.layer(),
                    step.operation().operator().displayName(),
                    MultiplyAdds.of(step),
                    run.counts().read,
                    run.counts().written,
                    ledger.violations(step.index())));
        }
    }

    private ImmutableList<BoundUse> bind(ImmutableList<TensorUse> uses) {
        return uses.stream()
                .map(use -> BoundUse.of(use, tags, plan.machine().layout()))
                .collect(toImmutableList());
    }

    /** What lies in the output buffers, under the names and shapes of the network's outputs. */
    private ImmutableMap<String, TensorData> outputs() {
        ImmutableList<TensorData> held = host.read(plan.outputs(), plan.steps().size());
        ImmutableMap.Builder<String, TensorData> outputs = ImmutableMap.builder();
        for (FeatureMap output : network.outputs()) {
            int position = layers.outputBuffer(output);
            outputs.put(output.name(), held.get(position).withShape(output.shape()));
        }
        return outputs.buildKeepingLast();
    }

    private RunReport report(ImmutableMap<String, TensorData> outputs, boolean isComplete) {
        ImmutableList<Violation> firstLost = new Violations(plan, tags, layers).describe(ledger.firstLost());
        return new RunReport(
                outputs,
                steps.build(),
                ledger.violationsPerStep(),
                firstLost,
                ledger.outOfBounds(),
                ledger.firstOutOfBounds(),
                options.isChecked(),
                isComplete);
    }
}
