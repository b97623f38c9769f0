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

/**
 * Walks the layers once and keeps, for every feature map, the storage that it lives in. A view that costs nothing gets
 * its operand's storage; everything else that is written gets its own. Linear in the size of the network.
 */
final class ScheduleBuilder {

    /** Words that one or several feature maps live in, with the live range seen so far. */
    private static final class Home {
        final FeatureMap written;
        final List<String> sources = new ArrayList<>();
        final boolean dense;
        final int start;
        int end;
        boolean isOutput;

        Home(FeatureMap written, boolean dense, int start) {
            this.written = written;
            this.dense = dense;
            this.start = start;
            this.end = start + 1;
            sources.add(written.name());
        }

        void neededUntil(int newEnd) {
            end = Math.max(end, newEnd);
        }
    }

    private final Network network;
    private final Machine machine;
    private final Layout layout;
    private final Map<String, Home> homes = new HashMap<>();
    private final List<Home> inOrder = new ArrayList<>();
    private final List<Layer> stepLayers = new ArrayList<>();

    ScheduleBuilder(Network network, Machine machine) {
        this.network = network;
        this.machine = machine;
        this.layout = machine.layout();
    }

    Schedule build(String networkHash, Distances distances) {
        for (FeatureMap input : network.inputs()) {
            store(input, isDenseFrame(input.shape()), 0);
        }
        network.layers().forEach(this::add);
        for (FeatureMap output : network.outputs()) {
            home(output).neededUntil(stepLayers.size());
            home(output).isOutput = true;
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
                inOrder.stream().map(this::buffer).collect(toImmutableList()),
                steps.build(),
                names(network.inputs()),
                names(network.outputs()));
    }

    private void add(Layer layer) {
        if (isFreeView(layer)) {
            Home home = home(layer.ifm());
            home.sources.add(layer.ofm().name());
            homes.put(layer.ofm().name(), home);
            return;
        }
        int step = stepLayers.size();
        stepLayers.add(layer);
        layer.inputs().forEach(input -> home(input).neededUntil(step + 1));
        layer.outputs().forEach(output -> store(output, false, step));
    }

    private void store(FeatureMap map, boolean dense, int start) {
        Home home = new Home(map, dense, start);
        homes.put(map.name(), home);
        inOrder.add(home);
    }

    private boolean isFreeView(Layer layer) {
        if (!(layer.operator() instanceof Operator.View) || layer.inputs().isEmpty()) {
            return false;
        }
        FeatureMap from = layer.ifm();
        FeatureMap to = layer.ofm();
        return from.type() == to.type() && isSameWords(from, to, home(from).dense);
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
                        .distinct()
                        .filter(home -> home.end == index + 1 && !home.isOutput)
                        .map(home -> home.written.name())
                        .collect(toImmutableList()),
                names(layer.outputs()));
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
            return new TensorUse(home.written.name(), map.shape(), map.type(), home.dense, Storage.SCRATCHPAD);
        }
        return new TensorUse(operand.name(), operand.shape(), operand.type(), false, Storage.WEIGHTS);
    }

    private Buffer buffer(Home home) {
        FeatureMap map = home.written;
        return new Buffer(
                map.name(),
                ImmutableList.copyOf(home.sources),
                map.shape(),
                map.type(),
                home.dense,
                layout.of(map.shape(), map.type(), home.dense).sizeWords(),
                new LiveRange(home.start, home.end));
    }

    private ImmutableList<String> names(List<FeatureMap> maps) {
        return maps.stream().map(map -> home(map).written.name()).distinct().collect(toImmutableList());
    }

    private Home home(FeatureMap map) {
        return requireNonNull(homes.get(map.name()), "a network names its feature maps before it reads them");
    }
}
