package dev.shingle.mapper.verify;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.toSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.shingle.mapper.machine.Layout;
import dev.shingle.mapper.machine.TensorLayout;
import dev.shingle.mapper.plan.Buffer;
import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Placement;
import dev.shingle.mapper.plan.Step;
import dev.shingle.mapper.plan.TensorUse;
import dev.shingle.networks.FeatureMap;
import dev.shingle.networks.Layer;
import dev.shingle.networks.Network;
import dev.shingle.networks.Operand;
import dev.shingle.networks.json.NetworkHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a plan of sound structure runs this network and nothing else: each layer by steps with its operator, shapes and
 * wiring. A view may go without steps if its input and output are the same words of one buffer, a concatenation if its
 * operands are where its result is.
 */
final class NetworkCheck {

    private final Network network;
    private final MemoryPlan plan;
    private final Findings findings;
    private final Map<String, Buffer> bufferOf = new HashMap<>();
    private MapPlaces places;

    NetworkCheck(Network network, MemoryPlan plan, Findings findings) {
        this.network = network;
        this.plan = plan;
        this.findings = findings;
        this.places = MapPlaces.of(plan.machine().layout(), List.of(), List.of());
    }

    void run() {
        compare(Finding.WHOLE_PLAN, "network hash", plan.networkHash(), NetworkHash.of(network));
        plan.placements().stream().map(Placement::buffer).forEach(this::checkSources);
        Set<String> executed = plan.steps().stream().map(Step::layer).collect(toSet());
        ImmutableList<Layer> leftOut = network.layers().stream()
                .filter(layer -> !executed.contains(layer.name()))
                .collect(toImmutableList());
        places = MapPlaces.of(
                plan.machine().layout(),
                plan.placements().stream().map(Placement::buffer).toList(),
                leftOut);
        checkHost("inputs", plan.inputs(), network.inputs());
        checkHost("outputs", plan.outputs(), network.outputs());
        Map<String, Layer> layers = new HashMap<>();
        network.layers().forEach(layer -> layers.put(layer.name(), layer));
        for (Step step : plan.steps()) {
            Layer layer = layers.get(step.layer());
            if (layer == null) {
                findings.mismatch(step.index(), where(step), "no such layer", "a layer of " + network.name());
            } else {
                checkStep(step, layer);
            }
        }
        for (Layer layer : leftOut) {
            if (!hasNothingToDo(layer)) {
                findings.mismatch(Finding.WHOLE_PLAN, "layer " + layer.name(), "no step", "steps that run it");
            }
        }
    }

    private static String where(Step step) {
        return "step %d (%s)".formatted(step.index(), step.layer());
    }

    private void compare(int step, String where, Object found, Object expected) {
        if (!found.equals(expected)) {
            findings.mismatch(step, where, found, expected);
        }
    }

    private void checkSources(Buffer buffer) {
        Map<String, FeatureMap> maps = network.featureMaps();
        String where = "buffer " + buffer.name();
        if (buffer.sources().isEmpty() || !buffer.sources().get(0).equals(buffer.name())) {
            findings.mismatch(Finding.WHOLE_PLAN, where, "sources " + buffer.sources(), "its own name first");
        }
        for (String source : buffer.sources()) {
            FeatureMap map = maps.get(source);
            if (map == null) {
                findings.mismatch(Finding.WHOLE_PLAN, where, "source " + source, "feature maps of " + network.name());
                continue;
            }
            if (bufferOf.put(source, buffer) != null) {
                findings.mismatch(Finding.WHOLE_PLAN, where, "source " + source + " again", "one buffer for it");
            }
            if (source.equals(buffer.name())) {
                compare(Finding.WHOLE_PLAN, where + ", shape", buffer.shape(), map.shape());
                compare(Finding.WHOLE_PLAN, where + ", type", buffer.type(), map.type());
            }
        }
        checkDense(buffer, where);
    }

