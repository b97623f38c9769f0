package dev.shingle.sim.run;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.sim.arithmetic.Rounding;
import dev.shingle.sim.kernels.Kernels;
import dev.shingle.sim.kernels.unit.Kernel;
import dev.shingle.sim.kernels.unit.Operands;
import dev.shingle.sim.replay.MalformedPlanException;
import dev.shingle.sim.replay.TagSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The network's layers behind a plan's steps. A plan gives addresses, the network gives weights and scales, so they must
 * speak of the same operators and tensors.
 */
final class StepLayers {

    private final MemoryPlan plan;
    private final TagSpace tags;
    private final ImmutableMap<String, Layer> layers;
    private final Map<String, Kernel> kernels = new HashMap<>();
    private final Map<String, Kernel> begun = new HashMap<>();

    /** Compares every step with its layer and makes the kernels. */
    StepLayers(Network network, MemoryPlan plan, TagSpace tags, Rounding rounding) {
        this.plan = plan;
        this.tags = tags;
        ImmutableMap.Builder<String, Layer> byName = ImmutableMap.builder();
        network.layers().forEach(layer -> byName.put(layer.name(), layer));
        layers = byName.buildOrThrow();
        for (int position = 0; position < plan.steps().size(); position++) {
            Step step = plan.steps().get(position);
            if (step.index() != position) {
                throw new MalformedPlanException("step %d stands at position %d".formatted(step.index(), position));
            }
            Layer layer = layer(step);
            check(step, layer);
            kernels.computeIfAbsent(step.layer(), name -> Kernels.of(layer, rounding));
        }
        network.outputs().forEach(this::outputBuffer);
    }

    Layer layer(Step step) {
        return Optional.ofNullable(layers.get(step.layer()))
                .orElseThrow(() -> new MalformedPlanException("step %d runs layer %s, which the network does not have"
                        .formatted(step.index(), step.layer())));
    }

    /** A step's kernel; that of its layer's first step looks at the operands in full, before any unit has written. */
    Kernel kernel(Step step, Operands operands) {
        return begun.computeIfAbsent(
                step.layer(),
                layer -> Optional.ofNullable(kernels.get(layer)).orElseThrow().surveyed(operands));
    }

    /** Position among the plan's outputs of the buffer in which a network output lies. */
    int outputBuffer(FeatureMap output) {
        for (int i = 0; i < plan.outputs().size(); i++) {
            if (sources(plan.outputs().get(i)).contains(output.name())) {
                return i;
            }
        }
        throw new MalformedPlanException("the plan does not say where the host finds " + output.name());
    }

    private ImmutableList<String> sources(String buffer) {
        return tags.placement(tags.position(buffer)).buffer().sources();
    }

    private void check(Step step, Layer layer) {
        boolean isSame = step.operation().operator().equals(layer.operator())
                && areSame(step.operation().operands(), layer.operands())
                && areSame(step.operation().results(), layer.outputs());
        if (!isSame) {
            throw new MalformedPlanException("step %d (%s) is another operation than the network's layer of that name"
                    .formatted(step.index(), step.layer()));
        }
    }

    private boolean areSame(List<TensorUse> uses, List<? extends Operand> operands) {
        if (uses.size() != operands.size()) {
            return false;
        }
        for (int i = 0; i < uses.size(); i++) {
            TensorUse use = uses.get(i);
            Operand operand = operands.get(i);
            boolean isMap = operand instanceof FeatureMap;
            if (!use.shape().equals(operand.shape())
                    || use.type() != operand.type()
                    || use.isInScratchpad() != isMap
                    || (isMap && !sources(use.name()).contains(operand.name()))) {
                return false;
            }
        }
        return true;
    }

    /** Names of the feature maps that a step reads, constants included, by operand. */
    ImmutableList<String> operandNames(Step step) {
        return layer(step).operands().stream().map(Operand::name).collect(toImmutableList());
    }
}
