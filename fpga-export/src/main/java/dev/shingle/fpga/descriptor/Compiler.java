package dev.shingle.fpga.descriptor;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static dev.shingle.fpga.descriptor.UnsupportedException.require;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Operator.Elementwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the steps of a plan into descriptors, one for one. */
public final class Compiler {

    private static final int LAST_LAYER = 1 << 4;

    private final Accelerator accelerator;
    private final MemoryPlan plan;
    private final ImmutableMap<String, Layer> layers;
    private final Places places;
    private final WeightRows weights;
    private final Parameters parameters = new Parameters();
    private final WeightedLayers weighted;
    private final PlainLayers plain;
    private final RescaledLayers rescaled;

    private Compiler(Accelerator accelerator, Network network, MemoryPlan plan) {
        this.accelerator = accelerator;
        this.plan = plan;
        layers = network.layers().stream().collect(toImmutableMap(Layer::name, layer -> layer));
        places = new Places(plan);
        weights = new WeightRows(accelerator.lanes());
        weighted = new WeightedLayers(weights, parameters);
        plain = new PlainLayers(parameters);
        rescaled = new RescaledLayers(weights, parameters);
    }

    /**
     * Compiles a network.
     *
     * @param network simplified, without layers that are left to the host ({@link HostTail})
     * @param plan a verified plan of that network
     */
    public static ProgramResult compile(Network network, MemoryPlan plan, Accelerator accelerator) {
        Optional<String> objection = accelerator.objectionTo(plan.machine());
        if (objection.isPresent()) {
            return new ProgramResult.Refused(network.name(), objection.get());
        }
        if (plan.steps().isEmpty()) {
            return new ProgramResult.Refused(network.name(), "there is nothing to compute");
        }
        return new Compiler(accelerator, network, plan).compile(network);
    }

    private ProgramResult compile(Network network) {
        List<Descriptor> descriptors = new ArrayList<>();
        for (Step step : plan.steps()) {
            try {
                boolean isLast = step.index() == plan.steps().size() - 1;
                descriptors.add(descriptor(step, isLast));
            } catch (UnsupportedException e) {
                return new ProgramResult.Refused(step.layer(), String.valueOf(e.getMessage()));
            }
        }
        return new ProgramResult.Compiled(new Program(
                accelerator,
                ImmutableList.copyOf(descriptors),
                weights.image(),
                parameters.biasImage(),
                parameters.requantImage(),
                transfers(network.inputs()),
                transfers(network.outputs()),
                plan.peakWords(),
                weights.weights()));
    }

    private Descriptor descriptor(Step step, boolean isLast) {
        Layer layer = layers.get(step.layer());
        if (layer == null) {
            throw new UnsupportedException("the network has no such layer");
        }
        layer.inputs().forEach(StoredValues::requireInt8);
        layer.outputs().forEach(StoredValues::requireInt8);
        require(
                layer.outputs().size() == 1,
                "a layer with %s results",
                layer.outputs().size());
        TensorPlace out = places.of(step.operation().results().get(0));
        require(
                step.outputRows().first() == 0 && step.outputRows().end() == out.rows(),
                "only some of the result's rows");
        DescriptorBuilder fields = new DescriptorBuilder(accelerator.coordinateLimit());
        Walk walk = Walk.of(step.traversal(), plan.machine().groupOrder());
        ImmutableList<TensorPlace> in = step.operation().operands().stream()
                .filter(TensorUse::isInScratchpad)
                .map(places::of)
                .collect(toImmutableList());
        lower(new Task(accelerator, step, layer, in, out, fields, new Loops(accelerator, walk, fields)));
        ImmutableIntArray words = fields.build();
        return new Descriptor(step.index(), step.layer(), out, isLast ? marked(words) : words);
    }

    private void lower(Task task) {
        Operator operator = task.layer().operator();
        if (operator instanceof Operator.Convolution convolution) {
            weighted.convolution(task, convolution);
        } else if (operator instanceof Operator.DepthwiseConvolution depthwise) {
            weighted.depthwise(task, depthwise);
        } else if (operator instanceof Operator.FullyConnected connected) {
            weighted.fullyConnected(task, connected);
        } else if (operator instanceof Operator.Pool pool) {
            plain.pool(task, pool);
        } else if (operator instanceof Elementwise elementwise && elementwise.kind() == Elementwise.Kind.ADD) {
            plain.add(task, elementwise);
        } else if (operator instanceof Operator.Resize resize) {
            plain.nearest(task, resize);
        } else if (operator instanceof Operator.Pointwise pointwise && RescaledLayers.canRun(pointwise.function())) {
            rescaled.rescale(task, pointwise);
        } else if (operator instanceof Elementwise elementwise && elementwise.kind() == Elementwise.Kind.SUBTRACT) {
            throw new UnsupportedException(
                    "a subtraction; factors have no sign here, but a sum can be run: change that of the weights before");
        } else {
            throw new UnsupportedException(operator.displayName() + " is none of the accelerator's operators");
        }
    }

    private static ImmutableIntArray marked(ImmutableIntArray words) {
        int[] marked = words.toArray();
        marked[Field.CONTROL.word()] |= LAST_LAYER;
        return ImmutableIntArray.copyOf(marked);
    }

    private ImmutableList<HostTransfer> transfers(ImmutableList<FeatureMap> maps) {
        return maps.stream().map(this::transfer).collect(toImmutableList());
    }

    private HostTransfer transfer(FeatureMap map) {
        Placement placement = plan.placements().stream()
                .filter(candidate -> candidate.buffer().sources().contains(map.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the plan has no buffer for " + map.name()));
        int words = Math.toIntExact(placement.buffer().sizeWords());
        return new HostTransfer(map, places.of(placement), words, accelerator.lanes());
    }
}