    /** Only network inputs may be dense, and only where the machine says so; it matters where channels are padded. */
    private void checkDense(Buffer buffer, String where) {
        Layout layout = plan.machine().layout();
        boolean isInput = network.inputs().stream().anyMatch(map -> map.name().equals(buffer.name()));
        boolean expected = layout.denseFrames() && isInput && buffer.shape().channels() < layout.channelPadding();
        boolean padsNothing = buffer.shape().channels() % layout.channelPadding() == 0;
        if (!padsNothing && buffer.dense() != expected) {
            findings.mismatch(
                    Finding.WHOLE_PLAN, where, buffer.dense() ? "dense" : "padded", expected ? "dense" : "padded");
        }
    }

    private void checkHost(String role, List<String> buffers, List<FeatureMap> maps) {
        ImmutableSet.Builder<String> expected = ImmutableSet.builder();
        for (FeatureMap map : maps) {
            Buffer buffer = bufferOf.get(map.name());
            expected.add(buffer == null ? map.name() : buffer.name());
            if (buffer != null && !places.isWhole(map)) {
                findings.mismatch(Finding.WHOLE_PLAN, role, "a part of buffer " + buffer.name(), "all of a buffer");
            }
        }
        compare(Finding.WHOLE_PLAN, role, ImmutableSet.copyOf(buffers), expected.build());
    }

    private void checkStep(Step step, Layer layer) {
        int index = step.index();
        compare(index, where(step) + ", operator", step.operation().operator(), layer.operator());
        checkUses(step, "operands", step.operation().operands(), layer.operands());
        checkUses(step, "results", step.operation().results(), layer.outputs());
    }

    private void checkUses(Step step, String role, List<TensorUse> uses, List<? extends Operand> operands) {
        String where = where(step) + ", " + role;
        if (uses.size() != operands.size()) {
            findings.mismatch(step.index(), where, uses.size(), operands.size());
            return;
        }
        for (int i = 0; i < uses.size(); i++) {
            TensorUse use = uses.get(i);
            Operand operand = operands.get(i);
            boolean isMap = operand instanceof FeatureMap;
            Buffer buffer = bufferOf.get(operand.name());
            String name = isMap && buffer != null ? buffer.name() : operand.name();
            compare(step.index(), where, use.name(), name);
            compare(step.index(), where + ", shape of " + name, use.shape(), operand.shape());
            compare(step.index(), where + ", type of " + name, use.type(), operand.type());
            if (use.isInScratchpad() != isMap) {
                findings.mismatch(step.index(), where + ", " + name, use.storage(), isMap ? "SCRATCHPAD" : "WEIGHTS");
            }
            if (buffer != null && isMap && use.dense() != buffer.dense()) {
                findings.mismatch(step.index(), where + ", " + name, "dense " + use.dense(), "dense " + buffer.dense());
            } else if (buffer != null
                    && operand instanceof FeatureMap map
                    && use.shape().equals(map.shape())) {
                checkPlace(step, where, use, map);
            }
        }
    }

    private void checkPlace(Step step, String where, TensorUse use, FeatureMap map) {
        Optional<TensorLayout> expected = places.wordsOf(map);
        TensorLayout found = use.layoutOn(plan.machine().layout());
        if (expected.isEmpty()) {
            findings.mismatch(step.index(), where + ", " + map.name(), "no place in " + use.name(), "one that follows");
        } else if (!expected.get().equals(found)) {
            findings.mismatch(
                    step.index(), where + ", place of " + map.name(), describe(found), describe(expected.get()));
        }
    }

    private static String describe(TensorLayout part) {
        return "from word %d of %d, %d channels a pixel"
                .formatted(part.startWord(), part.sizeWords(), part.pixelStride());
    }

    private boolean hasNothingToDo(Layer layer) {
        Buffer to = layer.outputs().isEmpty() ? null : bufferOf.get(layer.ofm().name());
        return to != null
                && layer.inputs().stream().allMatch(input -> to.equals(bufferOf.get(input.name())))
                && places.hasNothingToDo(layer);
    }
}
