package dev.shingle.mapper.schedule;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.LiveRange;
import dev.shingle.mapper.plan.Operation;
import dev.shingle.mapper.plan.RowRange;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.mapper.plan.TensorUse.Storage;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.Operator;
import dev.shingle.networks.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks the layers once and keeps, for every feature map, the storage that it lives in. A view that costs nothing gets
 * its operand's storage, the parts of a joint tensor share that one's; everything else that is written gets its own. Linear
 * in the size of the network.
 */
final class ScheduleBuilder {

    private final Network network;
    private final Machine machine;
    private final Layout layout;
    private final Map<String, Home> homes = new HashMap<>();
    private final List<Home> inOrder = new ArrayList<>();
    private final List<Layer> stepLayers = new ArrayList<>();
    private final ScheduleOptions options;
    private final JointTensors jointTensors;

    ScheduleBuilder(Network network, Machine machine, ScheduleOptions options) {
        this.network = network;
        this.machine = machine;
        this.layout = machine.layout();
        this.options = options;
        this.jointTensors = new JointTensors(network, layout, options);
    }

    Schedule build(String networkHash, Distances distances) {
        for (FeatureMap input : network.inputs()) {
            store(Home.ofInput(input, isDenseFrame(input.shape())));
        }
        network.layers().forEach(this::add);
        for (FeatureMap output : network.outputs()) {
            home(output).neededUntil(stepLayers.size());
            home(output).becomesOutput();
        }
        ImmutableList.Builder<ScheduledStep> steps = ImmutableList.builder();
        for (int index = 0; index < stepLayers.size(); index++) {
            steps.add(step(index, stepLayers.get(index)));
        }
        return new Schedule(
                network,
                networkHash,
                machine,
                distances,
                options,
                inOrder.stream().map(Home::root).distinct().map(this::buffer).collect(toImmutableList()),
                steps.build(),
                names(network.inputs()),
                names(network.outputs()));
    }

    private void add(Layer layer) {
        if (isFreeView(layer)) {
            Home home = home(layer.ifm());
            home.addView(layer.ofm());
            homes.put(layer.ofm().name(), home);
            return;
        }
        if (isJoined(layer)) {
            return;
        }
        int step = stepLayers.size();
        stepLayers.add(layer);
        layer.inputs().forEach(input -> home(input).neededUntil(step + 1));
        layer.outputs().forEach(output -> store(Home.writtenAt(step, output)));
    }

    private void store(Home home) {
        homes.put(home.written().name(), home);
        inOrder.add(home);
    }

    /** Whether a concatenation goes without a step, because its parts are written where they belong. */
    private boolean isJoined(Layer layer) {
        if (layer.outputs().size() != 1) {
            return false;
        }
        Home joint = Home.joint(layer.ofm());
        Optional<ImmutableList<Home.Joint>> places = jointTensors.places(layer, homes, joint);
        places.ifPresent(found -> {
            for (int i = 0; i < found.size(); i++) {
                home(layer.inputs().get(i)).join(found.get(i));
            }
            homes.put(layer.ofm().name(), joint);
        });
        return places.isPresent();
    }

    private boolean isFreeView(Layer layer) {
        if (!(layer.operator() instanceof Operator.View) || layer.inputs().isEmpty()) {
            return false;
        }
        FeatureMap from = layer.ifm();
        FeatureMap to = layer.ofm();
        Home home = home(from);
        return from.type() == to.type()
                && isSameWords(from, to, home.dense())
                && (home.hasSamePixels(to) || !home.sharesPixels(layout));
    }

    /**
     * Pixels of equal channel count start at equal words whatever the padding; otherwise nothing may be padded. What is
     * stored densely can only be read under a shape that the machine would store in the same way.
     */
    private boolean isSameWords(FeatureMap from, FeatureMap to, boolean dense) {
        TensorLayout before = layout.of(from.shape(), from.type(), dense);
        TensorLayout after = layout.of(to.shape(), to.type(), dense);
        boolean isWide = to.shape().channels() > layout.channelPadding();
        if (dense && isWide && hasPadding(layout.of(to.shape(), to.type(), false))) {
            return false;
        }
        return before.channels() == after.channels() || (!hasPadding(before) && !hasPadding(after));
    }

    private static boolean hasPadding(TensorLayout tensor) {
        return tensor.storedChannels() != tensor.channels();
    }

    private boolean isDenseFrame(Shape shape) {
        return layout.denseFrames() && shape.channels() < layout.channelPadding();
    }

    private ScheduledStep step(int index, Layer layer) {
        Operation operation = new Operation(
                layer.operator(),
                layer.operands().stream().map(this::use).collect(toImmutableList()),
                layer.outputs().stream().map(this::use).collect(toImmutableList()));
        return new ScheduledStep(
                index,
                layer.name(),
                layer.sources(),
                operation,
                allRows(layer),
                ImmutableSet.copyOf(layer.inputs()).stream()
                        .map(this::home)
                        .map(Home::root)
                        .distinct()
                        .filter(home -> home.end() == index + 1 && !home.isOutput())
                        .map(Home::name)
                        .collect(toImmutableList()),
                layer.outputs().stream()
                        .map(this::home)
                        .filter(home -> home.start() == index)
                        .map(Home::name)
                        .distinct()
                        .collect(toImmutableList()));
    }

    /** Rows of the grid that the units of work are laid over: the first result's, for a split those of what is split. */
    private static RowRange allRows(Layer layer) {
        boolean isSplit = layer.operator() instanceof Operator.Split;
        Shape grid = isSplit ? layer.operands().get(0).shape() : layer.ofm().shape();
        return new RowRange(0, Math.multiplyExact(grid.batch(), grid.height()));
    }

    private TensorUse use(Operand operand) {
        if (operand instanceof FeatureMap map) {
            Home home = home(map);
            return new TensorUse(
                    home.name(), map.shape(), map.type(), home.dense(), Storage.SCRATCHPAD, home.slice(map, layout));
        }
        return new TensorUse(operand.name(), operand.shape(), operand.type(), false, Storage.WEIGHTS);
    }

    private Buffer buffer(Home home) {
        FeatureMap map = home.written();
        return new Buffer(
                map.name(),
                home.sources(),
                map.shape(),
                map.type(),
                home.dense(),
                home.sizeWords(layout),
                new LiveRange(home.start(), home.end()));
    }

    private ImmutableList<String> names(List<FeatureMap> maps) {
        return maps.stream().map(map -> home(map).name()).distinct().collect(toImmutableList());
    }

    private Home home(FeatureMap map) {
        return requireNonNull(homes.get(map.name()), "a network names its feature maps before it reads them");
    }
}
