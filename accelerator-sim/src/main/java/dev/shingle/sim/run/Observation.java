package dev.shingle.sim.run;

import static java.util.Objects.requireNonNull;

import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.tensors.TensorData;
import dev.shingle.sim.replay.BoundUse;
import dev.shingle.sim.replay.TagSpace;
import dev.shingle.sim.units.OutputGrid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows an observer every feature map when it is complete, by a look at the scratchpad that is not checked. What has no step
 * of its own, a view or a joint tensor, is put together from what it consists of.
 */
final class Observation {

    private final MemoryPlan plan;
    private final TagSpace tags;
    private final Scratchpad scratchpad;
    private final RunObserver observer;
    private final boolean isWanted;
    /** Layers without a step whose result was not seen yet. */
    private final List<Layer> stepless = new ArrayList<>();

    private final Map<String, TensorData> seen = new HashMap<>();
    private final Map<String, Integer> rowsDone = new HashMap<>();

    Observation(Network network, MemoryPlan plan, TagSpace tags, Scratchpad scratchpad, RunObserver observer) {
        this.plan = plan;
        this.tags = tags;
        this.scratchpad = scratchpad;
        this.observer = observer;
        isWanted = observer.wantsFeatureMaps();
        List<String> stepped = plan.steps().stream().map(Step::layer).toList();
        network.layers().stream()
                .filter(layer -> !stepped.contains(layer.name()))
                .forEach(stepless::add);
    }

    void begin(Map<String, TensorData> inputs) {
        if (isWanted) {
            seen.putAll(inputs);
            showStepless();
        }
    }

    void afterStep(Step step, Layer layer) {
        if (!isWanted) {
            return;
        }
        int rows = rowsDone.merge(
                step.layer(), step.outputRows().end() - step.outputRows().first(), Integer::sum);
        if (rows == OutputGrid.of(step.operation()).rows()) {
            for (int i = 0; i < layer.outputs().size(); i++) {
                show(layer.outputs().get(i), peek(step.operation().results().get(i)));
            }
            showStepless();
        }
    }

    private void show(FeatureMap map, TensorData data) {
        seen.put(map.name(), data);
        observer.produced(map, data);
    }

    private TensorData peek(TensorUse use) {
        TensorLayout layout = use.layoutOn(plan.machine().layout());
        BoundUse bound = BoundUse.of(use, tags, plan.machine().layout());
        int elements = Math.toIntExact(use.shape().elements());
        byte[] bytes = new byte[Math.multiplyExact(elements, use.type().bits() / Byte.SIZE)];
        scratchpad
                .tensor(layout, use.type(), bound, new CountingGuard(new WordCounts()))
                .readBytes(0, elements, bytes, 0);
        return TensorData.wrap(use.shape(), use.type(), bytes);
    }

    private void showStepless() {
        boolean hasShown = true;
        while (hasShown) {
            hasShown = stepless.removeIf(this::showIfKnown);
        }
    }

    private boolean showIfKnown(Layer layer) {
        boolean isKnown = layer.inputs().stream().allMatch(input -> seen.containsKey(input.name()));
        if (isKnown && layer.operator() instanceof Operator.Concatenation concatenation) {
            List<TensorData> parts = layer.inputs().stream().map(this::data).toList();
            show(layer.ofm(), JoinedData.of(parts, concatenation.axis(), layer.ofm()));
        } else if (isKnown && layer.operator() instanceof Operator.View) {
            show(layer.ofm(), data(layer.ifm()).withShape(layer.ofm().shape()));
        }
        return isKnown;
    }

    private TensorData data(FeatureMap map) {
        return requireNonNull(seen.get(map.name()), "only asked for once it was seen");
    }
}
