package dev.shingle.mapper.schedule;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.order.OrderProblem;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * From the steps of a schedule to an {@link OrderProblem}, and from an order of steps back to a network.
 *
 * <p>A step waits for the steps that make the feature maps it reads. Layers without a step (views that cost nothing) make
 * theirs out of their own operands, so whoever reads them waits for those; in the new order they come right before the
 * first layer that needs them.
 */
final class StepOrder {

    private final Schedule schedule;
    private final Map<String, Integer> buffers = new HashMap<>();
    private final Map<String, Integer> steps = new HashMap<>();
    /** Steps behind each feature map. */
    private final Map<String, Set<Integer>> makers = new HashMap<>();

    private StepOrder(Schedule schedule) {
        this.schedule = schedule;
        schedule.buffers().forEach(buffer -> buffers.put(buffer.name(), buffers.size()));
        schedule.steps().forEach(step -> steps.put(step.layer(), step.index()));
    }

    static OrderProblem problem(Schedule schedule) {
        return new StepOrder(schedule).problem();
    }

    private OrderProblem problem() {
        Map<Integer, Set<Integer>> after = new HashMap<>();
        for (Layer layer : schedule.network().layers()) {
            Set<Integer> before = new TreeSet<>();
            layer.inputs().forEach(input -> before.addAll(makers.getOrDefault(input.name(), Set.of())));
            Integer step = steps.get(layer.name());
            if (step != null) {
                after.put(step, before);
            }
            Set<Integer> made = step == null ? before : Set.of(step);
            layer.outputs().forEach(output -> makers.put(output.name(), made));
        }
        ImmutableList<OrderProblem.Task> tasks = schedule.steps().stream()
                .map(step -> new OrderProblem.Task(
                        ImmutableIntArray.copyOf(after.getOrDefault(step.index(), Set.of())),
                        numbers(step.operation().operands()),
                        numbers(step.operation().results())))
                .collect(toImmutableList());
        return new OrderProblem(
                tasks,
                schedule.buffers().stream().map(this::storage).collect(toImmutableList()),
                (task, operand, result, traversal) -> ScheduledProblem.distance(
                        schedule,
                        schedule.steps().get(task),
                        schedule.buffers().get(operand).name(),
                        schedule.buffers().get(result).name(),
                        traversal),
                schedule.machine());
    }

    private OrderProblem.Storage storage(Buffer buffer) {
        return new OrderProblem.Storage(
                buffer.sizeWords(),
                schedule.inputs().contains(buffer.name()),
                schedule.outputs().contains(buffer.name()));
    }

    private ImmutableIntArray numbers(List<TensorUse> uses) {
        return ImmutableIntArray.copyOf(uses.stream()
                .filter(TensorUse::isInScratchpad)
                .mapToInt(use -> requireNonNull(buffers.get(use.name()), use.name()))
                .distinct());
    }

    /** The network with the layers that have steps in this order. */
    static Network inOrder(Network network, ImmutableList<String> layersWithSteps) {
        Map<String, Layer> byName = new LinkedHashMap<>();
        Map<String, Layer> makerOf = new HashMap<>();
        for (Layer layer : network.layers()) {
            byName.put(layer.name(), layer);
            layer.outputs().forEach(output -> makerOf.put(output.name(), layer));
        }
        Set<String> placed = new HashSet<>();
        ImmutableList.Builder<Layer> layers = ImmutableList.builder();
        layersWithSteps.forEach(name -> place(requireNonNull(byName.get(name), name), makerOf, placed, layers));
        byName.values().forEach(layer -> place(layer, makerOf, placed, layers));
        return new Network(network.name(), network.inputs(), layers.build(), network.outputs());
    }

    /** Everything that the layer reads, then the layer; only views are not there before it. */
    private static void place(
            Layer layer, Map<String, Layer> makerOf, Set<String> placed, ImmutableList.Builder<Layer> layers) {
        if (placed.add(layer.name())) {
            for (FeatureMap input : layer.inputs()) {
                Layer maker = makerOf.get(input.name());
                if (maker != null) {
                    place(maker, makerOf, placed, layers);
                }
            }
            layers.add(layer);
        }
    }
}
